/** Writes members, identities, episodes and concurrent treatments; replaced versions stay in the history. */

import type { MemberPlan } from '../../../core/import-rules/judge-members.js'
import { episodeKey } from '../../../core/import-rules/lookup.js'
import type { IdentityRecord, MemberRow, TreatmentRecord } from '../../../core/import-rules/records.js'
import type { Arm } from '../../../core/vocabulary.js'
import type { Transaction } from '../../../database/access.js'
import { collision } from '../within-reach.js'
import { COMPLETED, type Correction } from './correction.js'
import type { StoredIds, StoredLookup } from './import-lookup.repository.js'
import { inChunks } from './in-chunks.js'
import { recordsOf } from './write-reference.js'

export interface MemberWriting {
  readonly plan: MemberPlan
  readonly stored: StoredLookup
  readonly correction: Correction
  readonly mayOverlap: boolean
}

/** Adds the database's numbers of new members and episodes to `stored.ids`. */
export async function writeMembers(transaction: Transaction, writing: MemberWriting): Promise<void> {
  const { plan, stored, correction } = writing
  const added = recordsOf(plan.members, 'added')
  await insertMembers(transaction, added, stored.ids)
  // Corrections first: a shortened episode makes room for the next.
  await correctEpisodes(transaction, recordsOf(plan.members, 'corrected'), writing)
  await insertEpisodes(transaction, added, writing)
  // A member is in reach through an episode: before it, nobody may write the name.
  await writeIdentities(transaction, writing)
  await insertTreatments(transaction, recordsOf(plan.treatments, 'added'), stored.ids)
  await correctTreatments(transaction, recordsOf(plan.treatments, 'corrected'), stored.ids, correction)
  await changeArms(transaction, writing)
}

async function insertMembers(
  transaction: Transaction,
  rows: readonly MemberRow[],
  ids: StoredIds,
): Promise<void> {
  const codes = new Set(rows.map((row) => row.memberCode).filter((code) => !ids.memberIds.has(code)))
  // A code that somebody else has taken since is left out of the answer.
  const made = await inChunks([...codes], (chunk) =>
    transaction.query<{ member_code: string; member_id: number }>(
      'select member_code, member_id from create_members($1::text[])',
      [chunk],
    ),
  )
  if (made.length < codes.size) throw collision('members.csv')
  for (const row of made) ids.memberIds.set(row.member_code, row.member_id)
}

interface GivenIdentity extends IdentityRecord {
  readonly memberId: number
  readonly reason: string
}

const IDENTITY_COLUMNS = '"memberId" bigint, "fullName" text, "dateOfBirth" date, reason text'

async function writeIdentities(transaction: Transaction, writing: MemberWriting): Promise<void> {
  const { stored, correction } = writing
  const added: GivenIdentity[] = []
  const changed: GivenIdentity[] = []
  for (const [code, identity] of givenIdentities(writing.plan)) {
    const memberId = stored.ids.memberIds.get(code)
    if (memberId === undefined) continue
    if (!stored.ids.identified.has(code)) added.push({ memberId, ...identity, reason: '' })
    else {
      const before = stored.lookup.members.get(code)?.identity ?? { fullName: null, dateOfBirth: null }
      const after = {
        fullName: identity.fullName ?? before.fullName,
        dateOfBirth: identity.dateOfBirth ?? before.dateOfBirth,
      }
      if (after.fullName === before.fullName && after.dateOfBirth === before.dateOfBirth) continue
      changed.push({ memberId, ...after, reason: correction.reason === '' ? COMPLETED : correction.reason })
    }
  }
  await inChunks(added, (chunk) =>
    transaction.query(
      `insert into member_identity (member_id, full_name, date_of_birth)
       select "memberId", "fullName", "dateOfBirth" from json_to_recordset($1::json) as given (${IDENTITY_COLUMNS})`,
      [JSON.stringify(chunk)],
    ),
  )
  await inChunks(changed, (chunk) =>
    transaction.query(
      `with given as (select * from json_to_recordset($1::json) as given (${IDENTITY_COLUMNS})),
       kept as (
         insert into member_identity_history (member_id, version, full_name, date_of_birth, replaced_by_batch_id, reason)
         select member_id, version, full_name, date_of_birth, $2, given.reason
         from member_identity join given on member_id = "memberId"
       )
       update member_identity set full_name = "fullName", date_of_birth = "dateOfBirth", version = version + 1
       from given where member_id = "memberId"`,
      [JSON.stringify(chunk), correction.batchId],
    ),
  )
}

