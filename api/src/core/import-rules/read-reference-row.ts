/** Rows of sites.csv, therapists.csv, groups.csv and sessions.csv. */

import { FOCUSES, FORMATS, MODALITIES, SESSION_STATUSES, STRUCTURES } from '../vocabulary.js'
import type {
  GroupKey,
  GroupRecord,
  GroupSessionKey,
  GroupSessionRecord,
  RowReading,
  SiteKey,
  SiteRecord,
  TherapistKey,
  TherapistRecord,
} from './records.js'
import type { RowCells } from './row-cells.js'
import { unreadable } from './unreadable.js'

const MINUTES_OF_A_DAY = 1440
const MOST_PLANNED_SESSIONS = 1000
const LARGEST_SESSION_NUMBER = 10_000
const LARGEST_CAPACITY = 1000

/** Where nothing says so, days are those of UTC. */
export const DEFAULT_TIME_ZONE = 'UTC'

export function readSiteRow(cells: RowCells, line: number): RowReading<SiteRecord, SiteKey> {
  const siteId = cells.requiredId('site_id')
  const name = cells.text('name')
  const timeZone = cells.text('time_zone') ?? DEFAULT_TIME_ZONE
  if (!isTimeZone(timeZone)) {
    const expected = 'a name of the time zone database, as Europe/London'
    cells.note('time_zone', 'unknown_time_zone', expected, 'There is no time zone with this name.')
  }
  if (siteId === null || cells.problems.length > 0) return unreadable(cells, line, { siteId })
  return { kind: 'read', line, record: { siteId, name: name ?? siteId, timeZone } }
}

export function readTherapistRow(cells: RowCells, line: number): RowReading<TherapistRecord, TherapistKey> {
  const therapistId = cells.requiredId('therapist_id')
  const displayName = cells.text('display_name')
  const siteId = cells.id('site_id')
  if (therapistId === null || cells.problems.length > 0) {
    return unreadable(cells, line, { therapistId, siteId })
  }
  return { kind: 'read', line, record: { therapistId, displayName: displayName ?? therapistId, siteId } }
}

export function readGroupRow(cells: RowCells, line: number): RowReading<GroupRecord, GroupKey> {
  const groupId = cells.requiredId('group_id')
  const siteId = cells.requiredId('site_id')
  const therapistId = cells.requiredId('therapist_id')
  const coTherapistId = cells.id('co_therapist_id')
  const name = cells.text('name')
  const modality = cells.requiredOneOf('modality', MODALITIES)
  const format = cells.requiredOneOf('format', FORMATS)
  const structure = cells.requiredOneOf('structure', STRUCTURES)
  const focus = cells.oneOf('focus', FOCUSES)
  const startOn = cells.requiredDay('start_date')
  const endOn = cells.day('end_date')
  const plannedSessions = cells.requiredInteger('planned_sessions', 1, MOST_PLANNED_SESSIONS)
  const sessionMinutes = cells.integer('session_minutes', 1, MINUTES_OF_A_DAY)
  const capacity = cells.integer('capacity', 1, LARGEST_CAPACITY)
  if (startOn !== null && endOn !== null && endOn < startOn) {
    const message = 'The group ends before it starts. Correct one of the two days.'
    cells.note('end_date', 'end_before_start', 'start_date or later', message)
  }
  if (therapistId !== null && therapistId === coTherapistId) {
    const message = 'The same therapist leads and co-leads the group. Leave the co-therapist empty.'
    cells.note('co_therapist_id', 'same_therapist_twice', 'another therapist, or empty', message)
  }
  if (
    groupId === null ||
    siteId === null ||
    therapistId === null ||
    modality === null ||
    format === null ||
    structure === null ||
    startOn === null ||
    plannedSessions === null ||
    cells.problems.length > 0
  ) {
    return unreadable(cells, line, { groupId, siteId, therapistId, coTherapistId })
  }
  const people = { groupId, siteId, therapistId, coTherapistId, name: name ?? groupId }
  const kind = { modality, format, structure, focus }
  const plan = { startOn, endOn, plannedSessions, sessionMinutes, capacity }
  return { kind: 'read', line, record: { ...people, ...kind, ...plan } }
}

export function readGroupSessionRow(
  cells: RowCells,
  line: number,
): RowReading<GroupSessionRecord, GroupSessionKey> {
  const sessionId = cells.requiredId('session_id')
  const groupId = cells.requiredId('group_id')
  const sessionNumber = cells.requiredInteger('session_number', 1, LARGEST_SESSION_NUMBER)
  const sessionOn = cells.requiredDay('session_date')
  const status = cells.requiredOneOf('status', SESSION_STATUSES)
  const durationMinutes = cells.integer('duration_minutes', 1, MINUTES_OF_A_DAY)
  if (
    sessionId === null ||
    groupId === null ||
    sessionNumber === null ||
    sessionOn === null ||
    status === null ||
    cells.problems.length > 0
  ) {
    return unreadable(cells, line, { sessionId, groupId })
  }
  return {
    kind: 'read',
    line,
    record: { sessionId, groupId, sessionNumber, sessionOn, status, durationMinutes },
  }
}

const knownTimeZones = new Map<string, boolean>()

function isTimeZone(name: string): boolean {
  const known = knownTimeZones.get(name)
  if (known !== undefined) return known
  let exists = true
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
  } catch {
    exists = false
  }
  // An offset ("+02:00") is taken by newer engines; it is no zone, because it knows no summer time.
  if (/^[+-]/.test(name)) exists = false
  knownTimeZones.set(name, exists)
  return exists
}
