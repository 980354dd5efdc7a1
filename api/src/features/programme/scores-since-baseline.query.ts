import type { Day } from '../../core/calendar-day.js'
import type { Arm } from '../../core/vocabulary.js'
import type { Transaction } from '../../database/access.js'
import { SqlValues } from '../../database/sql-values.js'
import type { ReadRequest } from '../outcomes/read-request.js'
import { selectedEpisodes } from '../outcomes/selected-episodes.js'

export interface EpisodeScores {
  episode_id: number
  group_id: string
  ended_on: Day | null
  arm: Arm | null
  /** Pairs of days since baseline and score. */
  scores: [daysSinceBaseline: number, score: number][]
}

/** Valid scores of the selected episodes on one measure; one row an episode keeps the answer short on the way. */
export function queryScoresSinceBaseline(
  transaction: Transaction,
  request: ReadRequest,
  measureCode: string,
): Promise<EpisodeScores[]> {
  const values = new SqlValues()
  const code = values.add(measureCode)
  const text = `with ${selectedEpisodes(request, values)}
    select selected.episode_id, min(selected.group_id) as group_id,
           min(selected.ended_on) filter (where selected.has_ended) as ended_on, min(selected.arm) as arm,
           json_agg(json_build_array(response.responded_on - of_measure.baseline_on, response.total)) as scores
    from selected
    join episode_measure_outcome as of_measure
      on of_measure.member_id = selected.member_id and of_measure.episode_id = selected.episode_id
     and of_measure.measure_code = ${code}
    join response
      on response.member_id = selected.member_id and response.episode_id = selected.episode_id
     and response.measure_code = ${code}
    where response.total is not null and not response.is_voided
    group by selected.member_id, selected.episode_id`
  return transaction.query<EpisodeScores>(text, values.list)
}
