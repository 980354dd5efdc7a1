import type { EntryDue } from '../../../../../api/src/contracts/entry.js'
import { formatDay } from '../../../format/day.js'
import { countOf, NO_VALUE } from '../../../format/number.js'

export type DueSession = EntryDue['sessions'][number]

const listFormat = new Intl.ListFormat('en-GB', { type: 'conjunction' })

/** The finding: how many sessions wait, those of today first. */
export function dueTitle({ sessions }: EntryDue): string {
  const nToday = sessions.filter((session) => session.is_today).length
  if (nToday > 0) return `${countOf(nToday, 'session')} of today ${waits(nToday)} to be entered`
  if (sessions.length === 0) return 'Every session of today and the last 7 days is entered'
  return `Nothing of today waits; ${countOf(sessions.length, 'session')} of the last 7 days ${sessions.length === 1 ? 'does' : 'do'}`
}

/** Which day it is where, what else waits, and what is done. */
export function dueSubline({ sites, sessions, n_complete }: EntryDue): string {
  const nToday = sessions.filter((session) => session.is_today).length
  const earlier = sessions.length - nToday
  return [
    todayWords(sites),
    nToday > 0 && earlier > 0
      ? `${countOf(earlier, 'session')} of the 7 days before ${waits(earlier)} too`
      : '',
    `${countOf(n_complete, 'session')} complete`,
  ]
    .filter((words) => words !== '')
    .join(' · ')
}

/** "Today is 2 Mar 2026", or by site where the day differs. */
export function todayWords(sites: EntryDue['sites']): string {
  const days = [...new Set(sites.map(({ today }) => today))]
  const [only] = days
  if (only === undefined) return ''
  if (days.length === 1) return `Today is ${formatDay(only)}`
  const parts = days.map((day) => {
    const names = sites.filter(({ today }) => today === day).map(({ name }) => name)
    return `${formatDay(day)} at ${listFormat.format(names)}`
  })
  return `Today is ${listFormat.format(parts)}`
}

/** "4 of 9"; a dash where none is expected. */
export function enteredOf(entered: number, expected: number): string {
  return expected === 0 ? NO_VALUE : `${entered} of ${expected}`
}

/** What a session lacks, in a few words. */
export function lacksWords({ status, lacks, n_in_care, n_entered }: DueSession): string {
  if (status === 'planned' && n_entered === 0) return 'not begun'
  if (n_in_care > 0 && n_entered === 0) return 'attendance and forms'
  return lacks.map((lack) => (lack === 'attendance' ? 'attendance' : 'forms')).join(' and ')
}

function waits(count: number): string {
  return count === 1 ? 'waits' : 'wait'
}
