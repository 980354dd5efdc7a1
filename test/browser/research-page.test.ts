import { expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import type { DatasetPreviewResult } from '../../api/src/contracts/dataset-exports.js'
import { mockedDashboard } from './support/dashboard-pages.js'
import { aProblem, type MockedAnswers, ok, USUAL_ANSWERS } from './support/mocked-api.js'
import { accessibilityFaults, overflowOf } from './support/open-page.js'
import {
  aDataSet,
  aJob,
  aPreview,
  FOUND,
  MEASURED,
  refusedAs,
  someChoices,
} from './support/research-answers.js'
import { someoneInRole } from './support/signed-in.js'

const dashboard = mockedDashboard()

function answersWith(result: DatasetPreviewResult): MockedAnswers {
  return {
    ...USUAL_ANSWERS,
    '/me': ok(someoneInRole('researcher')),
    '/dataset-exports/choices': ok(someChoices()),
    '/dataset-exports/preview': { status: 202, body: aPreview(null, aJob('waiting')) },
    '/dataset-exports/previews/9': ok(aPreview(result)),
    '/dataset-exports': (_, request) =>
      request.method() === 'POST'
        ? {
            status: 202,
            body: aDataSet(8, { state: 'waiting', summary: null, package: null, published_at: null }),
          }
        : ok({ dataset_exports: [aDataSet(4), aDataSet(3, { state: 'expired', package: null })] }),
    '/dataset-exports/8': ok(aDataSet(8)),
    '/dataset-exports/4': ok(aDataSet(4)),
  }
}
const PASSED = answersWith(FOUND)
const TITLE = 'About 320 persons can go out, each like at least 10 others'

test('cohort, variables, check and library have no fault in both themes, down to 320 pixels', async () => {
  for (const scheme of ['light', 'dark'] as const) {
    const { page, complaints } = await dashboard.open('/research', PASSED, { scheme })
    await page.getByRole('heading', { level: 1, name: TITLE }).waitFor()
    await page.getByRole('row', { name: /A valid score at the start.*about 320/ }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.setViewportSize({ width: 320, height: 640 })
    await page.waitForTimeout(100)
    expect([await overflowOf(page), complaints]).toEqual([0, []])
    // A level has the row's width for its name, beside the word of its standing.
    const name = await page.getByRole('rowheader', { name: 'bands of 10 years' }).boundingBox()
    const row = await page.getByRole('row', { name: /bands of 10 years/ }).boundingBox()
    expect((name?.width ?? 0) / (row?.width ?? 1)).toBeGreaterThan(0.9)
    // The chosen one is tinted whole: a cell's own tint would cover the end of its neighbour's words.
    const tints = await page.evaluate(
      '[...document.querySelectorAll("tr[data-chosen=true] > *")].map((cell) => getComputedStyle(cell).backgroundColor)',
    )
    expect(tints).toEqual(Array(8).fill('rgba(0, 0, 0, 0)'))
  }
})

test('each level says what it costs and why it is not taken; what is given up whole is said first', async () => {
  const { page } = await dashboard.open('/research', PASSED)
  await page.getByRole('row', { name: /bands of 10 years 21\s%.*too fine/ }).waitFor()
  await page.getByRole('row', { name: /bands of 20 years 2\s%.*chosen/ }).waitFor()
  await page.getByRole('row', { name: /as recorded 1\s%.*tells of change/ }).waitFor()
  await page.getByText(/^Gender would be left out\./).waitFor()
})

test('a changed question stands in the address and is asked anew, once; the figures stay meanwhile', async () => {
  const asked: unknown[] = []
  const { page } = await dashboard.open('/research', {
    ...PASSED,
    '/dataset-exports/preview': (_, request) => {
      asked.push(request.postDataJSON())
      return { status: 202, body: { ...aPreview(null), preview_id: 9 } }
    },
  })
  await page.getByRole('heading', { level: 1, name: TITLE }).waitFor()
  await page.getByRole('checkbox', { name: 'Online' }).check()
  await page.getByRole('checkbox', { name: 'Hybrid' }).check()
  await page.getByLabel('Not coarser than').first().selectOption('1')
  await page.waitForURL(/format=online,hybrid/)
  await page.getByRole('heading', { level: 1, name: TITLE }).waitFor()
  await page.waitForTimeout(900)
  // Three changes: on a machine that stands still between two of them they may be two questions.
  expect(asked.length).toBeLessThan(4)
  expect(asked.at(-1)).toMatchObject({
    filter: { formats: ['online', 'hybrid'] },
    variables: [
      { name: 'age_band', coarsest: 1 },
      { name: 'gender', coarsest: null },
      { name: 'arm', coarsest: null },
    ],
    k: 11,
    substance_use_reason: null,
  })
})

test.each([
  ['nothing_feasible', 'Without age at joining it would do.', 320, 'These variables cannot go out together'],
  ['too_few_persons', 'Fewer than 55 persons are eligible.', null, 'Too few persons for a data set'],
  ['differs_by_few', 'It differs from data set 3 by fewer than 11.', 320, 'Too close to an earlier data set'],
] as const)(
  'refused as %s: the reason is the title, and nothing can be run',
  async (code, message, eligible, title) => {
    const { page } = await dashboard.open('/research', answersWith(refusedAs(code, message, eligible)))
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    await page.getByText(message).waitFor()
    if (eligible === null) await page.getByRole('row', { name: /fewer than 11/ }).waitFor()
    expect(await page.getByRole('button', { name: 'Make the data set' }).isDisabled()).toBe(true)
    expect(await accessibilityFaults(page)).toEqual([])
  },
)

test('a check under way shows how far it is and can be cancelled; one that failed can be asked again', async () => {
  const { page } = await dashboard.open('/research', {
    ...PASSED,
    '/dataset-exports/previews/9': ok(aPreview(null, aJob('running'))),
    '/jobs/71': ok(aJob('running')),
    '/jobs/71/cancel': ok({ ...aJob('running'), cancel_asked: true }),
  })
  await page.getByText('The check: 1 of 5 done. Records are read.').waitFor()
  await page.getByRole('button', { name: 'Cancel: The check' }).click()
  await page.getByText('Being cancelled: it ends at its next step.').waitFor()

  const failed = await dashboard.open('/research', {
    ...PASSED,
    '/dataset-exports/previews/9': ok(aPreview(null, aJob('failed'))),
  })
  await failed.page.getByRole('alert').getByText('The worker was stopped.').waitFor()
  const again = failed.page.waitForRequest((request) => request.url().endsWith('/preview'))
  await failed.page.getByRole('button', { name: 'Check again' }).click()
  await again
})

test('running asks what for and for whom, and leads to the data set', async () => {
  const { page } = await dashboard.open('/research', PASSED)
  await page.getByRole('heading', { level: 1, name: TITLE }).waitFor()
  const run = page.getByRole('button', { name: 'Make the data set' })
  await run.click()
  await page.getByText('Say in at least 10 characters what it is for.').waitFor()
  await page.getByLabel('What it is for').fill('A question of interest')
  await page.getByLabel('Who gets it').fill('Study group')
  const sent = page.waitForRequest(
    (request) => request.method() === 'POST' && request.url().endsWith('/dataset-exports'),
  )
  await run.click()
  expect((await sent).postDataJSON()).toMatchObject({
    purpose: 'A question of interest',
    recipient: 'Study group',
  })
  await page.getByRole('heading', { level: 1, name: '318 persons, each like at least 11 others' }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
})

/** By keyboard alone; more stops than the page can have are one too many. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let stop = 0; stop < 120; stop += 1) {
    await page.keyboard.press('Tab')
    if (
      String(await page.evaluate(FOCUSED_WORDS))
        .trim()
        .startsWith(name)
    )
      return
  }
  throw new Error(`Tab does not lead to "${name}".`)
}
const FOCUSED_WORDS =
  '[...(document.activeElement.labels ?? [])].map((label) => label.innerText).join(" ") || document.activeElement.innerText'

test('by keyboard alone a data set is asked for, the password anew on the way, and its package saved', async () => {
  const state = { isConfirmed: false }
  const { page } = await dashboard.open('/research', {
    ...PASSED,
    '/dataset-exports': (_, request) => {
      if (request.method() !== 'POST') return ok({ dataset_exports: [] })
      return state.isConfirmed ? { status: 202, body: aDataSet(8) } : aProblem(403, 'step_up_needed')
    },
    '/me/confirm': () => {
      state.isConfirmed = true
      return ok({ confirmed_at: new Date().toISOString() })
    },
  })
  await page.getByRole('heading', { level: 1, name: TITLE }).waitFor()
  await tabTo(page, 'Online')
  await page.keyboard.press('Space')
  await page.waitForURL(/format=online/)
  await page.getByRole('button', { name: 'Make the data set', disabled: false }).waitFor()
  await tabTo(page, 'What it is for')
  await page.keyboard.type('A question of interest')
  await tabTo(page, 'Who gets it')
  await page.keyboard.type('Study group')
  await tabTo(page, 'Make the data set')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: 'Confirm that it is you' }).waitFor()
  await page.keyboard.type('a few words in a row')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/research/8')
  await page.getByRole('heading', { level: 1, name: '318 persons, each like at least 11 others' }).waitFor()
  await tabTo(page, 'Save the package')
})

test('a column of the address that nobody knows is named and left out', async () => {
  const { page } = await dashboard.open('/research?variables=gender,postcode~1', PASSED)
  await page.getByText('The address asks for “postcode~1”, which is not known here').waitFor()
})

test('a quota that is reached is said where it was asked', async () => {
  const { page } = await dashboard.open('/research', {
    ...PASSED,
    '/dataset-exports': (_, request) =>
      request.method() === 'POST' ? aProblem(422, 'quota_reached') : ok({ dataset_exports: [] }),
  })
  await page.getByText('No data set has been asked for yet.').waitFor()
  await page.getByLabel('What it is for').fill('A question of interest')
  await page.getByLabel('Who gets it').fill('Study group')
  await page.getByRole('button', { name: 'Make the data set' }).click()
  await page.getByRole('alert').getByText('Nothing was changed.').waitFor()
})

test('a director may include substance-use groups, with a reason', async () => {
  const { page } = await dashboard.open('/research', {
    ...PASSED,
    '/me': ok(someoneInRole('director')),
    '/dataset-exports/choices': ok(someChoices({ may_include_substance_use: true })),
  })
  await page.getByRole('button', { name: 'Include them' }).click()
  await page.getByText('Give the reason in at least 10 characters.').waitFor()
  await page.getByLabel('Reason').fill('The study is about them')
  const asked = page.waitForRequest((request) => request.url().endsWith('/preview'))
  await page.getByRole('button', { name: 'Include them' }).click()
  expect((await asked).postDataJSON()).toMatchObject({ substance_use_reason: 'The study is about them' })
})

test('while a stricter question is checked, the last answer stays with the k it was checked for', async () => {
  const state = { isDone: false }
  const stricter = { ...aPreview(null).definition, k: 50 }
  const { page } = await dashboard.open('/research', {
    ...PASSED,
    '/dataset-exports/preview': (_, request) => ({
      status: 202,
      body: { ...aPreview(null), preview_id: request.postDataJSON().k === 50 ? 10 : 9 },
    }),
    '/dataset-exports/previews/10': () =>
      ok({
        ...(state.isDone ? aPreview(FOUND) : aPreview(null, aJob('running'))),
        preview_id: 10,
        definition: stricter,
      }),
    '/jobs/71': () => ok(aJob(state.isDone ? 'done' : 'running')),
  })
  const run = page.getByRole('button', { name: 'Make the data set' })
  await page.getByRole('heading', { level: 1, name: TITLE }).waitFor()
  await page.getByLabel('Each looks like at least (k)').selectOption('50')
  await page.getByText('The check: 1 of 5 done. Records are read.').waitFor()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(TITLE)
  expect(await page.getByRole('columnheader', { name: 'In classes below 11' }).isVisible()).toBe(true)
  expect(await page.getByRole('row', { name: /A valid score at the start.*about 320/ }).isVisible()).toBe(
    true,
  )
  expect(await run.isDisabled()).toBe(true)
  state.isDone = true
  await page.getByRole('heading', { level: 1, name: /each like at least 49 others$/ }).waitFor()
  await page.getByRole('columnheader', { name: 'In classes below 50' }).waitFor()
  expect(await run.isDisabled()).toBe(false)
})

test('a check that did not end leaves no figure in the title', async () => {
  const { page } = await dashboard.open('/research', {
    ...PASSED,
    '/dataset-exports/preview': (_, request) => ({
      status: 202,
      body: { ...aPreview(null), preview_id: request.postDataJSON().k === 50 ? 10 : 9 },
    }),
    '/dataset-exports/previews/10': ok({ ...aPreview(null, aJob('cancelled')), preview_id: 10 }),
  })
  await page.getByRole('heading', { level: 1, name: TITLE }).waitFor()
  await page.getByLabel('Each looks like at least (k)').selectOption('50')
  await page.getByRole('alert').getByText('The check was cancelled.').waitFor()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('A data set for research')
})

test.each([
  [
    'refused',
    { refusal: { code: 'differs_by_few', message: 'Data set 3 differs by fewer than 11.' } },
    'Not published: too close to an earlier data set',
    /^Use the earlier data set/,
  ],
  ['failed', {}, 'This data set could not be made', /Nothing was published/],
  ['cancelled', {}, 'This data set was cancelled', /Nothing was published/],
  [
    'expired',
    { summary: aDataSet(4).summary },
    '318 persons, each like at least 11 others',
    /^Its package is no longer kept/,
  ],
] as const)(
  'a data set that was %s says why and what to do, and offers no package',
  async (state, over, title, words) => {
    const unmade = aDataSet(4, { state, summary: null, package: null, published_at: null, ...over })
    const { page } = await dashboard.open('/research/4', { ...PASSED, '/dataset-exports/4': ok(unmade) })
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    await page.getByText(words).waitFor()
    expect(await page.getByRole('button', { name: /^Save the package/ }).count()).toBe(0)
    expect(await accessibilityFaults(page)).toEqual([])
  },
)

const AWAITING = aDataSet(4, {
  state: 'awaits_approval',
  definition: { ...aDataSet(4).definition, profile: 'phases_wide' },
  summary: null,
  package: null,
  published_at: null,
  expires_at: null,
  requested_by_you: false,
  measured: MEASURED,
  decide_until: '2026-12-30T10:00:00Z',
  may_be_decided_by_you: true,
})

test('a director approves scores by phase by their measured risk, or declines them with a reason', async () => {
  const state = { dataSet: AWAITING }
  const { page } = await dashboard.open('/research/4', {
    ...PASSED,
    '/me': ok(someoneInRole('director')),
    '/dataset-exports/4': () => ok(state.dataSet),
    '/dataset-exports/4/decision': () => ({ status: 202, body: state.dataSet }),
  })
  await page
    .getByRole('heading', { level: 1, name: 'This data set awaits the approval of a director' })
    .waitFor()
  const card = page.getByRole('region', { name: 'Approval' })
  await card.getByText('at most 62').waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await card.getByRole('button', { name: 'Decline', exact: true }).click()
  await card.getByRole('button', { name: 'Decline with this reason' }).click()
  await card.getByText('Give the reason in at least 10 characters.').waitFor()
  const asked = page.waitForRequest((request) => request.url().endsWith('/decision'))
  const decision = {
    decision: 'approved' as const,
    reason: null,
    decided_by: 'Person of director',
    decided_at: '2026-12-01T10:00:00Z',
  }
  state.dataSet = {
    ...AWAITING,
    state: 'waiting',
    decision,
    may_be_decided_by_you: false,
    decide_until: null,
  }
  await card.getByRole('button', { name: 'Approve this risk' }).click()
  expect((await asked).postDataJSON()).toEqual({ decision: 'approved' })
  await card.getByText(/^Approved by Person of director/).waitFor()
  expect(await card.getByRole('button').count()).toBe(0)
})

test('scores by phase are asked for with the risk in place of rows, and without a second score at the start', async () => {
  const found = FOUND.outcome.kind === 'found' ? FOUND.outcome : null
  if (found === null) throw new Error('The answer has to be one.')
  const outcome = { ...found, measured: MEASURED, sample: { columns: found.sample.columns, rows: [] } }
  const { page } = await dashboard.open(
    '/research?variables=gender,baseline_band',
    answersWith({ ...FOUND, outcome }),
  )
  await page.getByRole('heading', { level: 1, name: TITLE }).waitFor()
  const asked = page.waitForRequest(
    (request) => request.url().endsWith('/preview') && request.postDataJSON().profile === 'phases_long',
  )
  await page.getByRole('radio', { name: /one row a phase/ }).click()
  expect((await asked).postDataJSON().variables).toEqual([{ name: 'gender', coarsest: null }])
  await page.getByText('Its rows are seen by nobody before it is approved.').waitFor()
  const narrowed = page.waitForRequest(
    (request) => request.url().endsWith('/preview') && request.postDataJSON().phases?.length === 4,
  )
  await page.getByRole('checkbox', { name: 'Weeks 5 to 12' }).uncheck()
  const four = (['start', 'early', 'late', 'last'] as const).map((phase) => ({ phase, coarsest: null }))
  expect((await narrowed).postDataJSON().phases).toEqual(four)
  expect(page.url()).toContain('phases=start,early,late,last')
  expect(await page.getByLabel('Score at the start', { exact: false }).count()).toBe(1)
  await page.getByRole('button', { name: 'Ask a director to approve it' }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.setViewportSize({ width: 320, height: 640 })
  await page.waitForTimeout(100)
  expect(await overflowOf(page)).toBe(0)
})

test('a data set and its risks have no fault in both themes, down to 320 pixels', async () => {
  for (const scheme of ['light', 'dark'] as const) {
    const { page, complaints } = await dashboard.open('/research/4', PASSED, { scheme })
    await page.getByRole('heading', { level: 1, name: '318 persons, each like at least 11 others' }).waitFor()
    // Highest 1/12; on average 14 classes of 318 rows.
    const safety = page.getByRole('region', { name: 'How safe it is' })
    expect((await safety.textContent())?.replaceAll('\u202f', ' ')).toMatch(/highest8\.3 %.*average4\.4 %/)
    expect(await accessibilityFaults(page)).toEqual([])
    await page.setViewportSize({ width: 320, height: 640 })
    await page.waitForTimeout(100)
    expect([await overflowOf(page), complaints]).toEqual([0, []])
  }
})

test('aggregate tables say “kept back” for what is hidden, never 0, and change with the variable in the address', async () => {
  const { page } = await dashboard.open('/research', PASSED)
  const card = page.getByRole('region', { name: 'How about 320 members changed, by arm' })
  await card
    .getByRole('row', { name: /Group only 200 85 43\s% kept back kept back kept back kept back 4\.5/ })
    .waitFor()
  await card.getByRole('row', { name: /Everybody 320 150 47\s% 145/ }).waitFor()
  await card.getByLabel('By', { exact: true }).selectOption('gender')
  await page.waitForURL(/table_of=gender/)
  await page.getByText('This table is kept back as a whole').waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
})

test('before a quarter has ended with enough persons, the tables say what they wait for', async () => {
  const { page } = await dashboard.open('/research', {
    ...PASSED,
    '/aggregate-tables': ok({ measure: 'phq9', release: null, least_persons: 55 }),
  })
  await page.getByText('in which 55 persons or more had ended an episode').waitFor()
})
