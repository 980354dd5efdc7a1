import type { Filters } from '../../contracts/filters.js'
import type { PeriodLength } from '../../core/programme/periods.js'
import { ATTENDANCE_STATUSES, isAttended } from '../../core/vocabulary.js'
import type { Transaction } from '../../database/access.js'
import { SqlValues } from '../../database/sql-values.js'
import type { ReadRequest } from '../outcomes/read-request.js'
import type { ReliablePoints } from '../outcomes/reliable-points.service.js'
import { groupConditions, selectedMeasures } from '../outcomes/selected-episodes.js'
import { type OutcomeCounts, queryOutcomeCounts } from './outcome-counts.query.js'

/** As `periodOf` of core names it. */
const nameOf = (day: string, length: PeriodLength) =>
  length === 'month' ? `to_char(${day}, 'YYYY-MM')` : `to_char(${day}, 'YYYY"-Q"Q')`

/** Of episodes that have ended; in order of time. */
export function queryCountsByPeriod(
  transaction: Transaction,
  request: ReadRequest,
  length: PeriodLength,
  points: ReliablePoints,
): Promise<OutcomeCounts[]> {
  const key = `case when selected.has_ended then ${nameOf('selected.ended_on', length)} end`
  return queryOutcomeCounts(transaction, request, points, { key })
}

/** Change on one measure of episodes that have ended. */
export function queryChangeSums(
  transaction: Transaction,
  request: ReadRequest,
  length: PeriodLength,
  measureCode: string,
): Promise<{ period: string; n: number; sum: number; sum_squared: number }[]> {
  const values = new SqlValues()
  const text = `with ${selectedMeasures(request, values, measureCode)}
    select ${nameOf('ended_on', length)} as period, count(*) as n, sum(change_in_points)::bigint as sum,
           sum(change_in_points * change_in_points)::bigint as sum_squared
    from of_measure where has_ended and change_in_points is not null group by 1 order by 1`
  return transaction.query(text, values.list)
}

const attendedStatuses = ATTENDANCE_STATUSES.filter(isAttended)

/** By the day of the session. */
export function queryAttendanceByPeriod(
  transaction: Transaction,
  filters: Filters,
  length: PeriodLength,
): Promise<{ period: string; eligible: number; attended: number }[]> {
  const values = new SqlValues()
  const inGroups = groupConditions(filters, values).join(' and ')
  const conditions = [
    `group_session.group_id in (select group_id from treatment_group where ${inGroups})`,
    ...(filters.from === undefined ? [] : [`session_on >= ${values.add(filters.from)}`]),
    ...(filters.to === undefined ? [] : [`session_on <= ${values.add(filters.to)}`]),
    ...(filters.arm === undefined ? [] : [`episode.arm = ${values.add(filters.arm)}`]),
  ]
  const ofArm =
    filters.arm === undefined
      ? ''
      : 'join episode on episode.member_id = attendance.member_id and episode.episode_id = attendance.episode_id'
  const text = `select ${nameOf('session_on', length)} as period, sum(eligible)::bigint as eligible,
      sum(attended)::bigint as attended
    from (
      select session_on, count(*) as eligible,
             count(*) filter (where attendance.status = any (${values.add(attendedStatuses)}::text[])) as attended
      from attendance join group_session using (group_session_id) ${ofArm}
      where ${conditions.join(' and ')}
      group by session_on
    ) as daily
    group by 1 order by 1`
  return transaction.query(text, values.list)
}
