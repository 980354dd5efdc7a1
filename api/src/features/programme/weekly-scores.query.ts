import type { Day } from '../../core/calendar-day.js'
import type { Arm } from '../../core/vocabulary.js'
import type { Transaction } from '../../database/access.js'
import { SqlValues } from '../../database/sql-values.js'
import type { ReadRequest } from '../outcomes/read-request.js'
import { selectedMeasures } from '../outcomes/selected-episodes.js'

/** Scores of the selected episodes on one measure, added up: a few hundred sums, however many episodes. */
export interface WeeklyScores {
  /** Episodes with a score, by arm. */
  arms: { arm: Arm | null; episodes: number; first_end: Day | null; last_end: Day | null }[]
  n_groups: number
  weeks: {
    arm: Arm | null
    week: number
    /** Scores of each of these episodes in the week. */
    n_scores: number
    episodes: number
    sum: number
    sum_squared: number
  }[]
}

export async function queryWeeklyScores(
  transaction: Transaction,
  request: ReadRequest,
  measureCode: string,
): Promise<WeeklyScores> {
  const values = new SqlValues()
  const text = `with ${selectedMeasures(request, values, measureCode)}, scored as materialized (
      select arm, group_id, case when has_ended then ended_on end as ended_on, week_numbers, week_n_scores,
             week_sum_scores
      from of_measure
    ), by_arm as (
      select arm, count(*) as episodes, min(ended_on) as first_end, max(ended_on) as last_end
      from scored group by arm
    ), by_week as (
      select arm, week, n_scores, count(*) as episodes, sum(score) as sum, sum(score * score) as sum_squared
      from scored cross join lateral unnest(week_numbers, week_n_scores, week_sum_scores) as own (week, n_scores, score)
      group by arm, week, n_scores
    )
    select (select count(distinct group_id) from scored) as n_groups,
           (select coalesce(json_agg(by_arm order by arm), '[]') from by_arm) as arms,
           (select coalesce(json_agg(by_week order by arm, week, n_scores), '[]') from by_week) as weeks`
  const [found] = await transaction.query<WeeklyScores>(text, values.list)
  return found ?? { arms: [], n_groups: 0, weeks: [] }
}
