import { Injectable } from '@nestjs/common'
import type {
  EntryNotice,
  RosterRow,
  SavedSessionMember,
  SessionMemberEntry,
} from '../../../contracts/entry.js'
import { isAttended } from '../../../core/vocabulary.js'
import { type AccessContext, DatabaseAccess, type Transaction } from '../../../database/access.js'
import { Clock } from '../../../platform/clock.js'
import { notFound } from '../../../platform/problem.js'
import { storeEnteredRows } from '../../imports/entered-rows.service.js'
import { memberNumber } from '../../members/member-number.service.js'
import type { EpisodeKey } from '../../outcomes/episode-key.js'
import { refreshEpisodes } from '../../outcomes/outcome-refresh.service.js'
import { safetyOf } from '../entered-forms.js'
import { queryFormsOfSession } from '../entered-forms.query.js'
import { runEntry } from '../run-entry.js'
import { takeBackAttendance } from '../take-back-attendance.js'
import { isChange } from '../versions.js'
import { formsToStore } from './forms-of-entry.js'
import { judgeChanges, type SessionMemberChanges } from './judge-session-member.js'
import { queryRoster, type StoredRosterRow } from './session-sheet.query.js'
import { readRoster, requireSession } from './session-sheet.service.js'

/** Kept with a version that somebody replaced on the page of a session without saying more. */
const ON_THE_PAGE = 'changed on the page of the session'

/** Attendance and forms of one member at one session: all of it, or nothing. */
@Injectable()
export class SaveSessionMemberService {
  readonly #access: DatabaseAccess
  readonly #clock: Clock

  constructor(access: DatabaseAccess, clock: Clock) {
    this.#access = access
    this.#clock = clock
  }

  save(
    caller: AccessContext,
    sessionId: string,
    memberCode: string,
    entry: SessionMemberEntry,
  ): Promise<SavedSessionMember> {
    const touches = [`session:${sessionId}`, `member:${memberCode}`]
    return runEntry(this.#access, caller, touches, async (transaction) => {
      const now = this.#clock.now()
      const changes = await changesOf(transaction, sessionId, memberCode, entry, now)
      const reason = entry.reason ?? ON_THE_PAGE
      const judged = await judgeChanges(transaction, caller, changes, now)
      for (const part of judged) await storeEnteredRows(transaction, part.entry, { reason, mode: part.mode })
      await takeBack(transaction, changes, reason)
      recordChanges(transaction, changes)
      return answerOf(transaction, caller, changes, now)
    })
  }
}

async function changesOf(
  transaction: Transaction,
  sessionId: string,
  memberCode: string,
  entry: SessionMemberEntry,
  now: Date,
): Promise<SessionMemberChanges> {
  const found = await requireSession(transaction, sessionId, now)
  const memberId = await memberNumber(transaction, memberCode)
  const [before] = await queryRoster(transaction, sessionId, memberId)
  const stored = await queryFormsOfSession(transaction, sessionId, memberId)
  const attendance = changedAttendance(entry.attendance, before)
  const forms = await formsToStore(transaction, entry.forms, stored, {
    memberId,
    memberCode,
    sessionId,
    sessionOn: found.session.session_date,
    joinedOn: before?.joined_on ?? null,
  })
  return { found, memberCode, memberId, before, attendance, forms }
}

function changedAttendance(
  given: SessionMemberEntry['attendance'],
  before: StoredRosterRow | undefined,
): SessionMemberEntry['attendance'] {
  if (given === undefined) return undefined
  const isChanged = isChange(
    {
      stored: { 'attendance.status': before?.attendance?.status ?? null },
      wanted: { 'attendance.status': given.status },
    },
    { read: given.version, now: before?.attendance?.version ?? null },
  )
  return isChanged ? given : undefined
}

async function takeBack(
  transaction: Transaction,
  { found, memberId, attendance }: SessionMemberChanges,
  reason: string,
): Promise<void> {
  if (attendance === undefined || attendance.status !== null) return
  const part = { sessionId: found.session.session_id, memberId }
  const touched: EpisodeKey[] = await takeBackAttendance(transaction, part, reason)
  await refreshEpisodes(transaction, touched)
}

/** Sent again it changes nothing, and still shows a member. */
function recordChanges(transaction: Transaction, changes: SessionMemberChanges): void {
  const { found, memberId, before, attendance, forms } = changes
  const target = `group_session:${found.session.session_id}`
  const memberIds = [memberId]
  if (attendance === undefined && forms.length === 0) {
    transaction.record({ action: 'member.read', target, memberIds })
    return
  }
  const isNew = (attendance === undefined || before?.attendance === null) && forms.every((form) => form.isNew)
  transaction.record({
    action: isNew ? 'record.create' : 'record.amend',
    target,
    memberIds,
    detail: { attendance: attendance !== undefined, forms: forms.length },
  })
}

async function answerOf(
  transaction: Transaction,
  caller: AccessContext,
  { found, memberId, attendance, forms }: SessionMemberChanges,
  now: Date,
): Promise<SavedSessionMember> {
  const sessionId = found.session.session_id
  const { session } = await requireSession(transaction, sessionId, now)
  const [member] = await readRoster(transaction, caller, sessionId, memberId)
  if (member === undefined) throw notFound('member')
  const becameHeld = session.status !== found.session.status
  return {
    session,
    member,
    notices: noticesOf(member, {
      becameHeld: becameHeld && attendance !== undefined,
      entered: forms.length > 0,
    }),
    ...(await safetyOf(transaction, member.forms)),
  }
}

function noticesOf(
  member: RosterRow,
  { becameHeld, entered }: { readonly becameHeld: boolean; readonly entered: boolean },
): EntryNotice[] {
  const notices: EntryNotice[] = []
  if (becameHeld) {
    const message = 'The session was planned; with this attendance it counts as held.'
    notices.push({ code: 'session_became_held', measure: null, message })
  }
  if (entered && member.attendance !== null && !isAttended(member.attendance.status)) {
    for (const { measure } of member.forms) {
      const message = 'The form belongs to a session from which the member was absent.'
      notices.push({ code: 'response_when_absent', measure, message })
    }
  }
  return notices
}
