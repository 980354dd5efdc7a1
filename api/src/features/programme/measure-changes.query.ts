import type { ReliableChange } from '../../core/change/reliable-change.js'
import { ATTENDANCE_STATUSES, isAttended } from '../../core/vocabulary.js'
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
}

export function queryMeasureChanges(
  transaction: Transaction,
  request: ReadRequest,
): Promise<MeasureChange[]> {
  const values = new SqlValues()
  const text = `with ${selectedEpisodes(request, values)}
    select of_measure.measure_code, of_measure.baseline, of_measure.last, of_measure.change_in_points,
           of_measure.reliable_change, of_measure.is_case_at_start, count(*) as episodes
    from selected
    join episode_measure_outcome as of_measure
      on of_measure.member_id = selected.member_id and of_measure.episode_id = selected.episode_id
    group by 1, 2, 3, 4, 5, 6`
  return transaction.query<MeasureChange>(text, values.list)
}

/** Attended sessions of the selected episodes with a scored form of the measure. */
export async function queryValidForms(
  transaction: Transaction,
  request: ReadRequest,
): Promise<Map<string, number>> {
  const values = new SqlValues()
  const text = `with ${selectedEpisodes(request, values)}
    select measure_code, count(*) as valid
    from (
      select distinct response.measure_code, response.member_id, response.group_session_id
      from selected
      join attendance
        on attendance.member_id = selected.member_id and attendance.episode_id = selected.episode_id
      join response
        on response.member_id = attendance.member_id and response.group_session_id = attendance.group_session_id
      where attendance.status = any (${values.add(ATTENDANCE_STATUSES.filter(isAttended))}::text[])
        and response.total is not null and not response.is_voided
    ) as form
    group by measure_code`
  const rows = await transaction.query<{ measure_code: string; valid: number }>(text, values.list)
  return new Map(rows.map((row) => [row.measure_code, row.valid]))
}
