import { describe, expect, test } from '@jest/globals'
import { someDue } from '../builders/entry-due.js'
import { aRosterRow, aSessionSheet, aStoredForm, MEMBER_IDS, SESSION_ID } from '../builders/session-sheet.js'
import { focusedCell, openSession, waitForState } from './support/at-session.js'
import { mockedDashboard } from './support/dashboard-pages.js'
import { anEntryServer } from './support/entry-answers.js'
import { aProblem, ok, USUAL_ANSWERS } from './support/mocked-api.js'
import { accessibilityFaults, overflowOf } from './support/open-page.js'
import { someoneInRole } from './support/signed-in.js'

const dashboard = mockedDashboard()
const MOST_KEYS_A_MEMBER = 12

/** Without the measures that the group does not use. */
function onlyPhq9(over: Parameters<typeof aSessionSheet>[0] = {}) {
  const sheet = aSessionSheet(over)
  return {
    ...sheet,
    measures: sheet.measures.map((each) => ({ ...each, is_expected: each.code === 'phq9' })),
  }
}

describe('what is due', () => {
  const open = (due: object, look = {}) =>
    dashboard.open(
      '/entry',
      { ...USUAL_ANSWERS, '/me': ok(someoneInRole('coordinator')), '/entry/due': ok(due) },
      look,
    )

  test('leads to the session', async () => {
    const { page } = await open(someDue())
    await page.getByRole('heading', { level: 1, name: '2 sessions of today wait to be entered' }).waitFor()
    const row = page.getByRole('row', { name: /^Tuesday CBT, session 6/ })
    expect(await row.getByRole('cell').allInnerTexts()).toEqual([
      'North',
      '4 of 9',
      '3 of 4',
      '4 of 4',
      'attendance and forms',
    ])
    await row.getByRole('link').click()
    await page.waitForURL(`**/entry/session/${SESSION_ID}`)
  })

  test('is nothing when all is in place, and says how many are', async () => {
    const { page } = await open(someDue({ sessions: [], n_complete: 5 }))
    await page.getByText('5 sessions of these days, each with its attendance and its forms.').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
  })

  test('that cannot be read is said, with a way to try again', async () => {
    const { page } = await dashboard.open('/entry', {
      ...USUAL_ANSWERS,
      '/me': ok(someoneInRole('coordinator')),
      '/entry/due': aProblem(500, 'unexpected'),
    })
    await page.getByRole('button', { name: 'Retry' }).waitFor()
  })

  test('is a therapist’s too, without the import', async () => {
    const { page } = await dashboard.open('/entry', {
      ...USUAL_ANSWERS,
      '/me': ok(someoneInRole('therapist')),
      '/entry/due': ok(someDue()),
    })
    await page.getByRole('link', { name: 'Tuesday CBT, session 6' }).waitFor()
    expect(await page.getByRole('link', { name: 'Import files' }).count()).toBe(0)
  })

  test.each([
    ['light', 1440],
    ['dark', 390],
  ] as const)('has no fault in %s at %i pixels', async (scheme, width) => {
    const { page, complaints } = await open(someDue(), { scheme, width })
    await page.getByRole('link', { name: 'Tuesday CBT, session 6' }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.setViewportSize({ width: 320, height: 640 })
    expect(await overflowOf(page)).toBe(0)
    expect(complaints).toEqual([])
  })
})

describe('by keyboard', () => {
  test('a group of ten takes no more than 12 keys a member for attendance and PHQ-9, and no other key', async () => {
    const { page, server, complaints } = await openSession(dashboard, { server: anEntryServer(onlyPhq9()) })
    for (const index of MEMBER_IDS.keys()) {
      const keys = index === 3 ? ['u'] : ['p', ...'012301230']
      expect(keys.length).toBeLessThanOrEqual(MOST_KEYS_A_MEMBER)
      for (const key of keys) await page.keyboard.press(key)
    }
    for (const memberId of MEMBER_IDS) await waitForState(page, memberId, 'Saved')
    await page
      .getByRole('heading', { level: 1, name: 'Tuesday CBT, session 6: all 10 members entered' })
      .waitFor()
    expect(
      server.sent.map(({ memberId, entry }) => [memberId, entry.attendance?.status, entry.forms[0]?.answers]),
    ).toEqual(
      MEMBER_IDS.map((memberId, index) =>
        index === 3
          ? [memberId, 'absent_unnotified', undefined]
          : [memberId, 'present', [0, 1, 2, 3, 0, 1, 2, 3, 0]],
      ),
    )
    expect(complaints).toEqual([])
  })

  test('the focus is in the grid from the start, follows the cursor, and survives what is saved', async () => {
    const { page } = await openSession(dashboard)
    expect(await focusedCell(page)).toBe('Attendance: empty')
    await page.keyboard.press('p')
    expect(await focusedCell(page)).toMatch(/^PHQ-9 item 1: .+: empty$/)
    await page.keyboard.press('2')
    await page.keyboard.press('Backspace')
    expect(await focusedCell(page)).toMatch(/^PHQ-9 item 1: .+: 2, More than half the days$/)
    await page.keyboard.press('Enter')
    await waitForState(page, 'M01', 'Saved')
    expect(await focusedCell(page)).toBe('Attendance: empty')
    expect(
      await page
        .getByRole('row', { name: 'Bram Clay, M02' })
        .getByRole('gridcell', { name: 'Attendance: empty' })
        .evaluate((cell) => cell === cell.ownerDocument.activeElement),
    ).toBe(true)
  })

  test('columns are named by item and label, rows by member, the sum by how many are answered', async () => {
    const { page } = await openSession(dashboard)
    await page.keyboard.type('p23-')
    await page.getByRole('columnheader', { name: /^PHQ-9 item 9: / }).waitFor()
    await page.getByRole('columnheader', { name: 'PHQ-9 difficulty' }).waitFor()
    const row = page.getByRole('row', { name: 'Ada Berg, M01' })
    await row.getByRole('gridcell', { name: '5 2 of 9 answered' }).waitFor()
    await row.getByRole('gridcell', { name: /^PHQ-9 item 3: .+: not answered$/ }).waitFor()
  })

  test('a key that types nothing here is named', async () => {
    const { page } = await openSession(dashboard)
    await page.keyboard.type('7')
    await page.getByRole('status').getByText('Here: P, L, E, A or U.').waitFor()
  })

  test('Tab leaves the grid for the question at hand, which can be answered there', async () => {
    const { page } = await openSession(dashboard)
    await page.keyboard.press('p')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    expect(await focusedCell(page)).toMatch(/^PHQ-9 item 2: /)
  })
})

describe('by mouse', () => {
  test('letters and choices are pressed, and the question goes on', async () => {
    const { page, server } = await openSession(dashboard, { server: anEntryServer(onlyPhq9()) })
    await page.getByRole('row', { name: 'Bram Clay, M02' }).getByRole('button', { name: 'Present' }).click()
    for (let item = 1; item <= 9; item += 1) await page.getByRole('radio', { name: 'Several days' }).click()
    await page.getByRole('radio', { name: 'Somewhat difficult' }).click()
    await waitForState(page, 'M02', 'Saved')
    expect(server.sent).toMatchObject([
      { memberId: 'M02', entry: { forms: [{ answers: Array(9).fill(1), functional_difficulty: 1 }] } },
    ])
  })

  test('what is stored in part is sent when one goes elsewhere', async () => {
    const { page, server } = await openSession(dashboard)
    await page.keyboard.type('p12')
    await page.getByRole('button', { name: 'Hide names' }).click()
    await waitForState(page, 'M01', 'Saved')
    expect(server.sent[0]?.entry.forms[0]?.answers).toEqual([1, 2, null, null, null, null, null, null, null])
    expect(await page.getByText('Ada Berg').count()).toBe(0)
  })
})

describe('item 9', () => {
  test('above zero is told at the key, with the crisis line, until somebody puts it away; the typing goes on', async () => {
    const { page } = await openSession(dashboard)
    await page.keyboard.type('p000000001')
    const notice = page.getByRole('alert', { name: 'Item 9 of Ada Berg' })
    await notice.getByText('Ada Berg answered 1, “several days”, to item 9').waitFor()
    await notice.getByText('Crisis line: 988.').waitFor()
    await notice.getByText('It is not stored yet').waitFor()
    expect(await focusedCell(page)).toMatch(/^GAD-7 item 1: /)
    await page.keyboard.type('0000000p')
    await waitForState(page, 'M01', 'Saved')
    await notice.getByText('It is stored and stands on the therapist’s Today').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await notice.getByRole('button', { name: 'I have seen it' }).click()
    await notice.waitFor({ state: 'detached' })
    expect(await focusedCell(page)).toMatch(/^PHQ-9 item 1: /)
  })

  test('not answered is said as such, and never as no', async () => {
    const { page } = await openSession(dashboard)
    await page.keyboard.type('p00000000-')
    await page.getByRole('row', { name: 'Ada Berg, M01' }).getByText('item 9 not answered').waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
    expect((await page.locator('main').innerText()).toLowerCase()).not.toContain('no risk')
  })
})

describe('what is stored', () => {
  const stored = () =>
    anEntryServer(
      onlyPhq9({
        roster: [
          aRosterRow(0, {
            attendance: { status: 'present', version: 1 },
            forms: [aStoredForm('phq9', [1, 1, 1, 1, 1, 1, 1, 1, 0])],
          }),
          aRosterRow(1),
        ],
      }),
    )

  test('is corrected with a reason, which goes with it', async () => {
    const { page, server } = await openSession(dashboard, { server: stored() })
    await waitForState(page, 'M01', 'Stored')
    await page
      .getByRole('row', { name: 'Ada Berg, M01' })
      .getByRole('gridcell', { name: /^PHQ-9 item 1: / })
      .click()
    await page.keyboard.type('3')
    await page.keyboard.press('ArrowDown')
    await waitForState(page, 'M01', 'Say why')
    const form = page.getByRole('form', { name: 'Why Ada Berg is changed' })
    await form.getByRole('button', { name: 'Store the change' }).click()
    await form.getByText('three letters at least').waitFor()
    expect(server.sent).toEqual([])
    expect(await accessibilityFaults(page)).toEqual([])
    await form.getByLabel('Reason').fill('Read wrongly from the paper')
    await page.keyboard.press('Enter')
    await waitForState(page, 'M01', 'Saved')
    expect(server.sent).toMatchObject([
      {
        entry: {
          reason: 'Read wrongly from the paper',
          forms: [{ replaces: { version: 1 }, answers: [3, 1, 1, 1, 1, 1, 1, 1, 0] }],
        },
      },
    ])
    expect(await focusedCell(page)).toMatch(/^PHQ-9 item 2: /)
  })

  test('stays as it is when the change is taken back', async () => {
    const { page, server } = await openSession(dashboard, { server: stored() })
    await page.getByRole('row', { name: 'Ada Berg, M01' }).getByRole('button', { name: 'Late' }).click()
    await page.getByRole('row', { name: 'Bram Clay, M02' }).getByRole('button', { name: 'Present' }).click()
    await page.getByRole('button', { name: 'Take the change back' }).click()
    await waitForState(page, 'M01', 'Stored')
    expect(server.sent).toEqual([])
  })
})

describe('on a narrow screen', () => {
  test('one member at a time, by finger, and what is left is stored', async () => {
    const look = { width: 390, height: 844 }
    const { page, server } = await openSession(dashboard, { server: anEntryServer(onlyPhq9()), look })
    await page.getByRole('radio', { name: 'Present' }).check()
    for (const question of await page.getByRole('group', { name: /^[1-9]\. / }).all()) {
      await question.getByRole('radio', { name: 'Not at all' }).check()
    }
    await page.getByRole('button', { name: 'Next member' }).click()
    await page.getByRole('heading', { level: 2, name: 'Bram Clay' }).waitFor()
    await page.getByRole('heading', { level: 1, name: /1 of 10 members entered/ }).waitFor()
    expect(server.sent).toMatchObject([
      { memberId: 'M01', entry: { forms: [{ answers: Array(9).fill(0) }] } },
    ])
    expect(await page.evaluate('document.activeElement.innerText')).toBe('Bram Clay')
  })

  test.each(['light', 'dark'] as const)('has no fault in %s, nor at 320 pixels', async (scheme) => {
    const { page, complaints } = await openSession(dashboard, { look: { scheme, width: 390, height: 844 } })
    await page.getByRole('radio', { name: 'Present' }).check()
    await page.getByRole('region', { name: 'PHQ-9' }).waitFor()
    const ninth = page.getByRole('region', { name: 'PHQ-9' }).getByRole('group', { name: /^9\. / })
    await ninth.getByRole('radio', { name: 'Nearly every day' }).check()
    await page.getByRole('alert', { name: 'Item 9 of Ada Berg' }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.setViewportSize({ width: 320, height: 640 })
    expect(await overflowOf(page)).toBe(0)
    expect(complaints).toEqual([])
  })
})

describe('the page of a session', () => {
  test.each(['light', 'dark'] as const)('has no fault and no complaint in %s', async (scheme) => {
    const { page, complaints } = await openSession(dashboard, { look: { scheme } })
    expect(await accessibilityFaults(page)).toEqual([])
    await page.keyboard.type('p21-')
    expect(await accessibilityFaults(page)).toEqual([])
    expect(await overflowOf(page)).toBe(0)
    expect(complaints).toEqual([])
  })

  test('takes another measure along when asked to', async () => {
    const { page, server } = await openSession(dashboard)
    await page.getByRole('button', { name: 'Also enter Rosenberg' }).click()
    await page.getByRole('columnheader', { name: /item 10: / }).waitFor()
    await page
      .getByRole('row', { name: 'Ada Berg, M01' })
      .getByRole('gridcell', { name: /^Rosenberg item 1: / })
      .click()
    await page.keyboard.type('3')
    await page.keyboard.press('Enter')
    await waitForState(page, 'M01', 'Saved')
    expect(server.sent[0]?.entry.forms.map(({ measure }) => measure)).toEqual(['rses'])
  })

  test('that is not one’s own to see, or not there, is said', async () => {
    const { page } = await dashboard.open(`/entry/session/${SESSION_ID}`, {
      ...USUAL_ANSWERS,
      '/me': ok(someoneInRole('therapist')),
    })
    await page.getByRole('alert').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
  })
})
