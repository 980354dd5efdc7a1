import type { EpisodeRecord, MemberRecord, TreatmentRecord } from '../../../contracts/member-records.js'
import type { Transaction } from '../../../database/access.js'

export interface StoredEpisodeRecord extends EpisodeRecord {
  readonly member_number: number
  readonly full_name: string | null
}

/** Which episodes: of a group, of a member, or one by its number. */
export type EpisodesAsked =
  | { readonly groupId: string }
  | { readonly memberNumber: number }
  | { readonly episodeId: number }

/** In reach, in order of joining. */
export function queryEpisodeRecords(
  transaction: Transaction,
  asked: EpisodesAsked,
): Promise<StoredEpisodeRecord[]> {
  const [condition, value] =
    'groupId' in asked
      ? ['episode.group_id = $1', asked.groupId]
      : 'memberNumber' in asked
        ? ['episode.member_id = $1', asked.memberNumber]
        : ['episode.episode_id = $1', asked.episodeId]
  return transaction.query<StoredEpisodeRecord>(
    `select episode.member_id as member_number, episode_id, member_code as member_id, full_name, episode.group_id,
            treatment_group.name as group_name, episode.site_id, joined_on, planned_end_on, exited_on, exit_reason, arm,
            recorded_arm, concurrent_individual, concurrent_medication, age_at_joining, birth_year, gender,
            prior_episodes, episode.version
     from episode
     join member on member.member_id = episode.member_id
     join treatment_group on treatment_group.group_id = episode.group_id
     left join member_identity on member_identity.member_id = episode.member_id
     where ${condition}
     order by joined_on, member_code collate "C", episode_id`,
    [value],
  )
}

export function queryTreatments(transaction: Transaction, memberNumber: number): Promise<TreatmentRecord[]> {
  return transaction.query<TreatmentRecord>(
    `select member_code as member_id, kind, started_on, ended_on, concurrent_treatment.version
     from concurrent_treatment join member using (member_id)
     where member_id = $1 order by started_on, kind`,
    [memberNumber],
  )
}

export async function queryIdentity(
  transaction: Transaction,
  memberNumber: number,
): Promise<MemberRecord['identity']> {
  const [identity] = await transaction.query<MemberRecord['identity']>(
    'select full_name, date_of_birth, version from member_identity where member_id = $1',
    [memberNumber],
  )
  return identity ?? { full_name: null, date_of_birth: null, version: null }
}
