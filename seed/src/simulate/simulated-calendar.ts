import { addDays, type Day, daysBetween } from '../../../api/src/core/calendar-day.js'

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const
const A_MONDAY: Day = '1970-01-05'

/**
 * The last day with events: the day before `asOf`. Sites lie in several time zones, so on the reference day
 * itself it may still be yesterday at one of them; sessions of that day are planned.
 */
export function lastDayOf(asOf: Day): Day {
  return addDays(asOf, -1)
}

/** The Monday of the week of a day. */
export function mondayOf(day: Day): Day {
  return addDays(day, -weekdayIndex(day))
}

/** English name of the weekday. */
export function weekdayName(day: Day): string {
  return WEEKDAYS[weekdayIndex(day)] ?? ''
}

/** True from 24 December to 1 January, when no group meets. */
export function isTurnOfYear(day: Day): boolean {
  const monthAndDay = day.slice(5)
  return monthAndDay >= '12-24' || monthAndDay === '01-01'
}

export function earlier(one: Day, other: Day): Day {
  return one < other ? one : other
}

export function later(one: Day, other: Day): Day {
  return one > other ? one : other
}

/** Whole years from birth to a day. */
export function ageOn(day: Day, dateOfBirth: Day): number {
  const years = Number(day.slice(0, 4)) - Number(dateOfBirth.slice(0, 4))
  return day.slice(5) < dateOfBirth.slice(5) ? years - 1 : years
}

function weekdayIndex(day: Day): number {
  return ((daysBetween(A_MONDAY, day) % 7) + 7) % 7
}
