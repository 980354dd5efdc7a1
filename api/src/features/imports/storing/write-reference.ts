/** Writes sites, therapists, groups and sessions; corrected rows leave their old version in the history. */

import type { ReferencePlan } from '../../../core/import-rules/judge-reference-files.js'
import type { Candidate, JudgedFile } from '../../../core/import-rules/judge-rows.js'
import type {
  GroupRecord,
  GroupSessionRecord,
  SiteRecord,
  TherapistRecord,
} from '../../../core/import-rules/records.js'
import type { Transaction } from '../../../database/access.js'
import type { Correction } from './correction.js'
import { inChunks } from './in-chunks.js'

export async function writeReferencePlan(
  transaction: Transaction,
  plan: ReferencePlan,
  correction: Correction,
): Promise<void> {
  await insertSites(transaction, [...plan.createdSites, ...recordsOf(plan.sites, 'added')])
  await correctSites(transaction, recordsOf(plan.sites, 'corrected'), correction)
  await insertTherapists(transaction, [...plan.createdTherapists, ...recordsOf(plan.therapists, 'added')])
  await correctTherapists(transaction, recordsOf(plan.therapists, 'corrected'), correction)
  const newGroups = recordsOf(plan.groups, 'added')
  const correctedGroups = recordsOf(plan.groups, 'corrected')
  await insertGroups(transaction, newGroups)
  await correctGroups(transaction, correctedGroups, correction)
  await replaceGroupTherapists(transaction, [...newGroups, ...correctedGroups])
}

/** @returns the database's numbers of the new sessions */
export async function writeSessions(
  transaction: Transaction,
  sessions: JudgedFile<GroupSessionRecord>,
  correction: Correction,
): Promise<{ sessionId: string; groupSessionId: number }[]> {
  await correctSessions(transaction, recordsOf(sessions, 'corrected'), correction)
  return inChunks(recordsOf(sessions, 'added'), (chunk) =>
    transaction.query<{ sessionId: string; groupSessionId: number }>(
      `insert into group_session (session_id, group_id, session_number, session_on, status, duration_minutes)
       select "sessionId", "groupId", "sessionNumber", "sessionOn", status, "durationMinutes"
       from json_to_recordset($1::json) as given (${SESSION_COLUMNS})
       returning session_id as "sessionId", group_session_id as "groupSessionId"`,
      [JSON.stringify(chunk)],
    ),
  )
}

/** Records of one kind of change. */
export function recordsOf<Content, Stored extends Content>(
  judged: JudgedFile<Content, Stored>,
  change: Candidate<Content, Stored>['change'],
): Content[] {
  return judged.candidates.filter((candidate) => candidate.change === change).map(({ record }) => record)
}

const SITE_COLUMNS = '"siteId" text, name text, "timeZone" text'
const THERAPIST_COLUMNS = '"therapistId" text, "displayName" text, "siteId" text'
const GROUP_COLUMNS = `"groupId" text, "siteId" text, "therapistId" text, "coTherapistId" text, name text, modality text,
  format text, structure text, focus text, "startOn" date, "endOn" date, "plannedSessions" integer,
  "sessionMinutes" integer, capacity integer`
const SESSION_COLUMNS = `"sessionId" text, "groupId" text, "sessionNumber" integer, "sessionOn" date, status text,
  "durationMinutes" integer`

async function insertSites(transaction: Transaction, rows: readonly SiteRecord[]): Promise<void> {
  await inChunks(rows, (chunk) =>
    transaction.query(
      `insert into site (site_id, name, time_zone)
       select "siteId", name, "timeZone" from json_to_recordset($1::json) as given (${SITE_COLUMNS})`,
      [JSON.stringify(chunk)],
    ),
  )
}

async function correctSites(
  transaction: Transaction,
  rows: readonly SiteRecord[],
  { batchId, reason }: Correction,
): Promise<void> {
  await inChunks(rows, (chunk) =>
    transaction.query(
      `with given as (select * from json_to_recordset($1::json) as given (${SITE_COLUMNS})),
       kept as (
         insert into reference_record_history (record_type, record_key, version, content, replaced_by_batch_id, reason)
         select 'site', site_id, version, to_jsonb(site) - 'version', $2, $3
         from site join given on site_id = "siteId"
       )
       update site set name = given.name, time_zone = "timeZone", version = version + 1
       from given where site_id = "siteId"`,
      [JSON.stringify(chunk), batchId, reason],
    ),
  )
}

