/** Episodes and concurrent treatments of the wire as rows of members.csv and concurrent_treatments.csv. */

import type { EpisodeRecord, TreatmentRecord } from '../../../contracts/member-records.js'
import type { FileReadings } from '../../../core/import-rules/judge-rows.js'
import { readMemberRow, readTreatmentRow } from '../../../core/import-rules/read-member-row.js'
import type * as rules from '../../../core/import-rules/records.js'
import { type Cells, readRows } from './entered-row.js'

export interface EnteredEpisode
  extends Omit<EpisodeRecord, 'episode_id' | 'group_name' | 'site_id' | 'arm' | 'version'> {
  readonly full_name: string | null
  readonly date_of_birth: string | null
}

export function episodeRows(
  episodes: readonly EnteredEpisode[],
): FileReadings<rules.MemberRow, rules.EpisodeKey> {
  const rows = episodes.map(
    (episode): Cells => ({
      member_id: episode.member_id,
      group_id: episode.group_id,
      join_date: episode.joined_on,
      planned_end_date: episode.planned_end_on,
      exit_date: episode.exited_on,
      exit_reason: episode.exit_reason,
      arm: episode.recorded_arm,
      concurrent_individual: episode.concurrent_individual,
      concurrent_medication: episode.concurrent_medication,
      age: episode.age_at_joining,
      birth_year: episode.birth_year,
      gender: episode.gender,
      prior_episodes: episode.prior_episodes,
      full_name: episode.full_name,
      date_of_birth: episode.date_of_birth,
    }),
  )
  return readRows(rows, () => readMemberRow)
}

export function treatmentRows(
  treatments: readonly Omit<TreatmentRecord, 'version'>[],
): FileReadings<rules.TreatmentRecord, rules.TreatmentKey> {
  return readRows(
    treatments.map((treatment) => ({ ...treatment })),
    () => readTreatmentRow,
  )
}
