/** Stored sites, therapists, groups and sessions that an import names. */

import type { StoredGroupSession } from '../../../core/import-rules/lookup.js'
import { sessionNumberKey } from '../../../core/import-rules/lookup.js'
import type { GroupRecord, SiteRecord, TherapistRecord } from '../../../core/import-rules/records.js'
import type { Transaction } from '../../../database/access.js'
import { inChunks } from './in-chunks.js'

type Asked = ReadonlySet<string>

export async function storedSites(transaction: Transaction, ids: Asked): Promise<Map<string, SiteRecord>> {
  const rows = await inChunks([...ids], (chunk) =>
    transaction.query<SiteRecord>(
      `select site_id as "siteId", name, time_zone as "timeZone" from site where site_id = any($1)`,
      [chunk],
    ),
  )
  return new Map(rows.map((row) => [row.siteId, row]))
}

export async function storedTherapists(
  transaction: Transaction,
  ids: Asked,
): Promise<Map<string, TherapistRecord>> {
  const rows = await inChunks([...ids], (chunk) =>
    transaction.query<TherapistRecord>(
      `select therapist_id as "therapistId", display_name as "displayName", site_id as "siteId"
       from therapist where therapist_id = any($1)`,
      [chunk],
    ),
  )
  return new Map(rows.map((row) => [row.therapistId, row]))
}

export async function storedGroups(transaction: Transaction, ids: Asked): Promise<Map<string, GroupRecord>> {
  const rows = await inChunks([...ids], (chunk) =>
    transaction.query<GroupRecord>(
      `select g.group_id as "groupId", g.site_id as "siteId", lead.therapist_id as "therapistId",
              co_lead.therapist_id as "coTherapistId", g.name, g.modality, g.format, g.structure, g.focus,
              g.start_on as "startOn", g.end_on as "endOn", g.planned_sessions as "plannedSessions",
              g.session_minutes as "sessionMinutes", g.capacity
       from treatment_group g
       left join group_therapist lead on lead.group_id = g.group_id and lead.part = 'lead'
       left join group_therapist co_lead on co_lead.group_id = g.group_id and co_lead.part = 'co_lead'
       where g.group_id = any($1)`,
      [chunk],
    ),
  )
  return new Map(rows.map((row) => [row.groupId, row]))
}

type SessionRow = StoredGroupSession & { readonly groupSessionId: number }

/** Sessions by their id; with attendance known only when `withUse`, else as if there were none. */
export async function storedSessions(
  transaction: Transaction,
  ids: Asked,
  withUse: boolean,
): Promise<SessionRow[]> {
  const use = withUse
    ? 'exists (select from attendance a where a.group_session_id = s.group_session_id)'
    : 'false'
  return inChunks([...ids], (chunk) =>
    transaction.query<SessionRow>(
      `select s.group_session_id as "groupSessionId", s.session_id as "sessionId", s.group_id as "groupId",
              s.session_number as "sessionNumber", s.session_on as "sessionOn", s.status,
              s.duration_minutes as "durationMinutes", ${use} as "hasAttendance"
       from group_session s where s.session_id = any($1)`,
      [chunk],
    ),
  )
}

/** Which stored session has which number, in the groups asked for. */
export async function storedSessionNumbers(
  transaction: Transaction,
  groupIds: Asked,
): Promise<Map<string, string>> {
  const rows = await inChunks([...groupIds], (chunk) =>
    transaction.query<{ group_id: string; session_number: number; session_id: string }>(
      'select group_id, session_number, session_id from group_session where group_id = any($1)',
      [chunk],
    ),
  )
  return new Map(rows.map((row) => [sessionNumberKey(row.group_id, row.session_number), row.session_id]))
}
