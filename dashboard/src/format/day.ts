import { EN_DASH, LOCALE, NO_VALUE } from './number.js'

const dayFormat = new Intl.DateTimeFormat(LOCALE, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})
const shortDayFormat = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short', timeZone: 'UTC' })

/** A plain day (`YYYY-MM-DD`, no zone) as "5 Jan 2026"; null becomes a dash. */
export function formatDay(day: string | null): string {
  return day === null ? NO_VALUE : dayFormat.format(instantOfDay(day))
}

/** A plain day without its year, for axes: "5 Jan". */
export function formatShortDay(day: string): string {
  return shortDayFormat.format(instantOfDay(day))
}

/** "1 Oct 2025 – 31 Oct 2026"; one end may be open, both open is "all dates". */
export function formatPeriod(from: string | null, to: string | null): string {
  if (from === null && to === null) return 'all dates'
  if (from === null) return `until ${formatDay(to)}`
  if (to === null) return `from ${formatDay(from)}`
  return from === to ? formatDay(from) : `${formatDay(from)} ${EN_DASH} ${formatDay(to)}`
}

/** An instant in a zone (the reader's own when none is given): "5 Jan 2026, 14:03". */
export function formatInstant(instant: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(LOCALE, {
    dateStyle: 'medium',
    timeStyle: 'short',
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(new Date(instant))
}

/** The time of an instant on the reader's own clock: "14:03". */
export function formatTimeOfDay(milliseconds: number): string {
  return new Intl.DateTimeFormat(LOCALE, { timeStyle: 'short' }).format(milliseconds)
}

/** An instant to the second, for records that are compared: "5 Jan 2026, 14:03:22". */
export function formatExactTime(instant: string, timeZone: string): string {
  return new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeStyle: 'medium', timeZone }).format(
    new Date(instant),
  )
}

/** The day that it is somewhere at an instant, `YYYY-MM-DD`. */
export function dayIn(timeZone: string, instant: Date): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    timeZone,
  })
  return parts.format(instant)
}

/** So many days after a plain day, `YYYY-MM-DD`. */
export function daysAfter(day: string, count: number): string {
  const instant = instantOfDay(day)
  instant.setUTCDate(instant.getUTCDate() + count)
  return instant.toISOString().slice(0, 10)
}

function instantOfDay(day: string): Date {
  return new Date(`${day}T00:00:00Z`)
}
