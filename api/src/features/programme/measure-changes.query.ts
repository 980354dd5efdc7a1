import type { Transaction } from '../../database/access.js'
import { SqlValues } from '../../database/sql-values.js'
import type { ReadRequest } from '../outcomes/read-request.js'
import { selectedMeasures } from '../outcomes/selected-episodes.js'

/** How many episodes have this first and this last score: a few hundred kinds at most, however many episodes. */
export interface MeasureChange {
  measure_code: string
  baseline: number
  last: number
  change_in_points: number | null
  episodes: number
  /** Of all these episodes: attended sessions with a scored form. */
  forms_valid: number
}

/** @param measureCode  null: of every measure */
export function queryMeasureChanges(
  transaction: Transaction,
  request: ReadRequest,
  measureCode: string | null = null,
): Promise<MeasureChange[]> {
  const values = new SqlValues()
  const text = `with ${selectedMeasures(request, values, measureCode)}
    select measure_code, baseline, last, change_in_points, count(*) as episodes,
           sum(forms_valid)::bigint as forms_valid
    from of_measure
    group by 1, 2, 3, 4 order by 1, 2, 3, 4`
  return transaction.query<MeasureChange>(text, values.list)
}
