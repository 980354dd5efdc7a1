import { addDays, type Day, daysBetween } from '../../../api/src/core/calendar-day.js'
import type { Rng } from '../../../api/src/statistics/random/rng.js'
import type { ClinicParameters } from './clinic-parameters.js'
import type { GroupRow, GroupSessionRow } from './clinic-rows.js'
import { padded } from './groups.js'
import { happens, wholeBetween } from './random-draws.js'
import { isTurnOfYear } from './simulated-calendar.js'

const DAYS_PER_WEEK = 7
const LARGEST_OVERRUN_MINUTES = 5

/**
 * Weekly sessions of a group from its start to the last planned end of its members; from the reference day on
 * they are planned. The first is always held.
 */
export function simulateGroupSessions(
  parameters: ClinicParameters,
  group: Pick<GroupRow, 'group_id' | 'start_date' | 'session_minutes'>,
  lastPlannedEnd: Day,
  asOf: Day,
  rng: Rng,
): GroupSessionRow[] {
  const weeks = Math.floor(daysBetween(group.start_date, lastPlannedEnd) / DAYS_PER_WEEK) + 1
  return Array.from({ length: weeks }, (_, week) => {
    const date = addDays(group.start_date, week * DAYS_PER_WEEK)
    const isCancelled = happens(rng, parameters.cancelledShare) || isTurnOfYear(date)
    const minutes =
      group.session_minutes + wholeBetween(rng, -LARGEST_OVERRUN_MINUTES, LARGEST_OVERRUN_MINUTES)
    const status = date >= asOf ? 'planned' : week > 0 && isCancelled ? 'cancelled' : 'held'
    return {
      session_id: `${group.group_id}-${padded(week + 1, 2)}`,
      group_id: group.group_id,
      session_number: week + 1,
      session_date: date,
      status,
      duration_minutes: status === 'held' ? minutes : null,
    }
  })
}
