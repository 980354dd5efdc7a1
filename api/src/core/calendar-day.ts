import { NotADay } from './errors.js'

/** A plain day, `YYYY-MM-DD`, no time and no zone. Ordered by its text. */
export type Day = string

const MILLISECONDS_PER_DAY = 86_400_000
const DAYS_PER_WEEK = 7
const DAYS_FROM_MARCH_0000_TO_1970 = 719_468
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Days from `from` to `to`; negative when `to` is earlier. Both are valid `YYYY-MM-DD`. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / MILLISECONDS_PER_DAY)
}

/** Weeks from `from` to `to` as a real number (days / 7). */
export function weeksBetween(from: Day, to: Day): number {
  return daysBetween(from, to) / DAYS_PER_WEEK
}

/** The day `days` after `day`; before it when negative. */
export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * MILLISECONDS_PER_DAY).toISOString().slice(0, 10)
}

/** True for an existing calendar day written exactly `YYYY-MM-DD` (30 February is none). */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const instant = Date.parse(`${text}T00:00:00Z`)
  return Number.isFinite(instant) && new Date(instant).toISOString().startsWith(text)
}

/**
 * Whole days since 1970-01-01, in whole-number arithmetic: a rebuild asks it for every session and form.
 *
 * @param what  named in the error
 * @throws      NotADay for anything but an existing calendar day
 * @source      Hinnant (2013), chrono-compatible low-level date algorithms, days_from_civil
 */
export function dayNumber(day: Day, what: string): number {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw new NotADay(what)
  const year = Number(day.slice(0, 4))
  const month = Number(day.slice(5, 7))
  const dayOfMonth = Number(day.slice(8, 10))
  if (dayOfMonth < 1 || dayOfMonth > lengthOfMonth(year, month)) throw new NotADay(what)
  // Years from March, so that the leap day is the last of its year.
  const marchYear = month > 2 ? year : year - 1
  const monthsSinceMarch = (month + 9) % 12
  const century = Math.floor(marchYear / 100)
  const leapDays = Math.floor(marchYear / 4) - century + Math.floor(century / 4)
  const dayOfYear = Math.floor((153 * monthsSinceMarch + 2) / 5) + dayOfMonth - 1
  return 365 * marchYear + leapDays + dayOfYear - DAYS_FROM_MARCH_0000_TO_1970
}

/** The day that lies `number` whole days after 1970-01-01: the way back from `dayNumber`. */
export function dayOfNumber(number: number): Day {
  return new Date(number * MILLISECONDS_PER_DAY).toISOString().slice(0, 10)
}

/** 0 for a month that does not exist. */
function lengthOfMonth(year: number, month: number): number {
  const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return month === 2 && isLeapYear ? 29 : (MONTH_LENGTHS[month - 1] ?? 0)
}
