/** From the rows of all files to what an import would store, and why it would not store the rest. */

import type { ImportContext, ImportReadings } from './import-context.js'
import { type AttendancePlan, judgeAttendance, planSessions, type SessionPlan } from './judge-attendance.js'
import { judgeMembers, type MemberPlan } from './judge-members.js'
import { judgeReferenceFiles, type ReferencePlan } from './judge-reference-files.js'
import { judgeResponses, type ResponsePlan } from './judge-responses.js'
import { judgeSessions } from './judge-sessions.js'

export interface ImportPlan {
  readonly reference: ReferencePlan
  readonly members: MemberPlan
  readonly sessions: SessionPlan
  readonly attendance: AttendancePlan
  readonly responses: ResponsePlan
}

/**
 * What do these files add, change or repeat, and which rows cannot be taken?
 *
 * Rows are judged in the order of what they depend on; a row that names a rejected one is rejected too. The order
 * of rows within a file changes nothing.
 */
export function planImport(readings: ImportReadings, context: ImportContext): ImportPlan {
  const reference = judgeReferenceFiles(readings, context)
  const members = judgeMembers(readings, reference, context)
  const sessions = planSessions(judgeSessions(readings, reference, context), readings, context)
  const attendance = judgeAttendance(readings, { reference, sessions, members }, context)
  const responses = judgeResponses(readings, { reference, sessions, members, attendance }, context)
  return { reference, members, sessions, attendance, responses }
}
