import type { ReliableChange } from '../../core/change/reliable-change.js'
import type { Transaction } from '../../database/access.js'
import { SqlValues } from '../../database/sql-values.js'
import type { ReadRequest } from '../outcomes/read-request.js'
import { selectedEpisodes } from '../outcomes/selected-episodes.js'

/** How many episodes have this first and this last score: a few hundred kinds at most, however many episodes. */
export interface MeasureChange {
  measure_code: string
  baseline: number
  last: number
  change_in_points: number | null
  reliable_change: ReliableChange
  is_case_at_start: boolean | null
  episodes: number
  /** Of all these episodes: attended sessions with a scored form. */
  forms_valid: number
}

export function queryMeasureChanges(
  transaction: Transaction,
  request: ReadRequest,
): Promise<MeasureChange[]> {
  const values = new SqlValues()
  const text = `with ${selectedEpisodes(request, values)}
    select of_measure.measure_code, of_measure.baseline, of_measure.last, of_measure.change_in_points,
           of_measure.reliable_change, of_measure.is_case_at_start, count(*) as episodes,
           sum(of_measure.forms_valid)::bigint as forms_valid
    from selected
    join episode_measure_outcome as of_measure
      on of_measure.member_id = selected.member_id and of_measure.episode_id = selected.episode_id
    group by 1, 2, 3, 4, 5, 6`
  return transaction.query<MeasureChange>(text, values.list)
}
