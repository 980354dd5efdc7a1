/** attendance.csv: each row finds its session, its member and the episode it counts for. */

import { isAttended } from '../vocabulary.js'
import type { RowProblem } from './codes.js'
import { episodeOfAttendance } from './episode-window.js'
import { columnTest, type ImportContext, type ImportReadings, namedIds } from './import-context.js'
import type { MemberPlan } from './judge-members.js'
import type { ReferencePlan } from './judge-reference-files.js'
import { type JudgedFile, judgeRows } from './judge-rows.js'
import { attendanceKey, type StoredGroupSession } from './lookup.js'
import {
  type Absence,
  absenceIn,
  ambiguousEpisode,
  futureDate,
  outsideEpisode,
  unknownReference,
} from './problems.js'
import type { AttendanceKey, AttendanceRecord, EpisodeRecord, GroupSessionRecord, Named } from './records.js'
import { sameAttendance } from './same-record.js'

export interface SessionPlan {
  readonly sessions: JudgedFile<GroupSessionRecord, StoredGroupSession>
  /** Stored sessions and accepted ones. */
  readonly sessionOf: (sessionId: string) => GroupSessionRecord | undefined
  readonly absenceOfSession: (sessionId: string) => Absence
}

export interface AttendancePlan {
  readonly attendance: JudgedFile<AttendanceRecord>
  /** The episode of each accepted row that changes something, by `attendanceKey`. */
  readonly episodes: ReadonlyMap<string, EpisodeRecord>
  /** Stored attendance and accepted rows. */
  readonly statusOf: (memberCode: string, sessionId: string) => AttendanceRecord['status'] | undefined
}

export function planSessions(
  sessions: JudgedFile<GroupSessionRecord, StoredGroupSession>,
  readings: ImportReadings,
  context: ImportContext,
): SessionPlan {
  const accepted = new Map(sessions.candidates.map(({ record }) => [record.sessionId, record]))
  const names = namedIds(readings.sessions, (session) => session.sessionId)
  return {
    sessions,
    sessionOf: (sessionId) => accepted.get(sessionId) ?? context.lookup.sessions.get(sessionId),
    absenceOfSession: absenceIn(names, context.lookup.reach.elsewhere.sessions),
  }
}

export function judgeAttendance(
  readings: ImportReadings,
  plans: { readonly reference: ReferencePlan; readonly sessions: SessionPlan; readonly members: MemberPlan },
  context: ImportContext,
): AttendancePlan {
  const episodes = new Map<string, EpisodeRecord>()
  const referenceProblems = (row: Named<AttendanceKey>) => [
    ...memberProblems(row.memberCode, plans.members),
    ...sessionProblems(row.sessionId, plans.sessions),
  ]
  const has = columnTest(readings.attendance)
  const attendance = judgeRows(
    'attendance.csv',
    readings.attendance,
    {
      keyOf: ({ memberCode, sessionId }) => attendanceKey(memberCode, sessionId),
      keyColumn: 'status',
      isSame: sameAttendance,
      storedOf: ({ memberCode, sessionId }) =>
        context.lookup.attendance.get(attendanceKey(memberCode, sessionId)),
      merged: (given, stored) => (has('join_date') ? given : { ...given, joinedOn: stored.joinedOn }),
      problemsOfNamed: referenceProblems,
      problemsOfRecord: (row) => {
        const session = plans.sessions.sessionOf(row.sessionId)
        const problems = referenceProblems(row)
        if (session === undefined || problems.length > 0) return problems
        const found = placeAttendance(row, session, plans)
        if (found.kind === 'problems') return found.problems
        episodes.set(attendanceKey(row.memberCode, row.sessionId), found.episode)
        return []
      },
    },
    context.isCorrecting,
  )
  return { attendance, episodes, statusOf: statusLookup(attendance, context) }
}

