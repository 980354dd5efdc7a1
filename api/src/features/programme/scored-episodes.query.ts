import type { Day } from '../../core/calendar-day.js'
import type { Transaction } from '../../database/access.js'
import { SqlValues } from '../../database/sql-values.js'
import type { ReadRequest } from '../outcomes/read-request.js'
import { selectedEpisodes } from '../outcomes/selected-episodes.js'

/** Sums of the scores of many episodes in columns of one length: a row an episode would cost more to read. */
export interface ScoredEpisodes {
  n: number
  ended: number
  groups: number
  first_end: Day | null
  last_end: Day | null
  /** `null` where the episode has one score. */
  change: (number | null)[] | null
  days_to_last: number[] | null
  has_dropped_out: boolean[] | null
  n_scores: number[] | null
  sum_days: number[] | null
  sum_days_squared: number[] | null
  sum_score: number[] | null
  sum_days_score: number[] | null
  sum_score_squared: number[] | null
}

/** Ended episodes; `ended` counts all of them, the columns those with a score on the measure. */
export async function queryScoredEpisodes(
  transaction: Transaction,
  request: ReadRequest,
  measureCode: string,
): Promise<ScoredEpisodes> {
  const values = new SqlValues()
  const sums = ['sum_days', 'sum_days_squared', 'sum_score', 'sum_days_score', 'sum_score_squared']
  const [row] = await transaction.query<ScoredEpisodes>(
    `with ${selectedEpisodes(request, values)}, scored as (
       select selected.group_id, selected.ended_on, coalesce(selected.has_dropped_out, false) as has_dropped_out,
              of_measure.n_scores, of_measure.change_in_points as change,
              of_measure.last_on - of_measure.baseline_on as days_to_last,
              ${sums.map((sum) => `of_measure.${sum}`).join(', ')}
       from selected
       left join episode_measure_outcome as of_measure
         on of_measure.member_id = selected.member_id and of_measure.episode_id = selected.episode_id
        and of_measure.measure_code = ${values.add(measureCode)}
       where selected.has_ended
       order by selected.member_id, selected.episode_id
     )
     select count(*) as ended, count(n_scores) as n, count(distinct group_id) as groups,
            min(ended_on) as first_end, max(ended_on) as last_end,
            json_agg(change) filter (where n_scores is not null) as change,
            json_agg(days_to_last) filter (where n_scores is not null) as days_to_last,
            json_agg(has_dropped_out) filter (where n_scores is not null) as has_dropped_out,
            json_agg(n_scores) filter (where n_scores is not null) as n_scores,
            ${sums.map((sum) => `json_agg(${sum}) filter (where n_scores is not null) as ${sum}`).join(', ')}
     from scored`,
    values.list,
  )
  if (row === undefined) throw new Error('A count without groups has one row.')
  return row
}
