import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import type { Job } from '../../api/src/contracts/jobs.js'
import type { Study, StudyRun } from '../../api/src/contracts/studies.js'
import { referenceStudy } from '../golden/core/study-agreement.js'
import { mockedDashboard } from './support/dashboard-pages.js'
import { aProblem, type MockedAnswers, ok, USUAL_ANSWERS } from './support/mocked-api.js'
import { accessibilityFaults, overflowOf } from './support/open-page.js'
import { someoneInRole } from './support/signed-in.js'
import { aStudy, storedStudy } from './support/study-answers.js'

const dashboard = mockedDashboard()
const asked = aStudy(1, 240)
const refused = aStudy(2, 240, { baseline_threshold: 26 })
const ANSWERS: MockedAnswers = {
  ...USUAL_ANSWERS,
  '/sites': ok({ sites: [{ site_id: 'S1', name: 'South', time_zone: 'Europe/London' }] }),
  '/studies': (_, request) =>
    request.method() === 'POST'
      ? { status: 202, body: aRun({ study_id: 2 }) }
      : ok({ studies: [refused, asked] }),
  '/studies/1': ok(asked),
  '/studies/2': ok(refused),
  '/studies/preview': ok(previewOf(refused)),
}

function previewOf({ sites, data_until, result }: Study) {
  return { sites, data_until, result }
}
function aRun(changes: Partial<StudyRun> = {}): StudyRun {
  return { run_id: 7, study_id: null, job: null, ...changes }
}
function aJob(changes: Partial<Job> = {}): Job {
  return {
    job_id: 5,
    kind: 'run_study',
    state: 'running',
    done: 3,
    total: 8,
    message: null,
    cancel_asked: false,
    created_at: '2025-12-31T12:00:00.000Z',
    ended_at: null,
    ...changes,
  }
}
/** Thin spaces in numbers are spaces to a reader. */
const words = (text: string): RegExp =>
  new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '\\s'))
const title = (page: Page, study: Study) =>
  page.getByRole('heading', { level: 1, name: words(study.result.verdict.text) })
/** The button of a cell, by its name in the table of the question. */
const change = (page: Page, cell: string) =>
  page.getByRole('row', { name: cell }).getByRole('button', { name: `Change ${cell.toLowerCase()}` })

const ADDRESSES = [
  ['/comparison', /2 comparisons of group only and combined treatment/],
  ['/comparison?new=yes&site=S1&modality=support', /A new comparison/],
  ['/comparison/1', words(asked.result.verdict.text)],
  ['/comparison/2', words(refused.result.verdict.text)],
] as const
test.each(
  ADDRESSES.flatMap(([address, name]) =>
    (['light', 'dark'] as const).map((scheme) => ({ address, name, scheme })),
  ),
)(
  '$address has no fault and no complaint in the $scheme theme, down to 320 pixels',
  async ({ address, name, scheme }) => {
    const { page, complaints } = await dashboard.open(address, ANSWERS, { scheme })
    await page.getByRole('heading', { level: 1, name }).waitFor()
    await page.waitForLoadState('networkidle')
    expect(await accessibilityFaults(page)).toEqual([])
    await page.setViewportSize({ width: 320, height: 640 })
    await page.waitForTimeout(100)
    expect([await overflowOf(page), complaints]).toEqual([0, []])
  },
)

