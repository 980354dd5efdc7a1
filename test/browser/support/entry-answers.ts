/** A session in the middle of being entered, and a server that takes entries as the real one does. */

import type {
  RosterRow,
  SavedSessionMember,
  SessionMemberEntry,
  SessionSheet,
} from '../../../api/src/contracts/entry.js'
import { sessionMemberEntrySchema } from '../../../api/src/contracts/entry.js'
import { aSessionSheet, aStoredForm, SESSION_ID } from '../../builders/session-sheet.js'
import type { MockedAnswers } from './mocked-api.js'
import { ok } from './mocked-api.js'

export interface EntryServer {
  sheet: SessionSheet
  /** Every entry that was sent, with whom it was about, in order. */
  readonly sent: { readonly memberId: string; readonly entry: SessionMemberEntry }[]
  /** Said beside every entry that is stored. */
  notices: SavedSessionMember['notices']
  /** What to answer to an entry in place of storing it; null: store it. */
  refuse: ((memberId: string, entry: SessionMemberEntry) => { status: number; body: unknown } | null) | null
  readonly answers: MockedAnswers
  rowOf(memberId: string): RosterRow
  store(memberId: string, entry: SessionMemberEntry): RosterRow
}

/** Versions are judged as the real server does; rules and scores are its own business. */
export function anEntryServer(sheet = aSessionSheet()): EntryServer {
  const server: EntryServer = {
    sheet,
    sent: [],
    notices: [],
    refuse: null,
    rowOf: (memberId) => {
      const row = server.sheet.roster.find(({ member_id }) => member_id === memberId)
      if (row === undefined) throw new Error(`No member ${memberId}.`)
      return row
    },
    store: (memberId, entry) => {
      const row = storedRow(server.rowOf(memberId), entry)
      const { session } = server.sheet
      const status = entry.attendance === undefined ? session.status : 'held'
      server.sheet = {
        ...server.sheet,
        session: { ...session, status },
        attendance_entry: status === 'held' ? 'open' : server.sheet.attendance_entry,
        roster: server.sheet.roster.map((each) => (each.member_id === memberId ? row : each)),
      }
      return row
    },
    answers: {
      [`/group-sessions/${SESSION_ID}/entry`]: () => ok(server.sheet),
      ...Object.fromEntries(
        sheet.roster.map(({ member_id: memberId }) => [
          `/group-sessions/${SESSION_ID}/members/${memberId}`,
          (_search: URLSearchParams, request: { postDataJSON(): unknown }) =>
            answerTo(server, memberId, sessionMemberEntrySchema.parse(request.postDataJSON())),
        ]),
      ),
    },
  }
  return server
}

function answerTo(server: EntryServer, memberId: string, entry: SessionMemberEntry) {
  server.sent.push({ memberId, entry })
  const refused = server.refuse?.(memberId, entry) ?? null
  if (refused !== null) return refused
  if (isOutdated(server.rowOf(memberId), entry)) return aChangedMeanwhile()
  const member = server.store(memberId, entry)
  const saved: SavedSessionMember = {
    session: server.sheet.session,
    member,
    notices: server.notices,
    risk_item_answered: false,
    crisis_line: server.sheet.crisis_line,
  }
  return ok(saved)
}

function isOutdated(row: RosterRow, { attendance, forms }: SessionMemberEntry): boolean {
  const isMoved =
    attendance !== undefined &&
    attendance.status !== row.attendance?.status &&
    attendance.version !== (row.attendance?.version ?? null)
  return (
    isMoved ||
    forms.some((form) => {
      const stored = row.forms.find(({ measure }) => measure === form.measure)
      const isSame = JSON.stringify(stored?.answers) === JSON.stringify(form.answers)
      return !isSame && (form.replaces?.version ?? null) !== (stored?.version ?? null)
    })
  )
}

function storedRow(row: RosterRow, { attendance, forms }: SessionMemberEntry): RosterRow {
  const status = attendance?.status ?? null
  const version = (row.attendance?.version ?? 0) + (status === row.attendance?.status ? 0 : 1)
  const stored = forms.map((form) => {
    const before = row.forms.find(({ measure }) => measure === form.measure)
    if (before !== undefined && JSON.stringify(before.answers) === JSON.stringify(form.answers)) return before
    return {
      ...aStoredForm(form.measure, form.answers, (before?.version ?? 0) + 1),
      functional_difficulty: form.functional_difficulty,
    }
  })
  const others = row.forms.filter(({ measure }) => stored.every((form) => form.measure !== measure))
  return {
    ...row,
    attendance: attendance === undefined ? row.attendance : status === null ? null : { status, version },
    forms: [...others, ...stored],
  }
}

export function aChangedMeanwhile(): { status: number; body: unknown } {
  return aProblemWith(
    409,
    'changed_meanwhile',
    'It was changed after you read it, so nothing was stored.',
    [],
  )
}

export function aProblemWith(
  status: number,
  code: string,
  detail: string,
  errors: readonly { path: string; code?: string; message: string }[],
): { status: number; body: unknown } {
  const type = `https://tidemark.example/problems/${code}`
  return {
    status,
    body: { type, title: 'Nothing was stored', status, detail, code, request_id: 'req-4711', errors },
  }
}
