import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { entryDueSchema, type SessionSheet, sessionSheetSchema } from '../../api/src/contracts/entry.js'
import { groupListSchema, groupSessionListSchema } from '../../api/src/contracts/groups.js'
import {
  type Installation,
  newInstallation,
  type RunningTidemark,
} from '../acceptance/support/tidemark-process.js'
import { waitForState } from './support/at-session.js'
import {
  accessibilityFaults,
  launchBrowser,
  type OpenedPage,
  openPage,
  overflowOf,
  type SignedIn,
} from './support/open-page.js'
import { readAs, signInToDemo } from './support/sign-in-to-demo.js'

// A session of the demo clinic, entered by keyboard on the delivered server and read back from it.

let installation: Installation
let server: RunningTidemark
let browser: Browser
let therapist: SignedIn
let coordinator: SignedIn
let sessionId: string

beforeAll(async () => {
  installation = await newInstallation()
  server = await installation.start({ TIDEMARK_DEMO: 'on' })
  browser = await launchBrowser()
  therapist = await signInToDemo(browser, server.address, 'therapist')
  coordinator = await signInToDemo(browser, server.address, 'coordinator')
  sessionId = await newSessionOfToday()
}, 120_000)
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))
afterAll(async () => {
  await browser.close()
  await installation.remove()
})

const root = () => `${server.address}/api/v1`

/** A session of today is added to a running group of the therapist, as the coordinator does it. */
async function newSessionOfToday(): Promise<string> {
  const { groups } = await readAs(browser, therapist, `${root()}/groups`, groupListSchema)
  const group = groups.find(({ status }) => status === 'running')
  if (group === undefined) throw new Error('The demo therapist leads no running group.')
  const { group_id } = group
  const list = `${root()}/group-sessions?group=${group_id}`
  const { group_sessions } = await readAs(browser, therapist, list, groupSessionListSchema)
  const { sites } = await readAs(browser, coordinator, `${root()}/entry/due`, entryDueSchema)
  const session = {
    session_id: 'entered-by-keyboard',
    group_id,
    session_number: Math.max(...group_sessions.map(({ session_number }) => session_number)) + 1,
    session_date: sites.find(({ site_id }) => site_id === group.site_id)?.today,
  }
  const context = await browser.newContext({ storageState: coordinator })
  const headers = { origin: server.address }
  const answer = await context.request.post(`${root()}/group-sessions`, { data: session, headers })
  const words = await answer.text()
  await context.close()
  if (!answer.ok()) throw new Error(`The session was not added: ${words}`)
  return session.session_id
}

async function open(signedIn: SignedIn, address: string): Promise<OpenedPage> {
  const opened = await openPage(browser, { signedIn })
  await opened.page.goto(server.address + address)
  await opened.page.getByRole('heading', { level: 1 }).waitFor()
  await opened.page.waitForLoadState('networkidle')
  return opened
}

const readSheet = (signedIn: SignedIn): Promise<SessionSheet> =>
  readAs(browser, signedIn, `${root()}/group-sessions/${sessionId}/entry`, sessionSheetSchema)

async function press(page: Page, keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}

describe('a session of today', () => {
  test('is due, and leads to its page', async () => {
    const { page, complaints, failures } = await open(coordinator, '/')
    await page.waitForURL('**/entry')
    await page.getByRole('heading', { level: 1, name: /of today waits? to be entered/ }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page
      .getByRole('link', { name: /, session \d+$/ })
      .first()
      .click()
    await page.getByRole('grid', { name: 'Attendance and answers' }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.setViewportSize({ width: 320, height: 640 })
    await page.getByRole('radio', { name: 'Present' }).waitFor()
    expect(await overflowOf(page)).toBe(0)
    expect({ complaints, failures }).toEqual({ complaints: [], failures: [] })
  }, 60_000)

  test('is entered by keyboard, member by member, and stands on the server as it was typed', async () => {
    const { roster, measures } = await readSheet(therapist)
    const expected = measures.filter(({ is_expected }) => is_expected)
    const inCare = roster.filter(({ is_in_care }) => is_in_care)
    expect(inCare.length).toBeGreaterThan(2)
    const { page, complaints, failures } = await open(therapist, `/entry/session/${sessionId}`)
    await page.getByRole('gridcell', { name: 'Attendance: empty' }).first().waitFor()
    // The first comes late and leaves one item out, the second is absent, the others answer 1 to everything.
    const answersOf = (index: number): (number | null)[][] =>
      expected.map(({ items }) => items.map((_, item) => (index === 0 && item === 1 ? null : 1)))
    for (const [index] of inCare.entries()) {
      if (index === 1) await press(page, ['a'])
      else {
        const answers = answersOf(index).flat()
        await press(page, [
          index === 0 ? 'l' : 'p',
          ...answers.map((answer) => String(answer ?? '-')),
          'Enter',
        ])
      }
    }
    for (const { member_id } of inCare) await waitForState(page, member_id, 'Saved')
    const notices = page.getByRole('alert', { name: /^Item 9 of / })
    expect(await notices.count()).toBe(inCare.length - 1)
    await page.getByRole('heading', { level: 1, name: /all \d+ members entered/ }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])

    const stored = await readSheet(therapist)
    expect(stored.session.status).toBe('held')
    for (const [index, { member_id }] of inCare.entries()) {
      const row = stored.roster.find((each) => each.member_id === member_id)
      const status = index === 0 ? 'late' : index === 1 ? 'absent_notified' : 'present'
      expect([row?.attendance, row?.forms.map(({ measure, answers }) => [measure, answers])]).toEqual([
        { status, version: 1 },
        index === 1 ? [] : expected.map(({ code }, place) => [code, answersOf(index)[place]]),
      ])
    }
    expect({ complaints, failures }).toEqual({ complaints: [], failures: [] })
  }, 90_000)

  test('is entered no second time by who opens it again, and corrected with a reason', async () => {
    const before = await readSheet(coordinator)
    const first = before.roster.find(({ attendance }) => attendance?.status === 'late')
    const { page } = await open(coordinator, `/entry/session/${sessionId}`)
    const row = page.getByRole('row', { name: new RegExp(`\\b${first?.member_id}$`) })
    await row.getByRole('button', { name: 'Present' }).click()
    await page.keyboard.press('Enter')
    await page.getByLabel('Reason').fill('Was there in time')
    await page.getByRole('button', { name: 'Store the change' }).click()
    await waitForState(page, first?.member_id ?? '', 'Saved')
    const after = await readSheet(coordinator)
    expect(after.roster.find(({ member_id }) => member_id === first?.member_id)?.attendance).toEqual({
      status: 'present',
      version: 2,
    })
    expect(after.roster.flatMap(({ forms }) => forms)).toEqual(before.roster.flatMap(({ forms }) => forms))
  }, 60_000)
})