describe('a comparison', () => {
  test('shows crude and adjusted side by side, and says why they differ', async () => {
    const { page } = await dashboard.open('/comparison/1', ANSWERS)
    await title(page, asked).waitFor()
    const crude = asked.result.estimates.find(({ name }) => name === 'crude')
    const main = asked.result.estimates.find(({ role }) => role === 'main')
    const signed = (value: number | null | undefined) =>
      `${(value ?? 0) < 0 ? '\u2212' : '+'}${Math.abs(value ?? 0).toFixed(2)}`
    await page
      .getByRole('region', { name: 'As they are (crude)' })
      .getByText(signed(crude?.estimate))
      .waitFor()
    await page
      .getByRole('region', { name: 'Like with like (adjusted)' })
      .getByText(signed(main?.estimate))
      .waitFor()
    await page.getByRole('heading', { name: /What adjusting moves|Why the sign changes/ }).waitFor()
  })

  test('holds every estimate, its refusals and the directions as words beside the drawing', async () => {
    const { page } = await dashboard.open('/comparison/1', ANSWERS)
    const table = page.getByRole('table', { name: 'Every estimate with its interval' })
    for (const { label } of asked.result.estimates)
      await table
        .getByRole('rowheader', { name: words(label) })
        .first()
        .waitFor()
    await table.getByRole('img', { name: 'Left: favours combined. Right: favours group only.' }).waitFor()
    await table
      .getByRole('img', { name: 'Left: favours group only. Right: favours combined.' })
      .first()
      .waitFor()
  })

  test('is printed with each drawn table once, its footer, and without buttons', async () => {
    const { page } = await dashboard.open('/comparison/1', ANSWERS)
    await title(page, asked).waitFor()
    await page.emulateMedia({ media: 'print' })
    const card = page.locator('[data-drawn-as-table="true"]').first()
    expect(await card.getByRole('table').filter({ visible: true }).count()).toBe(1)
    expect(await change(page, 'Margin').isVisible()).toBe(false)
    await page.getByText(/^Tidemark · default, version 1 · .* compared · records up to/).waitFor()
  })

  test('whose records have changed says so and offers to work it out again', async () => {
    const stale: Study = {
      ...asked,
      standing: { is_current: false, reasons: ['records_changed', 'later_day'] },
    }
    const { page } = await dashboard.open('/comparison/1', {
      ...ANSWERS,
      '/studies/1': ok(stale),
      '/studies/1/run': { status: 202, body: aRun({ study_id: 2 }) },
    })
    await page.getByText('Records of its sites have changed since. It is a later day').waitFor()
    await page.getByRole('button', { name: 'Work it out again' }).click()
    await title(page, refused).waitFor()
  })

  test('that is frozen says by whom, and offers no freezing', async () => {
    const frozen: Study = { ...asked, frozen_at: '2026-01-02T09:00:00.000Z', frozen_by: 'Dana Director' }
    const { page } = await dashboard.open('/comparison/1', { ...ANSWERS, '/studies/1': ok(frozen) })
    await page.getByText('2 Jan 2026, 09:00, Dana Director').waitFor()
    expect(await page.getByRole('button', { name: 'Freeze this version' }).count()).toBe(0)
  })

  test('that is not there, or not answered, names the cause and what to do', async () => {
    const gone = await dashboard.open('/comparison/9', ANSWERS)
    await gone.page.getByText('This part could not be loaded').waitFor()
    const broken = await dashboard.open('/comparison', {
      ...ANSWERS,
      '/studies': aProblem(503, 'unavailable'),
    })
    await broken.page.getByRole('button', { name: 'Retry' }).waitFor()
  })
})

describe('a refused comparison', () => {
  test('names the limit, what was found, and opens the cell that left most out', async () => {
    const { page } = await dashboard.open('/comparison/2', ANSWERS)
    const card = page.getByRole('region', { name: 'Why there is no adjusted comparison' })
    await card.getByText('10 members in each arm').waitFor()
    await card.getByRole('button', { name: 'Change eligibility' }).first().click()
    await page.locator('input[name="baseline_threshold"]:focus').waitFor()
  })

  test('has no blank panel and no number that is not one', async () => {
    const { page } = await dashboard.open('/comparison/2', ANSWERS)
    await title(page, refused).waitFor()
    expect(await page.locator('main').innerText()).not.toMatch(/NaN|undefined|Infinity/)
    await page.getByText('Refused for the same reason.').first().waitFor()
  })
})

describe('the target trial', () => {
  test('is changed cell by cell by keyboard, shown before it is saved, and the changed verdict is said', async () => {
    const { page, complaints } = await dashboard.open('/comparison/1', ANSWERS)
    await change(page, 'Eligibility').focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Control+A')
    await page.keyboard.type('26')
    await page.keyboard.press('Enter')
    await page.getByText('Eligibility changed.').waitFor()
    await page.getByText('was: PHQ-9 baseline of 10 or worse').waitFor()
    await page.getByText(/members would be compared \(now \d+\)/).waitFor()
    await page.getByText(/The verdict would be: No adjusted comparison; now:/).waitFor()
    await page.locator('[data-cell="eligibility"] button:focus').waitFor()
    const sent = page.waitForRequest(
      (request) => request.method() === 'POST' && request.url().endsWith('/studies'),
    )
    await page.getByRole('button', { name: 'Save as a new version' }).click()
    expect((await sent).postDataJSON()).toMatchObject({
      definition: { baseline_threshold: 26, grace_days: 14, outcome: { kind: 'window', week: 8 } },
      sites: ['S1'],
      as_of: null,
    })
    await title(page, refused).waitFor()
    const beside = page.getByRole('region', { name: 'Beside the version before' })
    await beside.getByText('The verdict has changed').waitFor()
    await beside.getByText('→ PHQ-9 baseline of 26 or worse').waitFor()
    expect(complaints).toEqual([])
  })

  test('a cell left by Escape stays as it was', async () => {
    const { page } = await dashboard.open('/comparison/1', ANSWERS)
    await change(page, 'Margin').click()
    await page.getByLabel('Points', { exact: true }).fill('5')
    await page.keyboard.press('Escape')
    await page.getByText('2 points of PHQ-9', { exact: true }).waitFor()
    expect(await page.getByText('Not saved yet').count()).toBe(0)
    await page.locator('[data-cell="margin"] button:focus').waitFor()
  })

  test('a number that is none is refused in its cell', async () => {
    const { page } = await dashboard.open('/comparison/1', ANSWERS)
    await change(page, 'Margin').click()
    await page.getByLabel('Points', { exact: true }).fill('two')
    await page.getByRole('button', { name: 'Keep' }).click()
    await page.getByText('Write a number, such as 8.').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
  })

  test('cells that contradict each other are named, each with the way to it', async () => {
    const contradiction = aProblem(400, 'invalid_body')
    const { page } = await dashboard.open('/comparison/1', {
      ...ANSWERS,
      '/studies/preview': {
        ...contradiction,
        body: {
          ...Object(contradiction.body),
          errors: [{ path: 'definition.outcome.week', message: 'The window must open after the landmark.' }],
        },
      },
    })
    await change(page, 'Landmark').click()
    await page.getByLabel('In care on day').fill('60')
    await page.getByRole('button', { name: 'Keep' }).click()
    await page.getByText('Outcome: The window must open after the landmark.').waitFor()
    expect(await page.getByRole('button', { name: 'Save as a new version' }).isDisabled()).toBe(true)
    await page.getByRole('alert').getByRole('button', { name: 'Change outcome' }).click()
    await page.getByLabel('Which score').waitFor()
  })

  test('the combinations can be asked for one by one', async () => {
    const { page } = await dashboard.open('/comparison/1', ANSWERS)
    await change(page, 'Assignment').click()
    await page.getByRole('checkbox', { name: 'Medication' }).uncheck()
    await page.getByRole('checkbox', { name: 'Both' }).uncheck()
    await page.getByRole('button', { name: 'Keep' }).click()
    await page.getByText('Combined: individual therapy on any of the first 14 days').first().waitFor()
  })
})

