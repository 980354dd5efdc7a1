import { firstDay, lastDay } from './measures-to-show.js'
import type { OutcomeCounts } from './outcome-counts.query.js'

const COUNTS = [
  'episodes',
  'national_finished',
  'national_not_at_caseness',
  'national_paired_data',
  'national_recovery',
  'national_reliable_recovery',
  'national_reliable_improvement',
  'national_reliable_deterioration',
  'paired_data',
  'paired_case_at_start',
  'paired_recovery',
  'paired_reliable_recovery',
  'paired_reliable_improvement',
  'paired_reliable_deterioration',
  'started_and_ended',
  'dropped_out_by_attendance',
  'dropped_out_as_recorded',
  'sessions_eligible',
  'sessions_attended',
] as const satisfies readonly (keyof OutcomeCounts)[]

/** Of two parts together, under the key of the first. */
export function sumOfCounts(one: OutcomeCounts, other: OutcomeCounts): OutcomeCounts {
  const sum: OutcomeCounts = {
    ...one,
    first_end: firstDay([one.first_end, other.first_end]),
    last_end: lastDay([one.last_end, other.last_end]),
  }
  for (const name of COUNTS) sum[name] = one[name] + other[name]
  return sum
}