export function memberProblems(memberCode: string | null, members: MemberPlan): RowProblem[] {
  if (memberCode === null || members.episodesOf(memberCode).length > 0) return []
  return [unknownReference('member', 'member_id', members.absenceOfMember(memberCode))]
}

export function sessionProblems(sessionId: string | null, sessions: SessionPlan): RowProblem[] {
  if (sessionId === null || sessions.sessionOf(sessionId) !== undefined) return []
  return [unknownReference('session', 'session_id', sessions.absenceOfSession(sessionId))]
}

export function otherGroupsSession(): RowProblem {
  const message = 'The session belongs to a group in which the member has no episode.'
  const expected = 'a session of a group of the member'
  return { column: 'session_id', code: 'session_of_another_group', expected, message }
}

export function unknownEpisode(): RowProblem {
  const message =
    'The member has no episode with this joining day. Correct it, or the episode in members.csv.'
  return { column: 'join_date', code: 'unknown_episode', expected: 'join_date of an episode', message }
}

type Placed =
  | { readonly kind: 'placed'; readonly episode: EpisodeRecord }
  | { readonly kind: 'problems'; readonly problems: readonly RowProblem[] }

function placeAttendance(
  row: AttendanceRecord,
  session: GroupSessionRecord,
  plans: { readonly reference: ReferencePlan; readonly members: MemberPlan },
): Placed {
  const problems = sessionStateProblems(session, plans.reference)
  const inGroup = plans.members
    .episodesOf(row.memberCode)
    .filter(({ groupId }) => groupId === session.groupId)
  if (inGroup.length === 0) return { kind: 'problems', problems: [...problems, otherGroupsSession()] }
  const named = row.joinedOn === null ? inGroup : inGroup.filter(({ joinedOn }) => joinedOn === row.joinedOn)
  if (named.length === 0) return { kind: 'problems', problems: [...problems, unknownEpisode()] }
  const match = episodeOfAttendance(named, session.sessionOn)
  switch (match.kind) {
    case 'several':
      return { kind: 'problems', problems: [...problems, ambiguousEpisode('session_id')] }
    case 'none': {
      const isAfterExit =
        isAttended(row.status) && named.some(({ exitedOn }) => isLater(session.sessionOn, exitedOn))
      const problem = isAfterExit
        ? attendedAfterExit()
        : outsideEpisode('session_id', 'a session from joining to the planned end (or to leaving, if later)')
      return { kind: 'problems', problems: [...problems, problem] }
    }
    case 'one':
      if (isAttended(row.status) && isLater(session.sessionOn, match.episode.exitedOn)) {
        return { kind: 'problems', problems: [...problems, attendedAfterExit()] }
      }
      return problems.length > 0 ? { kind: 'problems', problems } : { kind: 'placed', episode: match.episode }
  }
}

function sessionStateProblems(session: GroupSessionRecord, reference: ReferencePlan): RowProblem[] {
  if (session.status !== 'held') {
    const message = 'The session was not held, so nobody attended it or missed it.'
    return [
      { column: 'session_id', code: 'attendance_on_unheld_session', expected: 'a held session', message },
    ]
  }
  return session.sessionOn > reference.todayAtGroup(session.groupId) ? [futureDate('session_id')] : []
}

function attendedAfterExit(): RowProblem {
  const message = 'The member had left before this session. Only absences are taken after leaving.'
  return { column: 'status', code: 'attendance_after_exit', expected: 'an absence, or no row', message }
}

function isLater(day: string, limit: string | null): boolean {
  return limit !== null && day > limit
}

function statusLookup(
  attendance: JudgedFile<AttendanceRecord>,
  context: ImportContext,
): AttendancePlan['statusOf'] {
  const accepted = new Map(
    attendance.candidates.map(({ record }) => [
      attendanceKey(record.memberCode, record.sessionId),
      record.status,
    ]),
  )
  return (memberCode, sessionId) => {
    const key = attendanceKey(memberCode, sessionId)
    return accepted.get(key) ?? context.lookup.attendance.get(key)?.status
  }
}
