import { describe, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { aRosterRow, aSessionSheet, aStoredForm, SESSION_ID } from '../builders/session-sheet.js'
import { ACCOUNT_ANSWERS } from './support/account-answers.js'
import { focusedCell, openSession, waitForState } from './support/at-session.js'
import { mockedDashboard } from './support/dashboard-pages.js'
import { aChangedMeanwhile, anEntryServer, aProblemWith } from './support/entry-answers.js'
import { aProblem, mockApi, ok, USUAL_ANSWERS } from './support/mocked-api.js'
import { accessibilityFaults } from './support/open-page.js'
import { someoneInRole } from './support/signed-in.js'

const dashboard = mockedDashboard()
/** All of a member but the optional difficulty, and the first letter of the next one. */
const A_FULL_ROW = 'p1111111111111111'
const keptText = (page: Page): Promise<string> =>
  page.evaluate(`Object.entries(localStorage).filter(([key]) => key.startsWith('tidemark-unsent')).join()`)

/** Requests of entries break off until the test says otherwise. */
async function breakConnection(page: Page): Promise<() => Promise<void>> {
  const pattern = '**/group-sessions/*/members/*'
  await page.route(pattern, (route) => route.abort('internetdisconnected'))
  return () => page.unroute(pattern)
}

describe('a lost connection', () => {
  test('loses nothing: what was typed is kept, said to be, and sent by itself when it is back', async () => {
    const { page, server } = await openSession(dashboard)
    const mend = await breakConnection(page)
    await page.keyboard.type(`${A_FULL_ROW}u`)
    await page.getByRole('alert').getByText('2 rows not stored yet.').waitFor()
    await waitForState(page, 'M01', 'Kept, will be sent')
    await page
      .getByRole('heading', { level: 1, name: /0 of 10 members entered, 2 rows not stored yet/ })
      .waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    // One goes on typing meanwhile.
    expect(await focusedCell(page)).toBe('Attendance: empty')
    await page.keyboard.type('a')
    await mend()
    await page.evaluate(`window.dispatchEvent(new Event('online'))`)
    for (const memberId of ['M01', 'M02', 'M03']) await waitForState(page, memberId, 'Saved')
    expect(server.sent.map(({ memberId }) => memberId)).toEqual(['M01', 'M02', 'M03'])
    expect(await keptText(page)).toBe('')
  })

  test('after which the answer was lost, though the row was stored: it is sent again and stored once', async () => {
    const { page, server } = await openSession(dashboard)
    const state = { isBroken: true }
    server.refuse = (memberId, entry) => {
      if (!state.isBroken) return null
      state.isBroken = false
      server.store(memberId, entry)
      return aProblem(503, 'import_running')
    }
    await page.keyboard.type('u')
    await page.getByRole('button', { name: 'Try now' }).click()
    await waitForState(page, 'M01', 'Saved')
    expect([server.sent.length, server.rowOf('M01').attendance]).toEqual([
      2,
      { status: 'absent_unnotified', version: 1 },
    ])
  })

  test('keeps ids and answers in the browser, and no name', async () => {
    const { page } = await openSession(dashboard)
    await breakConnection(page)
    await page.keyboard.type(A_FULL_ROW)
    const text = await keptText(page)
    expect(text).toContain('"memberId":"M01"')
    expect(text).toContain('"phq9.0":1')
    expect(text).not.toMatch(/Ada|Berg|Tuesday/)
  })

  test('warns who goes to another page, and lets go of who insists', async () => {
    const { page } = await openSession(dashboard)
    await breakConnection(page)
    await page.keyboard.type(`${A_FULL_ROW}u`)
    await waitForState(page, 'M01', 'Kept, will be sent')
    await page.getByRole('link', { name: 'Groups' }).click()
    const question = page.getByRole('alertdialog', { name: '2 rows not stored yet' })
    await question.waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await question.getByRole('button', { name: 'Cancel' }).click()
    await question.waitFor({ state: 'detached' })
    expect(page.url()).toContain(SESSION_ID)
    await page.getByRole('link', { name: 'Groups' }).click()
    await question.getByRole('button', { name: 'Leave all the same' }).click()
    await page.waitForURL('**/groups')
    expect(await keptText(page)).toContain('M01')
  })

  test('warns who closes the tab', async () => {
    const { page } = await openSession(dashboard)
    await breakConnection(page)
    await page.keyboard.type('u')
    await waitForState(page, 'M01', 'Kept, will be sent')
    const asked = page.waitForEvent('dialog')
    await page.close({ runBeforeUnload: true })
    const dialog = await asked
    expect(dialog.type()).toBe('beforeunload')
    await dialog.accept()
  })

  test('does not hold up who leaves while a row is on its way', async () => {
    const { page, server } = await openSession(dashboard)
    await page.keyboard.type('p1')
    await page.getByRole('link', { name: 'Groups' }).click()
    await page.waitForURL('**/groups')
    expect(server.sent).toHaveLength(1)
  })
})

describe('rows of a tab that was closed or crashed', () => {
  async function afterReload(): Promise<Awaited<ReturnType<typeof openSession>>> {
    const opened = await openSession(dashboard)
    const mend = await breakConnection(opened.page)
    await opened.page.keyboard.type(`${A_FULL_ROW}p2`)
    await waitForState(opened.page, 'M01', 'Kept, will be sent')
    opened.page.on('dialog', (dialog) => void dialog.accept())
    await opened.page.reload()
    await mend()
    await opened.page.getByText('2 rows that you typed before were not stored').waitFor()
    return opened
  }

  test('are offered again, also a half typed one, and sent when taken over', async () => {
    const { page, server } = await afterReload()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Take over and send' }).click()
    await waitForState(page, 'M01', 'Saved')
    await waitForState(page, 'M02', 'Saved')
    expect(server.sent.map(({ entry }) => entry.forms[0]?.answers[0])).toEqual([1, 2])
    expect(await keptText(page)).toBe('')
  })

  test('are dropped when that is chosen', async () => {
    const { page, server } = await afterReload()
    await page.getByRole('button', { name: 'Drop' }).click()
    await page.getByText('were not stored').waitFor({ state: 'detached' })
    expect([server.sent, await keptText(page)]).toEqual([[], ''])
  })

  test('that somebody else entered meanwhile are not put over theirs', async () => {
    const { page, server } = await openSession(dashboard)
    const mend = await breakConnection(page)
    await page.keyboard.type('u')
    await waitForState(page, 'M01', 'Kept, will be sent')
    page.on('dialog', (dialog) => void dialog.accept())
    server.store('M01', { attendance: { status: 'late', version: null }, forms: [] })
    await page.reload()
    await mend()
    await page.getByRole('button', { name: 'Take over and send' }).click()
    const panel = page.getByRole('alert', { name: 'Ada Berg was changed meanwhile' })
    await panel.getByText('Theirs: Late').waitFor()
    await panel.getByText('Mine: Absent without notice').waitFor()
    expect(server.sent).toEqual([])
  })

  test('are gone after 72 hours, whoever opens Tidemark then', async () => {
    const { page } = await openSession(dashboard)
    await breakConnection(page)
    await page.keyboard.type('u')
    await waitForState(page, 'M01', 'Kept, will be sent')
    page.on('dialog', (dialog) => void dialog.accept())
    await page.addInitScript(`{ const now = Date.now; Date.now = () => now() + ${73 * 60 * 60_000} }`)
    await page.goto(`${dashboard.origin()}/groups`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await keptText(page)).toBe('')
  })

  test('are another user’s own: nobody else is offered them', async () => {
    const { page } = await afterReload()
    await page.unrouteAll()
    const answers = { ...USUAL_ANSWERS, ...anEntryServer().answers }
    await mockApi(page, { ...answers, '/me': ok(someoneInRole('coordinator', { user_id: 'user-2' })) })
    await page.reload()
    await page.getByRole('heading', { level: 1, name: /Tuesday CBT/ }).waitFor()
    await page.waitForTimeout(300)
    expect(await page.getByText('were not stored').count()).toBe(0)
    expect(await keptText(page)).toContain('user-1')
  })
})

describe('the end of the session of a user', () => {
  test('by the server keeps what was typed, for when the same user is back', async () => {
    const { page, server } = await openSession(dashboard)
    server.refuse = () => aProblem(401, 'not_signed_in')
    await page.keyboard.type('u')
    await page.waitForURL(`**/sign-in?return=*${SESSION_ID}*`)
    expect(await keptText(page)).toContain('"memberId":"M01"')
    server.refuse = null
    await page.goto(`${dashboard.origin()}/entry/session/${SESSION_ID}`)
    await page.getByRole('button', { name: 'Take over and send' }).click()
    await waitForState(page, 'M01', 'Saved')
  })

  test('by signing out says first what would be lost, and then takes it off the browser', async () => {
    const { page } = await openSession(dashboard, { answers: ACCOUNT_ANSWERS })
    await breakConnection(page)
    await page.keyboard.type('u')
    await waitForState(page, 'M01', 'Kept, will be sent')
    await page.getByRole('button', { name: 'Demo coordinator Coordinator' }).click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('alert').getByText('1 row of a session that you typed is not stored').waitFor()
    expect(await keptText(page)).toContain('M01')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL('**/sign-in?ended=signed_out')
    expect(await keptText(page)).toBe('')
  })
})

describe('a conflict', () => {
  const typedOverTheirs = async () => {
    const opened = await openSession(dashboard)
    opened.server.store('M01', {
      attendance: { status: 'late', version: null },
      forms: [
        {
          measure: 'phq9',
          replaces: null,
          answers: [1, 1, 1, 1, 1, 1, 1, 1, 2],
          functional_difficulty: null,
        },
      ],
    })
    await opened.page.keyboard.type(`${A_FULL_ROW}u`)
    const panel = opened.page.getByRole('alert', { name: 'Ada Berg was changed meanwhile' })
    await panel.waitFor()
    return { ...opened, panel }
  }

  test('shows theirs beside mine, cell by cell, and stores nothing meanwhile', async () => {
    const { page, panel, server } = await typedOverTheirs()
    await panel.getByRole('group', { name: 'Attendance' }).getByText('Theirs: Late').waitFor()
    await panel
      .getByRole('group', { name: /^PHQ-9 item 9: / })
      .getByText('Mine: 1, Several days')
      .waitFor()
    expect(await panel.getByRole('group', { name: /^PHQ-9 item 1: / }).count()).toBe(0)
    expect(await accessibilityFaults(page)).toEqual([])
    await waitForState(page, 'M02', 'Saved')
    expect(server.rowOf('M01').attendance).toEqual({ status: 'late', version: 1 })
  })

  test('is ended by keeping theirs', async () => {
    const { page, panel, server } = await typedOverTheirs()
    await panel.getByRole('button', { name: 'Keep all of theirs' }).click()
    await panel.getByRole('button', { name: 'Keep theirs', exact: true }).click()
    await panel.waitFor({ state: 'detached' })
    await page
      .getByRole('row', { name: 'Ada Berg, M01' })
      .getByRole('gridcell', { name: /^PHQ-9 item 9: .+: 2/ })
      .waitFor()
    expect(server.rowOf('M01').forms[0]?.version).toBe(1)
  })

  test('or by putting mine, with a reason, upon their version', async () => {
    const { page, panel, server } = await typedOverTheirs()
    await panel.getByRole('button', { name: 'Put all of mine' }).click()
    await panel
      .getByRole('group', { name: 'Attendance' })
      .getByRole('radio', { name: /^Theirs/ })
      .check()
    await panel.getByLabel('Reason').fill('Theirs was another form')
    await panel.getByRole('button', { name: 'Store as chosen' }).click()
    await waitForState(page, 'M01', 'Saved')
    expect(server.sent.at(-1)?.entry).toMatchObject({
      reason: 'Theirs was another form',
      forms: [
        { measure: 'phq9', replaces: { version: 1 } },
        { measure: 'gad7', replaces: null },
      ],
    })
    expect(server.rowOf('M01').attendance?.status).toBe('late')
  })

  test('between two tabs of one user is a conflict too, and both say that the other is open', async () => {
    const { page, server } = await openSession(dashboard)
    const other = await page.context().newPage()
    const answers = { ...USUAL_ANSWERS, '/me': ok(someoneInRole('coordinator')), ...server.answers }
    await mockApi(other, answers)
    await other.goto(page.url())
    await other.getByText('open in another tab as well').waitFor()
    await page.bringToFront()
    await page.keyboard.type('u')
    await waitForState(page, 'M01', 'Saved')
    await other.getByRole('row', { name: 'Ada Berg, M01' }).getByRole('button', { name: 'Late' }).click()
    await other.keyboard.press('Enter')
    await other.getByRole('alert', { name: 'Ada Berg was changed meanwhile' }).waitFor()
    expect(server.rowOf('M01').attendance?.status).toBe('absent_unnotified')
  })
})

describe('a row that the server refuses', () => {
  test('says why at the cell, and is sent again when that is mended', async () => {
    const { page, server } = await openSession(dashboard)
    const errors = [{ path: 'forms.0.answers.4', code: 'item_out_of_range', message: 'Expected: 0 to 3.' }]
    server.refuse = () => aProblemWith(422, 'not_accepted', 'What was entered does not fit.', errors)
    await page.keyboard.type(`${A_FULL_ROW}u`)
    const notice = page.getByRole('alert', { name: 'Ada Berg was not stored' })
    await notice.getByText('Expected: 0 to 3.').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    server.refuse = null
    await notice.getByRole('button', { name: /^PHQ-9 item 5: / }).click()
    expect(await focusedCell(page)).toMatch(/^PHQ-9 item 5: .+ Expected: 0 to 3\.$/)
    await page.keyboard.type('2')
    await page.keyboard.press('Enter')
    await waitForState(page, 'M01', 'Saved')
    expect(server.rowOf('M01').forms[0]?.answers?.[4]).toBe(2)
  })

  test('with item 9 answered says that somebody needs a person, and that it was not stored', async () => {
    const { page, server } = await openSession(dashboard)
    const message = 'This form has an answer that needs a person today, and it was not stored.'
    const errors = [
      { path: 'attendance.status', code: 'attendance_after_exit', message: 'After leaving.' },
      { path: 'forms.0.answers', code: 'safety_relevant_not_stored', message },
    ]
    server.refuse = () => aProblemWith(422, 'not_accepted', 'What was entered does not fit.', errors)
    await page.keyboard.type('p0000000020000000u')
    await page.getByRole('alert', { name: 'Ada Berg was not stored' }).getByText(message).waitFor()
    await page.getByRole('alert', { name: 'Item 9 of Ada Berg' }).getByText('It is not stored yet').waitFor()
  })
})

describe('a session', () => {
  test('that was cancelled while it was entered says so; what was typed stays on the page', async () => {
    const { page, server } = await openSession(dashboard)
    await page.keyboard.type('u')
    await waitForState(page, 'M01', 'Saved')
    const errors = [
      {
        path: 'attendance.status',
        code: 'attendance_on_unheld_session',
        message: 'The session was cancelled.',
      },
    ]
    server.refuse = () => aProblemWith(422, 'not_accepted', 'What was entered does not fit.', errors)
    server.sheet = { ...server.sheet, attendance_entry: 'cancelled' }
    await page.keyboard.type('a')
    await page.getByRole('heading', { level: 1, name: 'Tuesday CBT, session 6 was cancelled' }).waitFor()
    await page.getByRole('alert').getByText('What you typed for 1 member is not stored').waitFor()
    await waitForState(page, 'M02', 'Refused')
    expect(await accessibilityFaults(page)).toEqual([])
  })

  test('that lies ahead takes nothing', async () => {
    const sheet = aSessionSheet({ attendance_entry: 'not_yet' })
    const { page, server } = await openSession(dashboard, { server: anEntryServer(sheet) })
    await page
      .getByRole('heading', { level: 1, name: 'Tuesday CBT, session 6 is planned for 30 Nov 2026' })
      .waitFor()
    await page.keyboard.type('p1')
    expect(await page.getByRole('button', { name: 'Present' }).first().isDisabled()).toBe(true)
    expect(await page.getByText('Typed', { exact: true }).count()).toBe(0)
    expect(server.sent).toEqual([])
  })

  test('that is planned for today is held by its first attendance, and both are said', async () => {
    const held = aSessionSheet()
    const sheet = {
      ...held,
      attendance_entry: 'makes_held' as const,
      session: { ...held.session, status: 'planned' as const },
    }
    const server = anEntryServer(sheet)
    const message = 'The session was planned; with this attendance it counts as held.'
    server.notices = [{ code: 'session_became_held', measure: null, message }]
    const { page } = await openSession(dashboard, { server })
    const notice = page.getByText('The first attendance that you enter says that it was held.')
    await notice.waitFor()
    await page.keyboard.type('u')
    await waitForState(page, 'M01', 'Saved')
    await notice.waitFor({ state: 'detached' })
    await page.getByRole('status').getByText(`Ada Berg: ${message}`).waitFor()
  })

  test('to which nobody belongs says so', async () => {
    const server = anEntryServer(aSessionSheet({ roster: [] }))
    const { page } = await openSession(dashboard, { server })
    await page.getByText('Nobody belongs to this session').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
  })
})

describe('a member who left midway', () => {
  test('stands last with the day, is passed over, and may be recorded as absent', async () => {
    const roster = [aRosterRow(0, { is_in_care: false, exited_on: '2026-11-10' }), aRosterRow(1)]
    const { page, server } = await openSession(dashboard, {
      server: anEntryServer(aSessionSheet({ roster })),
    })
    await page.getByRole('rowheader').nth(1).waitFor()
    expect(await page.getByRole('rowheader').allInnerTexts()).toEqual([
      expect.stringMatching(/^Bram Clay/),
      expect.stringMatching(/^Ada Berg\s+M01 · left 10 Nov 2026$/),
    ])
    await page.keyboard.type('u')
    await page.getByText('That was the last member.').waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.type('a')
    await waitForState(page, 'M01', 'Saved')
    expect(server.rowOf('M01').attendance?.status).toBe('absent_notified')
  })
})

test('sent twice in a hurry, a row goes once', async () => {
  const { page, server } = await openSession(dashboard)
  await page.route('**/group-sessions/*/members/*', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 300))
    await route.fallback()
  })
  await page.keyboard.type('u')
  await page.keyboard.press('ArrowUp')
  for (const key of ['Enter', 'ArrowUp', 'Enter', 'ArrowUp', 'Enter']) await page.keyboard.press(key)
  await waitForState(page, 'M01', 'Saved')
  expect(server.sent).toHaveLength(1)
})

test('two forms of a measure at one session are told, and the first is the one on the page', async () => {
  const forms = [
    aStoredForm('phq9', Array(9).fill(1)),
    { ...aStoredForm('phq9', Array(9).fill(2)), response_id: 'b' },
  ]
  const { page } = await openSession(dashboard, {
    server: anEntryServer(aSessionSheet({ roster: [aRosterRow(0, { forms })] })),
  })
  const row = page.getByRole('row', { name: 'Ada Berg, M01' })
  await row.getByRole('gridcell', { name: /^PHQ-9 item 1: .+: 1/ }).waitFor()
  await row.getByText('+1 more form').waitFor()
})

test('a conflict whose row cannot be read waits like a lost connection', async () => {
  const { page, server } = await openSession(dashboard)
  server.refuse = () => aChangedMeanwhile()
  await page.route('**/group-sessions/*/entry', (route) => route.abort('internetdisconnected'))
  await page.keyboard.type('u')
  await waitForState(page, 'M01', 'Kept, will be sent')
})
