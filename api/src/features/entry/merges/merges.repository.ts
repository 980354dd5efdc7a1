import type { MemberMerge } from '../../../contracts/member-records.js'
import type { Arm, ConcurrentTreatmentKind } from '../../../core/vocabulary.js'
import type { Transaction } from '../../../database/access.js'
import type { MovedRecords } from '../../../database/entities/member-merge.entity.js'

export interface StoredMerge {
  readonly merge_id: number
  readonly from_member_id: number
  readonly into_member_id: number
  readonly into: string
  readonly reason: string
  readonly moved: MovedRecords
  readonly merged_at: Date
  readonly merged_by: string
  readonly undone_at: Date | null
  readonly undone_by: string | null
  readonly undo_reason: string | null
}

const MERGES = `select merge_id, from_member_id, into_member_id, member_code as "into", reason, moved, merged_at, merged_by,
    undone_at, undone_by, undo_reason
  from member_merge join member on member.member_id = into_member_id`

/** In reach, the latest first. */
export function queryMerges(transaction: Transaction): Promise<StoredMerge[]> {
  return transaction.query<StoredMerge>(`${MERGES} order by merge_id desc`)
}

export async function queryMerge(
  transaction: Transaction,
  mergeId: number,
): Promise<StoredMerge | undefined> {
  const [merge] = await transaction.query<StoredMerge>(`${MERGES} where merge_id = $1`, [mergeId])
  return merge
}

/** The merge by which the record with this code was given up, if it stands. */
export async function queryStandingMerge(
  transaction: Transaction,
  from: string,
  into: string,
): Promise<StoredMerge | undefined> {
  const [merge] = await transaction.query<StoredMerge>(
    `${MERGES} where moved ->> 'from' = $1 and member_code = $2 and undone_at is null`,
    [from, into],
  )
  return merge
}

export async function insertMerge(
  transaction: Transaction,
  merge: {
    readonly fromId: number
    readonly intoId: number
    readonly reason: string
    readonly moved: MovedRecords
  },
): Promise<number> {
  const [row] = await transaction.query<{ merge_id: number }>(
    `insert into member_merge (from_member_id, into_member_id, reason, moved) values ($1, $2, $3, $4) returning merge_id`,
    [merge.fromId, merge.intoId, merge.reason, JSON.stringify(merge.moved)],
  )
  if (row === undefined) throw new Error('An insert of a merge returned no row.')
  return row.merge_id
}

export async function markUndone(transaction: Transaction, mergeId: number, reason: string): Promise<void> {
  await transaction.query(
    `update member_merge set undone_at = now(), undone_by = app_actor(), undo_reason = $2 where merge_id = $1`,
    [mergeId, reason],
  )
}

/** Refused by the database where an episode of either member is out of reach. */
export async function moveRecords(
  transaction: Transaction,
  members: { readonly from: number; readonly into: number },
  { episodes, treatments }: Pick<MovedRecords, 'episodes' | 'treatments'>,
): Promise<void> {
  await transaction.query('select move_member_records($1, $2, $3::bigint[], $4::text[])', [
    members.from,
    members.into,
    episodes,
    treatments,
  ])
}

/** How much hangs on these episodes. */
export async function countRecords(
  transaction: Transaction,
  memberId: number,
  episodes: readonly number[],
): Promise<Pick<MemberMerge['moved'], 'attendance' | 'responses'>> {
  const [counts] = await transaction.query<{ attendance: number; responses: number }>(
    `select (select count(*) from attendance where member_id = $1 and episode_id = any ($2::bigint[])) as attendance,
            (select count(*) from response where member_id = $1 and episode_id = any ($2::bigint[])) as responses`,
    [memberId, episodes],
  )
  return counts ?? { attendance: 0, responses: 0 }
}

/** Sessions at which both are recorded. */
export async function haveSessionsInCommon(
  transaction: Transaction,
  one: number,
  other: number,
): Promise<boolean> {
  const sessions = await transaction.query(
    `select from attendance as own join attendance as theirs using (group_session_id)
     where own.member_id = $1 and theirs.member_id = $2 limit 1`,
    [one, other],
  )
  return sessions.length > 0
}

/** Forms under one id of one source, which a record holds once. */
export async function haveFormsInCommon(
  transaction: Transaction,
  one: number,
  other: number,
): Promise<boolean> {
  const forms = await transaction.query(
    `select from response as own join response as theirs using (source_system, response_id)
     where own.member_id = $1 and theirs.member_id = $2 limit 1`,
    [one, other],
  )
  return forms.length > 0
}

export interface EpisodeForArm {
  readonly episodeId: number
  readonly arm: Arm | null
  readonly joinedOn: string
  readonly recordedArm: Arm | null
  readonly concurrentIndividual: boolean | null
  readonly concurrentMedication: boolean | null
  readonly treatments: readonly {
    readonly kind: ConcurrentTreatmentKind
    readonly startedOn: string
    readonly endedOn: string | null
  }[]
}

/** Episodes with everything that decides their arm. */
export function queryEpisodesForArm(transaction: Transaction, memberId: number): Promise<EpisodeForArm[]> {
  return transaction.query<EpisodeForArm>(
    `select episode_id as "episodeId", arm, joined_on as "joinedOn", recorded_arm as "recordedArm",
            concurrent_individual as "concurrentIndividual", concurrent_medication as "concurrentMedication",
            (select coalesce(json_agg(json_build_object('kind', kind, 'startedOn', started_on, 'endedOn', ended_on)), '[]')
             from concurrent_treatment where concurrent_treatment.member_id = episode.member_id) as treatments
     from episode where member_id = $1`,
    [memberId],
  )
}

export async function writeArm(
  transaction: Transaction,
  memberId: number,
  episodeId: number,
  arm: Arm | null,
): Promise<void> {
  await transaction.query('update episode set arm = $3 where member_id = $1 and episode_id = $2', [
    memberId,
    episodeId,
    arm,
  ])
}