/** What the changed rows of each member say of the person, taken together. */
function givenIdentities(plan: MemberPlan): Map<string, IdentityRecord> {
  const identities = new Map<string, IdentityRecord>()
  for (const { record } of plan.members.changes()) {
    const { fullName, dateOfBirth } = record.identity
    if (fullName === null && dateOfBirth === null) continue
    const known = identities.get(record.memberCode)
    identities.set(record.memberCode, {
      fullName: fullName ?? known?.fullName ?? null,
      dateOfBirth: dateOfBirth ?? known?.dateOfBirth ?? null,
    })
  }
  return identities
}

const EPISODE_COLUMNS = `"memberId" bigint, "episodeId" bigint, "groupId" text, "joinedOn" date, "plannedEndOn" date,
  "exitedOn" date, "exitReason" text, arm text, "recordedArm" text, "concurrentIndividual" boolean,
  "concurrentMedication" boolean, "ageAtJoining" integer, "birthYear" integer, gender text, "priorEpisodes" integer`

interface EpisodeRow extends Omit<MemberRow, 'identity'> {
  readonly memberId: number | null
  readonly episodeId: number | null
  readonly arm: Arm | null
}

async function insertEpisodes(
  transaction: Transaction,
  rows: readonly MemberRow[],
  writing: MemberWriting,
): Promise<void> {
  const { ids } = writing.stored
  const made = await inChunks(rows, (chunk) =>
    transaction.query<{ member_id: number; group_id: string; joined_on: string; episode_id: number }>(
      `insert into episode (member_id, group_id, joined_on, planned_end_on, exited_on, exit_reason, arm, recorded_arm,
                            concurrent_individual, concurrent_medication, age_at_joining, birth_year, gender,
                            prior_episodes, may_overlap)
       select "memberId", "groupId", "joinedOn", "plannedEndOn", "exitedOn", "exitReason", arm, "recordedArm",
              "concurrentIndividual", "concurrentMedication", "ageAtJoining", "birthYear", gender, "priorEpisodes", $2
       from json_to_recordset($1::json) as given (${EPISODE_COLUMNS})
       returning member_id, group_id, joined_on, episode_id`,
      [JSON.stringify(chunk.map((row) => episodeRow(row, writing))), writing.mayOverlap],
    ),
  )
  const codes = new Map(rows.map((row) => [ids.memberIds.get(row.memberCode), row.memberCode]))
  for (const row of made) {
    ids.episodeIds.set(
      episodeKey(codes.get(row.member_id) ?? '', row.group_id, row.joined_on),
      row.episode_id,
    )
  }
}

async function correctEpisodes(
  transaction: Transaction,
  rows: readonly MemberRow[],
  writing: MemberWriting,
): Promise<void> {
  const { batchId, reason } = writing.correction
  await inChunks(rows, (chunk) =>
    transaction.query(
      `with given as (select * from json_to_recordset($1::json) as given (${EPISODE_COLUMNS})),
       kept as (
         insert into member_record_history
           (member_id, record_type, record_key, version, content, replaced_by_batch_id, reason)
         select member_id, 'episode', episode_id::text, version, to_jsonb(stored) - 'version', $2, $3
         from episode stored join given on member_id = "memberId" and episode_id = "episodeId"
       )
       update episode stored
       set planned_end_on = "plannedEndOn", exited_on = "exitedOn", exit_reason = "exitReason", arm = given.arm,
           recorded_arm = "recordedArm", concurrent_individual = "concurrentIndividual",
           concurrent_medication = "concurrentMedication", age_at_joining = "ageAtJoining", birth_year = "birthYear",
           gender = given.gender, prior_episodes = "priorEpisodes", may_overlap = stored.may_overlap or $4,
           version = version + 1
       from given where member_id = "memberId" and episode_id = "episodeId"`,
      [JSON.stringify(chunk.map((row) => episodeRow(row, writing))), batchId, reason, writing.mayOverlap],
    ),
  )
}

