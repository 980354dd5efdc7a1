import type { Day } from '../../core/calendar-day.js'
import type { Transaction } from '../../database/access.js'
import { SqlValues } from '../../database/sql-values.js'
import { outcomeClassCondition } from '../outcomes/outcome-classes.js'
import type { ReadRequest } from '../outcomes/read-request.js'
import type { ReliablePoints } from '../outcomes/reliable-points.service.js'
import { type PeriodOf, selectedEpisodes } from '../outcomes/selected-episodes.js'

/** Counts of the episodes of one group, or of whatever else they are told apart by; they add up. */
export interface OutcomeCounts {
  /** Of the group, unless the query tells them apart by something else. */
  key: string
  episodes: number
  first_end: Day | null
  last_end: Day | null
  national_finished: number
  national_not_at_caseness: number
  national_paired_data: number
  national_recovery: number
  national_reliable_recovery: number
  national_reliable_improvement: number
  national_reliable_deterioration: number
  paired_data: number
  paired_case_at_start: number
  paired_recovery: number
  paired_reliable_recovery: number
  paired_reliable_improvement: number
  paired_reliable_deterioration: number
  started_and_ended: number
  dropped_out_by_attendance: number
  dropped_out_as_recorded: number
  sessions_eligible: number
  sessions_attended: number
}

export interface CountedBy {
  /** An expression on `selected`: text that tells the counts apart; null leaves an episode out. */
  readonly key: string
  /** Joined to `selected`, where the expression needs more. */
  readonly join?: string
  readonly periodOf?: PeriodOf
}

const BY_GROUP: CountedBy = { key: 'selected.group_id' }

/** In order of the key: the intervals add up numbers that are not whole, and are to be the same every time. */
export async function queryOutcomeCounts(
  transaction: Transaction,
  request: ReadRequest,
  points: ReliablePoints,
  { key, join = '', periodOf }: CountedBy = BY_GROUP,
): Promise<OutcomeCounts[]> {
  const values = new SqlValues()
  const national = countOf('national', points)
  const paired = countOf('paired', points)
  const attendance = countOf('attendance', points)
  const text = `with ${selectedEpisodes(request, values, periodOf)}
    select ${key} as key, count(*) as episodes,
      min(selected.ended_on) filter (where selected.has_ended) as first_end,
      max(selected.ended_on) filter (where selected.has_ended) as last_end,
      ${national('finished')} as national_finished,
      ${national('finished')} - ${national('case_at_start')} as national_not_at_caseness,
      ${national('paired_data')} as national_paired_data,
      ${national('recovery')} as national_recovery,
      ${national('reliable_recovery')} as national_reliable_recovery,
      ${national('reliable_improvement')} as national_reliable_improvement,
      ${national('reliable_deterioration')} as national_reliable_deterioration,
      ${paired('paired_data')} as paired_data,
      ${paired('case_at_start')} as paired_case_at_start,
      ${paired('recovery')} as paired_recovery,
      ${paired('reliable_recovery')} as paired_reliable_recovery,
      ${paired('reliable_improvement')} as paired_reliable_improvement,
      ${paired('reliable_deterioration')} as paired_reliable_deterioration,
      ${attendance('started')} as started_and_ended,
      ${attendance('dropout_by_attendance')} as dropped_out_by_attendance,
      ${attendance('dropout_as_recorded')} as dropped_out_as_recorded,
      sum(selected.sessions_eligible)::bigint as sessions_eligible,
      sum(selected.sessions_attended)::bigint as sessions_attended
    from selected ${join} where ${key} is not null group by 1`
  const rows = await transaction.query<OutcomeCounts>(text, values.list)
  return rows.sort((one, other) => (one.key < other.key ? -1 : 1))
}

/** How many groups the episodes belong to. */
export async function queryGroupCount(
  transaction: Transaction,
  request: ReadRequest,
  periodOf?: PeriodOf,
): Promise<number> {
  const values = new SqlValues()
  const [row] = await transaction.query<{ n: number }>(
    `with ${selectedEpisodes(request, values, periodOf)}
     select count(*) as n from (select from selected group by group_id) as of_group`,
    values.list,
  )
  return row?.n ?? 0
}

function countOf(family: 'national' | 'paired' | 'attendance', points: ReliablePoints) {
  return (outcomeClass: Parameters<typeof outcomeClassCondition>[0]) =>
    `count(*) filter (where ${outcomeClassCondition(outcomeClass, family, points)})`
}
