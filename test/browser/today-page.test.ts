import { describe, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { type SignalAction, signalActionSchema } from '../../api/src/contracts/signals.js'
import { ACCOUNT_ANSWERS } from './support/account-answers.js'
import { aCaseload, aRow, theirDay } from './support/caseload-answers.js'
import { mockedDashboard } from './support/dashboard-pages.js'
import { aProblem, type MockedAnswers, ok, USUAL_ANSWERS } from './support/mocked-api.js'
import { accessibilityFaults, type OpenedPage, type openPage, overflowOf } from './support/open-page.js'
import { aLife, aRiskItem, lastAction } from './support/signal-answers.js'
import { someoneInRole } from './support/signed-in.js'

const dashboard = mockedDashboard()
const TITLE = 'Two of your 6 members are not on track'

async function open(
  address: string,
  answers: MockedAnswers = {},
  look: Parameters<typeof openPage>[1] = {},
): Promise<OpenedPage> {
  const mine = {
    ...USUAL_ANSWERS,
    ...ACCOUNT_ANSWERS,
    '/me': () => ok(someoneInRole('therapist')),
    '/caseload': ok(theirDay()),
  }
  const opened = await dashboard.open(address, { ...mine, ...answers }, look)
  await opened.page.getByRole('heading', { level: 1 }).waitFor()
  await opened.page.getByRole('status', { name: 'Loading your members' }).waitFor({ state: 'hidden' })
  return opened
}

const rowsOf = (page: Page): Promise<string[]> =>
  page.getByRole('region', { name: 'Members' }).locator('[data-row-link]:visible').allInnerTexts()
const focused = (page: Page): Promise<string> =>
  page.evaluate('document.activeElement?.textContent ?? ""') as Promise<string>

/** The signal of the first row with its history, as reading it and acting on it answer. */
const theSignal = (over: Parameters<typeof aLife>[0] = {}) => ({
  member_id: '1042',
  episode_id: 601,
  group_id: 'tue-cbt',
  group_name: 'Tuesday CBT',
  site_id: 'north',
  evidence: aRiskItem(),
  life: aLife(over),
  history: [
    {
      event: 'raised',
      taken: null,
      note: null,
      snoozed_until: null,
      by: 'system',
      at: '2026-11-17T17:10:00.000Z',
      state: 'open',
      sentence: aRiskItem().sentence,
    },
  ],
})

describe('a therapist’s day', () => {
  test('answers first: the finding, the four counts, and the rows in the order of the server', async () => {
    const { page, complaints } = await open('/today')
    await page.getByRole('heading', { level: 1, name: TITLE }).waitFor()
    await page.getByText('last import 08:12, 2 rows need a fix').waitFor()
    expect(await rowsOf(page)).toEqual(['Ada Testwood', 'Juniper Testmere', 'Rowan Testfell', '1120'])
    const tiles = await page.getByRole('navigation', { name: 'Show' }).getByRole('link').allInnerTexts()
    expect(tiles.map((text) => text.replaceAll(/\s+/g, ' ').trim())).toEqual([
      'Not on track 2 of 6 1 more to watch',
      'Item 9 above zero 1 not yet acknowledged',
      'Form missing 1 came, but no form',
      'Absent twice in a row 1 last seen 3 Nov',
    ])
    await page.getByText('In a crisis: call or text 988').waitFor()
    await page.getByText('A signal is not a diagnosis.').waitFor()
    expect(
      await page.getByRole('navigation', { name: 'Pages' }).getByRole('link').first().innerText(),
    ).toMatch(/^Today\s*2\s*not on track$/)
    expect(complaints).toEqual([])
  })

  test('who is on track is folded away, and one press away', async () => {
    const { page } = await open('/today')
    await page.getByRole('button', { name: 'On track (2)' }).click()
    await page.locator('[data-row]', { hasText: 'Hazel Testmoor' }).first().waitFor()
  })

  test('too few scores are grey, never green', async () => {
    const { page } = await open('/today')
    const row = page.locator('[data-row]', { hasText: '1120' })
    await row.locator('[data-status]').first().waitFor()
    expect(
      await row
        .locator('[data-status]')
        .evaluateAll((pills) => pills.map((pill) => pill.getAttribute('data-status'))),
    ).toEqual(['neutral'])
  })

  test('a tile filters by the address; Back shows everybody again', async () => {
    const { page } = await open('/today')
    await page.getByRole('link', { name: /^Form missing/ }).click()
    await page.waitForURL('**/today?show=form_missing')
    await page.getByText('Form missing: 1 of 6 rows').waitFor()
    expect(await rowsOf(page)).toEqual(['Hazel Testmoor'])
    await page.goBack()
    await page.getByText('Form missing: 1 of 6 rows').waitFor({ state: 'detached' })
    expect(await rowsOf(page)).toHaveLength(4)
  })

  test('the measure is in the address, and scores follow it', async () => {
    const { page } = await open('/today?show=not_on_track')
    await page.getByRole('link', { name: 'GAD-7' }).click()
    await page.waitForURL('**/today?show=not_on_track&measure=gad7')
    await page.getByRole('img', { name: /^GAD-7 9, 9, 10, 9, 10, 10/ }).waitFor()
  })

  test('what the address does not know is named and left out', async () => {
    const { page } = await open('/today?show=worst')
    await page.getByText('“worst”, which is not known here').waitFor()
    expect(await rowsOf(page)).toHaveLength(4)
  })

  test('hidden names leave initials, or the code where there is no name', async () => {
    const { page } = await open('/today')
    await page.getByRole('button', { name: 'Hide names' }).click()
    await page.getByText('Testwood').first().waitFor({ state: 'detached' })
    expect(await rowsOf(page)).toEqual(['A.T.', 'J.T.', 'R.T.', '1120'])
    expect(await page.getByText('Testwood').count()).toBe(0)
  })

  test('Why opens in place: inputs in words, the rules, item 9 in its own channel', async () => {
    const { page } = await open('/today', { '/signals/41': ok(theSignal()) })
    await page.getByRole('button', { name: 'Why: Ada Testwood' }).click()
    const row = page.locator('[data-row]', { hasText: 'Ada Testwood' })
    await row.getByText('1 answer above zero to item 9 waits for a person').waitFor()
    await row.getByText('More than measurement error from').waitFor()
    await row.getByText('version 3').first().waitFor()
    await row.getByRole('button', { name: 'History' }).first().click()
    await row.getByText('Raised').waitFor()
    expect(await row.innerText()).not.toMatch(/no risk|[{}]/i)
  })
})

describe('by keyboard', () => {
  test('j and k go from row to row, the ends hold, and Enter opens the member', async () => {
    const { page } = await open('/today')
    for (const [key, name] of [
      ['k', '1120'],
      ['j', '1120'],
      ['k', 'Rowan Testfell'],
      ['ArrowUp', 'Juniper Testmere'],
      ['ArrowUp', 'Ada Testwood'],
      ['ArrowUp', 'Ada Testwood'],
      ['ArrowDown', 'Juniper Testmere'],
    ] as const) {
      await page.keyboard.press(key)
      expect([key, await focused(page)]).toEqual([key, name])
    }
    await page.keyboard.press('Enter')
    await page.waitForURL('**/members/0987?episode=602')
  })

  test('w says why and takes it back, a opens what can be done, Escape gives the row back', async () => {
    const { page } = await open('/today')
    await page.keyboard.press('j')
    await page.keyboard.press('w')
    await page.getByText('More than measurement error from').waitFor()
    await page.keyboard.press('w')
    await page.getByText('More than measurement error from').waitFor({ state: 'hidden' })
    await page.keyboard.press('a')
    await page.getByRole('dialog', { name: 'Ada Testwood, Tuesday CBT' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    expect(await focused(page)).toBe('Ada Testwood')
  })

  test('? shows the keys, / goes to the search, and what is typed there moves nothing', async () => {
    const { page } = await open('/today')
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keys of this page' }).waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('/')
    await page.keyboard.type('jkwa')
    expect(await page.locator('input[type=search]').inputValue()).toBe('jkwa')
  })
})

describe('acknowledging an answer to item 9', () => {
  test('sends what was read, and shows nothing as done before it is stored', async () => {
    const sent: SignalAction[] = []
    let isStored = false
    const acknowledged = { state: 'acknowledged', version: 4, last_action: lastAction() } as const
    const { page } = await open('/today', {
      '/caseload': () =>
        ok(
          isStored
            ? aCaseload({
                tiles: { not_on_track: { n: 1, of: 1 }, item_9_new: 0, form_missing: 0, absent_twice: 0 },
                members: [
                  aRow({
                    member_id: '1042',
                    full_name: 'Ada Testwood',
                    status: 'not_on_track',
                    signals: [{ evidence: aRiskItem(), life: aLife(acknowledged) }],
                  }),
                ],
              })
            : theirDay(),
        ),
      '/signals/41/actions': (_, request) => {
        sent.push(signalActionSchema.parse(request.postDataJSON()))
        isStored = true
        return ok(theSignal(acknowledged))
      },
    })
    await page.getByRole('button', { name: 'Acknowledge: Ada Testwood' }).click()
    const dialog = page.getByRole('dialog')
    expect(
      await dialog.getByRole('radio').evaluateAll((all) => all.map((each) => each.getAttribute('value'))),
    ).toEqual(['acknowledge', 'act'])
    await dialog.getByLabel('Note (optional)').fill('Spoke on the phone')
    await dialog.getByRole('button', { name: 'Acknowledge' }).click()
    await page.getByText('Acknowledged by Dr. Ines Brandt, 18 Nov 2026, 08:30.').waitFor()
    expect(sent).toEqual([
      { action: 'acknowledge', version: 3, note: 'Spoke on the phone', also_earlier: false },
    ])
  })

  test('where somebody else was faster nothing is stored, and it can be read again with the note kept', async () => {
    const conflict = aProblem(409, 'changed_meanwhile')
    const now = 'It is now acknowledged: Item 9, thoughts of self-harm: answered 1 (several days).'
    const { page } = await open('/today', {
      '/signals/41/actions': {
        status: 409,
        body: { ...(conflict.body as object), errors: [{ path: 'version', message: now }] },
      },
      '/signals/41': ok(theSignal({ state: 'acknowledged', version: 4, last_action: lastAction() })),
    })
    await page.getByRole('button', { name: 'Acknowledge: Ada Testwood' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Note (optional)').fill('Spoke on the phone')
    await dialog.getByRole('button', { name: 'Acknowledge' }).click()
    await dialog.getByText('Somebody else was faster, so nothing was stored.').waitFor()
    await dialog.getByRole('button', { name: 'Read it again' }).click()
    await dialog.getByText('Acknowledged by Dr. Ines Brandt').waitFor()
    expect(await dialog.getByLabel('Note (optional)').inputValue()).toBe('Spoke on the phone')
    expect(await dialog.getByRole('radio', { name: /^Acknowledge/ }).count()).toBe(0)
  })

  test('that nothing is needed asks why before it is sent', async () => {
    const { page, failures } = await open('/today')
    await page.getByRole('button', { name: 'Record action: Juniper Testmere' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('radio', { name: 'Nothing needed' }).check()
    await dialog.getByRole('button', { name: 'Record an action' }).click()
    await dialog.getByText('Say in a few words why.').waitFor()
    expect(failures).toEqual([])
  })
})

describe('a day without rows', () => {
  const nobody = ok(aCaseload())
  test('says when no group is the therapist’s', async () => {
    const { page } = await open('/today', { '/caseload': nobody })
    await page.getByText('No group is yours to see.').waitFor()
  })
  test('says when nobody of the groups is in care', async () => {
    const { page } = await open('/today', { '/caseload': nobody, '/groups': ok({ groups: [], total: 2 }) })
    await page.getByText('No member of your groups is in care today.').waitFor()
  })
  test('is good news when all are on track, and shows them', async () => {
    const tiles = { not_on_track: { n: 0, of: 1 }, item_9_new: 0, form_missing: 0, absent_twice: 0 }
    const { page } = await open('/today', { '/caseload': ok(aCaseload({ tiles, on_track: [aRow()] })) })
    await page.getByText('Your one member is on track.').waitFor()
    expect(await rowsOf(page)).toEqual(['Hazel Testmoor'])
  })
  test('a failed read stays until it is tried again', async () => {
    let isDown = true
    const { page } = await open('/today', {
      '/caseload': () => (isDown ? aProblem(500, 'internal') : ok(theirDay())),
    })
    await page.getByText('This part could not be loaded').waitFor()
    isDown = false
    await page.getByRole('button', { name: 'Retry' }).click()
    await page.getByRole('heading', { level: 1, name: TITLE }).waitFor()
  })
})

describe('a director', () => {
  const asDirector = { '/me': () => ok(someoneInRole('director')) }
  test('sees on every page how many answers to item 9 have waited too long', async () => {
    const { page } = await open('/account', { ...asDirector, '/signals/escalated': ok({ n: 2 }) })
    const strip = page.getByRole('complementary', { name: 'Item 9' })
    await strip.getByText('2 answers to item 9 have waited longer than 24 h').waitFor()
    expect(await strip.getByRole('link').getAttribute('href')).toBe('/signals?escalated=yes')
  })
  test('is told when that could not be read: silence would look like nothing waiting', async () => {
    const { page } = await open('/account', {
      ...asDirector,
      '/signals/escalated': aProblem(500, 'internal'),
    })
    await page.getByText('Whether an answer to item 9 has waited too long could not be read.').waitFor()
  })
})

test.each([
  ['light', 1440],
  ['dark', 1440],
  ['light', 320],
  ['dark', 390],
] as const)(
  'in %s at %d pixels with everything open nothing is out of reach or out of the page',
  async (scheme, width) => {
    const { page, complaints } = await open('/today', {}, { scheme, width, height: 900 })
    await page.getByRole('button', { name: 'Why: Ada Testwood' }).click()
    await page.getByRole('button', { name: 'On track (2)' }).click()
    expect(await accessibilityFaults(page)).toEqual([])
    expect(await overflowOf(page)).toBe(0)
    await page.getByRole('button', { name: 'Acknowledge: Ada Testwood' }).click()
    await page.getByRole('dialog').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect(complaints).toEqual([])
  },
)
