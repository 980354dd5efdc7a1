import type { Day } from '../../core/calendar-day.js'

/** What day it is at an instant, by time zone; each zone is worked out once. */
export function todayIn(instant: Date): (timeZone: string) => Day {
  const days = new Map<string, Day>()
  return (timeZone) => {
    const known = days.get(timeZone)
    if (known !== undefined) return known
    // This locale writes YYYY-MM-DD.
    const day = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(instant)
    days.set(timeZone, day)
    return day
  }
}
