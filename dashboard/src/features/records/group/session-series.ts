import type { GroupSessionRecord } from '../../../../../api/src/contracts/group-records.js'
import { daysAfter } from '../../../format/day.js'

export interface PlannedSession {
  readonly session_number: number
  readonly session_date: string
}

/** Sessions a fixed number of weeks apart; numbers follow the highest of the group. */
export function planSeries(
  stored: readonly Pick<GroupSessionRecord, 'session_number'>[],
  series: { readonly count: number; readonly firstDay: string; readonly weeksApart: number },
): readonly PlannedSession[] {
  const highest = Math.max(0, ...stored.map(({ session_number }) => session_number))
  return Array.from({ length: series.count }, (_, index) => ({
    session_number: highest + index + 1,
    session_date: daysAfter(series.firstDay, 7 * series.weeksApart * index),
  }))
}

interface GroupDays {
  readonly start_date: string
  readonly end_date: string | null
}

/** Why a session does not belong on this day; null where nothing speaks against it. */
export function dayOutsideGroup(day: string, group: GroupDays): string | null {
  if (day === '') return null
  if (day < group.start_date)
    return 'The session lies before the group starts. Correct the day, or the start of the group.'
  if (group.end_date !== null && day > group.end_date)
    return 'The session lies after the group ends. Correct the day, or the end of the group.'
  return null
}
