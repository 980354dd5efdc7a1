import type { Locator, Page } from 'playwright-core'
import { SESSION_ID } from '../../builders/session-sheet.js'
import type { mockedDashboard } from './dashboard-pages.js'
import { anEntryServer, type EntryServer } from './entry-answers.js'
import { type MockedAnswers, ok, USUAL_ANSWERS } from './mocked-api.js'
import type { OpenedPage, openPage } from './open-page.js'
import { someoneInRole } from './signed-in.js'

export interface SessionPage extends OpenedPage {
  readonly server: EntryServer
}

/** The page of a session over a mocked server that keeps what it is sent. */
export async function openSession(
  dashboard: ReturnType<typeof mockedDashboard>,
  {
    server = anEntryServer(),
    answers = {},
    look = {},
    role = 'coordinator',
  }: {
    server?: EntryServer
    answers?: MockedAnswers
    look?: Parameters<typeof openPage>[1]
    role?: 'coordinator' | 'therapist'
  } = {},
): Promise<SessionPage> {
  const all = { ...USUAL_ANSWERS, '/me': () => ok(someoneInRole(role)), ...server.answers, ...answers }
  const opened = await dashboard.open(`/entry/session/${SESSION_ID}`, all, look)
  await opened.page.getByRole('heading', { level: 1, name: /Tuesday CBT, session 6/ }).waitFor()
  return { ...opened, server }
}

/** The words of the last cell of a member's row: where it stands. */
export function stateOf(page: Page, memberId: string): Locator {
  return page
    .getByRole('row', { name: new RegExp(`\\b${memberId}$`) })
    .getByRole('gridcell')
    .last()
}

export async function waitForState(page: Page, memberId: string, words: string): Promise<void> {
  await stateOf(page, memberId).getByText(words).waitFor()
}

/** What the cell that has the focus says. */
export function focusedCell(page: Page): Promise<string> {
  return page.evaluate('document.activeElement.getAttribute("aria-label")')
}
