import type { Filters } from '../../contracts/filters.js'
import { type Day, dayNumber } from '../../core/calendar-day.js'

const MILLISECONDS_A_DAY = 86_400_000

/** As many days before `from` as there are from `from` to `to`, or to today; null without `from`. */
export function previousPeriod({ from, to }: Filters, today: Day): { from: Day; to: Day } | null {
  const end = to ?? today
  if (from === undefined || from > end) return null
  const length = dayNumber(end, 'The end of a period') - dayNumber(from, 'The start of a period') + 1
  return { from: daysLater(from, -length), to: daysLater(from, -1) }
}

function daysLater(day: Day, days: number): Day {
  return new Date(Date.parse(day) + days * MILLISECONDS_A_DAY).toISOString().slice(0, 10)
}
