import { NotADay } from './errors.js'

/** A plain day, `YYYY-MM-DD`, no time and no zone. Ordered by its text. */
export type Day = string

const MILLISECONDS_PER_DAY = 86_400_000
const DAYS_PER_WEEK = 7

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

/** Whole days since 1970-01-01. @throws NotADay, naming `what` was asked, for anything but an existing calendar day */
export function dayNumber(day: Day, what: string): number {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)
  if (parts === null) throw new NotADay(what)
  const month = Number(parts[2])
  const instant = new Date(Date.UTC(Number(parts[1]), month - 1, Number(parts[3])))
  // A day or month that does not exist rolls over into another month.
  if (instant.getUTCMonth() !== month - 1 || Number(parts[1]) !== instant.getUTCFullYear())
    throw new NotADay(what)
  return instant.getTime() / MILLISECONDS_PER_DAY
}

/** The day that lies `number` whole days after 1970-01-01: the way back from `dayNumber`. */
export function dayOfNumber(number: number): Day {
  return new Date(number * MILLISECONDS_PER_DAY).toISOString().slice(0, 10)
}