async function insertTherapists(transaction: Transaction, rows: readonly TherapistRecord[]): Promise<void> {
  await inChunks(rows, (chunk) =>
    transaction.query(
      `insert into therapist (therapist_id, display_name, site_id)
       select "therapistId", "displayName", "siteId" from json_to_recordset($1::json) as given (${THERAPIST_COLUMNS})`,
      [JSON.stringify(chunk)],
    ),
  )
}

async function correctTherapists(
  transaction: Transaction,
  rows: readonly TherapistRecord[],
  { batchId, reason }: Correction,
): Promise<void> {
  await inChunks(rows, (chunk) =>
    transaction.query(
      `with given as (select * from json_to_recordset($1::json) as given (${THERAPIST_COLUMNS})),
       kept as (
         insert into reference_record_history (record_type, record_key, version, content, replaced_by_batch_id, reason)
         select 'therapist', therapist_id, version, to_jsonb(therapist) - 'version', $2, $3
         from therapist join given on therapist_id = "therapistId"
       )
       update therapist set display_name = "displayName", site_id = "siteId", version = version + 1
       from given where therapist_id = "therapistId"`,
      [JSON.stringify(chunk), batchId, reason],
    ),
  )
}

async function insertGroups(transaction: Transaction, rows: readonly GroupRecord[]): Promise<void> {
  await inChunks(rows, (chunk) =>
    transaction.query(
      `insert into treatment_group (group_id, site_id, name, modality, format, structure, focus, start_on, end_on,
                                    planned_sessions, session_minutes, capacity)
       select "groupId", "siteId", name, modality, format, structure, focus, "startOn", "endOn", "plannedSessions",
              "sessionMinutes", capacity
       from json_to_recordset($1::json) as given (${GROUP_COLUMNS})`,
      [JSON.stringify(chunk)],
    ),
  )
}

async function correctGroups(
  transaction: Transaction,
  rows: readonly GroupRecord[],
  { batchId, reason }: Correction,
): Promise<void> {
  await inChunks(rows, (chunk) =>
    transaction.query(
      `with given as (select * from json_to_recordset($1::json) as given (${GROUP_COLUMNS})),
       kept as (
         insert into reference_record_history (record_type, record_key, version, content, replaced_by_batch_id, reason)
         select 'treatment_group', stored.group_id, stored.version,
                to_jsonb(stored) - 'version' || jsonb_build_object('therapists', (
                  select jsonb_object_agg(part, therapist_id) from group_therapist led where led.group_id = stored.group_id
                )), $2, $3
         from treatment_group stored join given on stored.group_id = "groupId"
       )
       update treatment_group stored
       set site_id = "siteId", name = given.name, modality = given.modality, format = given.format,
           structure = given.structure, focus = given.focus, start_on = "startOn", end_on = "endOn",
           planned_sessions = "plannedSessions", session_minutes = "sessionMinutes", capacity = given.capacity,
           version = version + 1
       from given where stored.group_id = "groupId"`,
      [JSON.stringify(chunk), batchId, reason],
    ),
  )
}

async function replaceGroupTherapists(transaction: Transaction, rows: readonly GroupRecord[]): Promise<void> {
  await inChunks(rows, async (chunk) => {
    await transaction.query('delete from group_therapist where group_id = any($1)', [
      chunk.map((group) => group.groupId),
    ])
    return transaction.query(
      `with given as (select * from json_to_recordset($1::json) as given (${GROUP_COLUMNS}))
       insert into group_therapist (group_id, therapist_id, part)
       select "groupId", "therapistId", 'lead' from given where "therapistId" is not null
       union all
       select "groupId", "coTherapistId", 'co_lead' from given where "coTherapistId" is not null`,
      [JSON.stringify(chunk)],
    )
  })
}

async function correctSessions(
  transaction: Transaction,
  rows: readonly GroupSessionRecord[],
  { batchId, reason }: Correction,
): Promise<void> {
  await inChunks(rows, (chunk) =>
    transaction.query(
      `with given as (select * from json_to_recordset($1::json) as given (${SESSION_COLUMNS})),
       kept as (
         insert into reference_record_history (record_type, record_key, version, content, replaced_by_batch_id, reason)
         select 'group_session', session_id, version, to_jsonb(group_session) - 'version', $2, $3
         from group_session join given on session_id = "sessionId"
       )
       update group_session
       set group_id = "groupId", session_number = "sessionNumber", session_on = "sessionOn", status = given.status,
           duration_minutes = "durationMinutes", version = version + 1
       from given where session_id = "sessionId"`,
      [JSON.stringify(chunk), batchId, reason],
    ),
  )
}