describe('a comparison being worked out', () => {
  test('shows how far it is, survives a reload, and opens when it is there', async () => {
    let isThere = false
    const { page } = await dashboard.open('/comparison/1?run=7', {
      ...ANSWERS,
      '/studies/runs/7': () => ok(aRun(isThere ? { study_id: 2 } : { job: aJob() })),
      '/jobs/5': () =>
        ok(isThere ? aJob({ state: 'done', done: 8, ended_at: '2025-12-31T12:01:00.000Z' }) : aJob()),
    })
    await page.getByText('3 of 8 done').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.reload()
    await page.getByText('3 of 8 done').waitFor()
    isThere = true
    await title(page, refused).waitFor()
  })

  test('that was cancelled leaves nothing behind and says so', async () => {
    const cancelled = aJob({ state: 'cancelled', ended_at: '2025-12-31T12:01:00.000Z' })
    const { page } = await dashboard.open('/comparison/1?run=7', {
      ...ANSWERS,
      '/studies/runs/7': ok(aRun({ job: cancelled })),
      '/jobs/5': ok(cancelled),
    })
    await page.getByText('Nothing was stored.').waitFor()
    await page.getByRole('button', { name: 'Close' }).click()
    await page.getByText('Nothing was stored.').waitFor({ state: 'detached' })
    expect(new URL(page.url()).search).toBe('')
  })
})

test('the study "as-reference" shows the values of R for the arms of the reference set', async () => {
  const small = fileURLToPath(new URL('../fixtures/reference-small', import.meta.url))
  const study = storedStudy(3, referenceStudy(`${small}/data`))
  const { ancova } = JSON.parse(readFileSync(`${small}/expected/arms.json`, 'utf8'))
  const { page } = await dashboard.open('/comparison/3', { ...ANSWERS, '/studies/3': ok(study) })
  const table = page.getByRole('table', { name: 'Every estimate with its interval' })
  for (const [label, expected] of [
    ['Crude difference', ancova.unadjusted.arm_combined.estimate],
    ['At the same baseline ', ancova.baseline_only.arm_combined.estimate],
    ['At the same baseline and covariates', ancova.covariates.arm_combined.estimate],
  ] as const) {
    const signed = `${expected < 0 ? '\u2212' : '+'}${Math.abs(expected).toFixed(2)}`
    await table.getByRole('row', { name: label }).first().getByText(signed, { exact: true }).waitFor()
  }
})

test('from the programme a study begins at its site and says which filters cannot come along', async () => {
  const { page } = await dashboard.open('/comparison?new=yes&site=S1&modality=support&measure=gad7', ANSWERS)
  await page.getByText('modality of the programme’s filters does not act on it').waitFor()
  await page.getByText('The GAD-7 score nearest to week 8').waitFor()
  await page.getByRole('button', { name: 'Work it out and save' }).waitFor()
})

test('a list without studies leads to the first one', async () => {
  const { page } = await dashboard.open('/comparison', { ...ANSWERS, '/studies': ok({ studies: [] }) })
  await page.getByRole('heading', { level: 1, name: 'No comparison has been made yet' }).waitFor()
  await page.getByRole('link', { name: 'New study' }).click()
  await page.getByRole('heading', { level: 1, name: /A new comparison/ }).waitFor()
})

test('a therapist is told that the page is for directors', async () => {
  const { page } = await dashboard.open('/comparison', {
    ...ANSWERS,
    '/me': () => ok(someoneInRole('therapist')),
  })
  await page.getByRole('heading', { level: 1, name: /This page is for/ }).waitFor()
})
