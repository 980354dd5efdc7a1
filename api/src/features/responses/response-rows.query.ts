import type { Day } from '../../core/calendar-day.js'
import type { AttendanceStatus, Scoring } from '../../core/vocabulary.js'
import type { Transaction } from '../../database/access.js'
import { SqlValues } from '../../database/sql-values.js'

export interface ResponseListPart {
  readonly memberId: number
  readonly episodeId?: number | undefined
  readonly measureCode?: string | undefined
}

export interface StoredResponse {
  episode_id: number
  response_id: string
  source_system: string
  measure_code: string
  responded_on: Day
  recorded_at: Date
  session_id: string | null
  session_number: number | null
  attendance_status: AttendanceStatus | null
  baseline_on: Day | null
  answers: string | null
  total: number | null
  n_answered: number
  scoring: Scoring
  functional_difficulty: number | null
  mode: string
  is_voided: boolean
  import_batch_id: number | null
  version: number
  same_day_forms: number
}

/** Forms in time order, voided ones included. */
export function queryResponses(
  transaction: Transaction,
  { memberId, episodeId, measureCode }: ResponseListPart,
): Promise<StoredResponse[]> {
  const values = new SqlValues()
  const conditions = [
    `response.member_id = ${values.add(memberId)}`,
    ...(episodeId === undefined ? [] : [`response.episode_id = ${values.add(episodeId)}`]),
    ...(measureCode === undefined ? [] : [`response.measure_code = ${values.add(measureCode)}`]),
  ]
  return transaction.query<StoredResponse>(
    `select response.episode_id, response.response_id, response.source_system, response.measure_code,
            response.responded_on, response.recorded_at, group_session.session_id, group_session.session_number,
            attendance.status as attendance_status, of_measure.baseline_on, response.answers, response.total,
            response.n_answered, response.scoring, response.functional_difficulty, response.mode,
            response.is_voided, response.import_batch_id, response.version,
            count(*) filter (where not response.is_voided)
              over (partition by response.measure_code, response.responded_on) as same_day_forms
     from response
     left join group_session using (group_session_id)
     left join attendance on attendance.member_id = response.member_id
       and attendance.group_session_id = response.group_session_id
     left join episode_measure_outcome as of_measure on of_measure.member_id = response.member_id
       and of_measure.episode_id = response.episode_id and of_measure.measure_code = response.measure_code
     where ${conditions.join(' and ')}
     order by response.responded_on, response.response_id collate "C", response.source_system collate "C"`,
    values.list,
  )
}
