/** Months and quarters of the calendar. */

import { type Day, dayNumber } from '../calendar-day.js'

export type PeriodLength = 'month' | 'quarter'

const MONTHS_OF = { month: 1, quarter: 3 } as const

/** `2026-03` or `2026-Q1`. */
export function periodOf(day: Day, length: PeriodLength): string {
  dayNumber(day, 'A day of a period')
  const year = day.slice(0, 4)
  const month = Number(day.slice(5, 7))
  return length === 'month' ? day.slice(0, 7) : `${year}-Q${Math.ceil(month / MONTHS_OF.quarter)}`
}

/** First and last day, both included. @param period  as `periodOf` names it */
export function daysOfPeriod(period: string): { from: Day; to: Day } {
  const year = Number(period.slice(0, 4))
  const quarter = period.indexOf('Q') === -1 ? null : Number(period.slice(6))
  const firstMonth = quarter === null ? Number(period.slice(5, 7)) - 1 : (quarter - 1) * MONTHS_OF.quarter
  const months = quarter === null ? MONTHS_OF.month : MONTHS_OF.quarter
  return { from: dayOf(year, firstMonth, 1), to: dayOf(year, firstMonth + months, 0) }
}

/** Every period from one to another, both included. */
export function periodsBetween(first: string, last: string): string[] {
  const length: PeriodLength = first.includes('Q') ? 'quarter' : 'month'
  const periods = [first]
  for (let period = first; period < last; ) {
    const next = new Date(Date.parse(daysOfPeriod(period).to) + 86_400_000).toISOString().slice(0, 10)
    period = periodOf(next, length)
    periods.push(period)
  }
  return periods
}

function dayOf(year: number, month: number, day: number): Day {
  return new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10)
}