function episodeRow({ identity: _, ...row }: MemberRow, { plan, stored }: MemberWriting): EpisodeRow {
  const key = episodeKey(row.memberCode, row.groupId, row.joinedOn)
  return {
    ...row,
    memberId: stored.ids.memberIds.get(row.memberCode) ?? null,
    episodeId: stored.ids.episodeIds.get(key) ?? null,
    arm: plan.arms.get(key) ?? null,
  }
}

const TREATMENT_COLUMNS = '"memberId" bigint, kind text, "startedOn" date, "endedOn" date'

async function insertTreatments(
  transaction: Transaction,
  rows: readonly TreatmentRecord[],
  ids: StoredIds,
): Promise<void> {
  await inChunks(rows, (chunk) =>
    transaction.query(
      `insert into concurrent_treatment (member_id, kind, started_on, ended_on)
       select "memberId", kind, "startedOn", "endedOn" from json_to_recordset($1::json) as given (${TREATMENT_COLUMNS})`,
      [JSON.stringify(chunk.map((row) => withMemberId(row, ids)))],
    ),
  )
}

async function correctTreatments(
  transaction: Transaction,
  rows: readonly TreatmentRecord[],
  ids: StoredIds,
  { batchId, reason }: Correction,
): Promise<void> {
  await inChunks(rows, (chunk) =>
    transaction.query(
      `with given as (select * from json_to_recordset($1::json) as given (${TREATMENT_COLUMNS})),
       kept as (
         insert into member_record_history
           (member_id, record_type, record_key, version, content, replaced_by_batch_id, reason)
         select member_id, 'concurrent_treatment', stored.kind || ' ' || started_on, version,
                to_jsonb(stored) - 'version', $2, $3
         from concurrent_treatment stored
         join given on member_id = "memberId" and stored.kind = given.kind and started_on = "startedOn"
       )
       update concurrent_treatment stored set ended_on = "endedOn", version = version + 1
       from given where member_id = "memberId" and stored.kind = given.kind and started_on = "startedOn"`,
      [JSON.stringify(chunk.map((row) => withMemberId(row, ids))), batchId, reason],
    ),
  )
}

function withMemberId<Row extends { readonly memberCode: string }>(row: Row, ids: StoredIds) {
  return { ...row, memberId: ids.memberIds.get(row.memberCode) ?? null }
}

/** Episodes whose own row stays but whose arm new treatments decide otherwise. */
async function changeArms(transaction: Transaction, { plan, stored }: MemberWriting): Promise<void> {
  const changed: { memberId: number; episodeId: number; arm: Arm | null }[] = []
  for (const [code, { episodes }] of stored.lookup.members) {
    for (const episode of episodes) {
      const key = episodeKey(code, episode.groupId, episode.joinedOn)
      const arm = plan.arms.get(key)
      const memberId = stored.ids.memberIds.get(code)
      const episodeId = stored.ids.episodeIds.get(key)
      if (arm === undefined || arm === episode.arm || memberId === undefined || episodeId === undefined)
        continue
      changed.push({ memberId, episodeId, arm })
    }
  }
  await inChunks(changed, (chunk) =>
    transaction.query(
      `update episode set arm = given.arm
       from json_to_recordset($1::json) as given ("memberId" bigint, "episodeId" bigint, arm text)
       where member_id = "memberId" and episode_id = "episodeId"`,
      [JSON.stringify(chunk)],
    ),
  )
}
