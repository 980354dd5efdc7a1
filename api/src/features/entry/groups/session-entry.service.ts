import { Injectable } from '@nestjs/common'
import type {
  GroupSessionChange,
  GroupSessionRecord,
  NewGroupSession,
} from '../../../contracts/group-records.js'
import { type AccessContext, DatabaseAccess, type Transaction } from '../../../database/access.js'
import { Clock } from '../../../platform/clock.js'
import { notFound } from '../../../platform/problem.js'
import { judgeEnteredRows, storeEnteredRows } from '../../imports/entered-rows.service.js'
import { refreshEpisodes } from '../../outcomes/outcome-refresh.service.js'
import { sessionRows } from '../rows/rows-of-visits.js'
import { atTop, refuseRejected } from '../rule-problems.js'
import { runEntry } from '../run-entry.js'
import { SCREEN } from '../source-system.js'
import { takeBackAttendance } from '../take-back-attendance.js'
import { isChange } from '../versions.js'
import { requireGroup } from './group-entry.service.js'
import { querySessionRecords } from './group-records.query.js'

type SessionFields = Omit<GroupSessionRecord, 'version' | 'n_attendance'>

/** Sessions of groups, planned, held or cancelled, one by one. */
@Injectable()
export class SessionEntryService {
  readonly #access: DatabaseAccess
  readonly #clock: Clock

  constructor(access: DatabaseAccess, clock: Clock) {
    this.#access = access
    this.#clock = clock
  }

  /** Made twice with the same content it is made once. */
  add(caller: AccessContext, { session_id, ...given }: NewGroupSession): Promise<GroupSessionRecord> {
    const wanted = { ...given, session_id: session_id ?? `${given.group_id}-${given.session_number}` }
    const touches = [`group:${given.group_id}`, `session:${wanted.session_id}`]
    return runEntry(this.#access, caller, touches, async (transaction) => {
      await requireGroup(transaction, given.group_id)
      const isNew = await this.#store(transaction, caller, wanted, null)
      if (isNew) {
        transaction.record({ action: 'record.create', target: `group_session:${wanted.session_id}` })
      }
      return requireSessionRecord(transaction, wanted.session_id)
    })
  }

  change(caller: AccessContext, sessionId: string, change: GroupSessionChange): Promise<GroupSessionRecord> {
    const touches = async (transaction: Transaction) => {
      const { group_id } = await requireSessionRecord(transaction, sessionId)
      return [`group:${group_id}`, `session:${sessionId}`]
    }
    return runEntry(this.#access, caller, touches, async (transaction) => {
      const before = await requireSessionRecord(transaction, sessionId)
      const { version: now, n_attendance, ...stored } = before
      const wanted = changedSession(stored, change)
      if (!isChange({ stored, wanted }, { read: change.version, now })) return before
      const isTakenBack = wanted.status !== 'held' && n_attendance > 0 && change.take_back_attendance
      const left = isTakenBack
        ? await takeBackAttendance(transaction, { sessionId, memberId: null }, change.reason)
        : []
      await this.#store(transaction, caller, wanted, change.reason)
      await refreshEpisodes(transaction, left)
      transaction.record({
        action: 'record.amend',
        target: `group_session:${sessionId}`,
        memberIds: left.map(({ memberId }) => memberId).sort((one, other) => one - other),
        detail: { status: wanted.status, attendance_taken_back: left.length },
      })
      return requireSessionRecord(transaction, sessionId)
    })
  }

  /** @returns whether anything was stored */
  async #store(
    transaction: Transaction,
    caller: AccessContext,
    session: SessionFields,
    correction: string | null,
  ): Promise<boolean> {
    const rules = { sourceSystem: SCREEN, isCorrecting: correction !== null, now: this.#clock.now() }
    const judged = await judgeEnteredRows(transaction, caller, { sessions: sessionRows([session]) }, rules)
    refuseRejected(judged.rejects, atTop)
    await storeEnteredRows(transaction, judged, { reason: correction ?? '', mode: 'paper' })
    return judged.plan.sessions.sessions.changes().length > 0
  }
}

async function requireSessionRecord(
  transaction: Transaction,
  sessionId: string,
): Promise<GroupSessionRecord> {
  const [session] = await querySessionRecords(transaction, { sessionId })
  if (session === undefined) throw notFound('group_session')
  return session
}

function changedSession(stored: SessionFields, change: GroupSessionChange): SessionFields {
  const {
    session_number = stored.session_number,
    session_date = stored.session_date,
    status = stored.status,
    duration_minutes = stored.duration_minutes,
  } = change
  const { session_id, group_id } = stored
  return { session_id, group_id, session_number, session_date, status, duration_minutes }
}
