/** sessions.csv: the meetings of the groups. */

import type { RowProblem } from './codes.js'
import { columnTest, type ImportContext, type ImportReadings } from './import-context.js'
import type { ReferencePlan } from './judge-reference-files.js'
import { type JudgedFile, judgeRows } from './judge-rows.js'
import { type StoredGroupSession, sessionNumberKey } from './lookup.js'
import { futureDate, outOfReachProblems, unknownReference } from './problems.js'
import type { GroupSessionRecord } from './records.js'
import { mergedGroupSession, sameFields } from './same-record.js'

const sameGroupSession = sameFields<GroupSessionRecord>([
  'groupId',
  'sessionNumber',
  'sessionOn',
  'status',
  'durationMinutes',
])

export function judgeSessions(
  readings: ImportReadings,
  reference: ReferencePlan,
  context: ImportContext,
): JudgedFile<GroupSessionRecord, StoredGroupSession> {
  const has = columnTest(readings.sessions)
  const groupProblem = (groupId: string | null): RowProblem[] => {
    if (groupId === null || reference.groupOf(groupId) !== undefined) return []
    return [unknownReference('group', 'group_id', reference.absenceOfGroup(groupId))]
  }
  const takenElsewhere = (sessionId: string | null) =>
    outOfReachProblems('session_id', sessionId, context.lookup.reach.elsewhere.sessions)
  const judged = judgeRows(
    'sessions.csv',
    readings.sessions,
    {
      keyOf: (session) => session.sessionId,
      keyColumn: 'session_id',
      isSame: sameGroupSession,
      storedOf: (session) => context.lookup.sessions.get(session.sessionId),
      merged: (given, stored) => mergedGroupSession(given, stored, has),
      problemsOfNamed: ({ sessionId, groupId }) => [...takenElsewhere(sessionId), ...groupProblem(groupId)],
      problemsOfRecord: (session, stored) => [
        ...takenElsewhere(session.sessionId),
        ...groupProblem(session.groupId),
        ...dayProblem(session, reference),
        ...useProblem(session, stored),
      ],
    },
    context.isCorrecting,
  )
  rejectRepeatedNumbers(judged, context)
  return judged
}

function dayProblem(session: GroupSessionRecord, reference: ReferencePlan): RowProblem[] {
  const isFuture = session.sessionOn > reference.todayAtGroup(session.groupId)
  return isFuture && session.status === 'held' ? [futureDate('session_date')] : []
}

function useProblem(session: GroupSessionRecord, stored: StoredGroupSession | null): RowProblem[] {
  if (stored === null || !stored.hasAttendance) return []
  if (session.status === 'held' && session.groupId === stored.groupId) return []
  const message = 'Attendance is stored for this session, so it stays a held session of its group.'
  return [{ column: 'status', code: 'session_in_use', expected: 'held, in the same group', message }]
}

function rejectRepeatedNumbers(
  judged: JudgedFile<GroupSessionRecord, StoredGroupSession>,
  context: ImportContext,
): void {
  const lines = new Map<string, number>()
  const changed = new Map(judged.candidates.map(({ record }) => [record.sessionId, record]))
  for (const { record } of judged.candidates) {
    const key = sessionNumberKey(record.groupId, record.sessionNumber)
    lines.set(key, (lines.get(key) ?? 0) + 1)
  }
  judged.rejectWhere(({ record, change }) => {
    if (change === 'duplicate') return []
    const key = sessionNumberKey(record.groupId, record.sessionNumber)
    const holder = context.lookup.sessionNumbers.get(key)
    // A stored session that this import gives another number frees its own.
    const isHeld = holder !== undefined && holder !== record.sessionId && !changed.has(holder)
    if ((lines.get(key) ?? 0) < 2 && !isHeld) return []
    const message = 'The group has another session with this number. Numbers count the sessions of a group.'
    return [
      { column: 'session_number', code: 'session_number_twice', expected: 'a number of its own', message },
    ]
  })
}
