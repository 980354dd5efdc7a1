/** Which forms came back: overall, by site, by group. */

import type { FormCounts, ProgrammeCompleteness } from '../../contracts/completeness.js'
import type { Filters } from '../../contracts/filters.js'
import { groupBy } from '../../core/import-rules/group-by.js'
import { attendanceRate } from '../../core/programme/attendance-rates.js'
import { completeness } from '../../core/programme/form-completeness.js'
import { wilsonInterval } from '../../statistics/proportion/wilson-interval.js'
import { proportionOnTheWire } from '../outcomes/estimates-on-the-wire.js'
import type { SessionCounts } from '../sessions/session-counts.service.js'
import { episodeRows, textQuery } from './rows-link.js'
import type { SessionNumberCounts } from './session-number-counts.query.js'
import type { SessionRecordCounts } from './session-records.query.js'

type Part = Pick<ProgrammeCompleteness, 'attendance' | 'sessions'> & { forms: FormCounts[] }

/**
 * @param measures  codes of the measures to count, in the order of the answer
 * @param records   of the sessions; null where they were not asked for
 */
export function programmeCompleteness(
  groups: readonly SessionCounts[],
  measures: readonly string[],
  records: readonly SessionRecordCounts[] | null,
): Omit<ProgrammeCompleteness, 'provenance' | 'by_session' | 'expected_measures'> {
  const byGroup = records === null ? null : groupBy(records, ({ group_id }) => group_id)
  const part = (of: readonly SessionCounts[]): Part => ({
    ...formsOf(of, measures),
    sessions:
      byGroup === null ? null : sessionRecords(of.flatMap(({ groupId }) => byGroup.get(groupId) ?? [])),
  })
  const { attendance, forms, sessions } = part(groups)
  const siteNames = new Map(groups.map((group) => [group.siteId, group.siteName]))
  return {
    attendance,
    overall: forms,
    sessions,
    sites: [...siteNames]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([site_id, name]) => ({
        site_id,
        name,
        ...part(groups.filter((group) => group.siteId === site_id)),
      })),
    groups: groups.map((group) => ({
      group_id: group.groupId,
      name: group.groupName,
      site_id: group.siteId,
      ...part([group]),
    })),
  }
}

/** By the number of the session in its group, with its sessions, and the episodes recorded there and who came. */
export function completenessBySession(
  numbers: readonly SessionNumberCounts[],
  measures: readonly string[],
  records: readonly SessionRecordCounts[],
  filters: Filters,
): NonNullable<ProgrammeCompleteness['by_session']> {
  const known = new Map(numbers.map((each) => [each.session_number, each]))
  const byNumber = groupBy(records, ({ session_number }) => String(session_number))
  const all = new Set([...known.keys(), ...records.map(({ session_number }) => session_number)])
  return [...all]
    .sort((one, other) => one - other)
    .map((session_number) => {
      const { groups = 0, eligible = 0, attended = 0, forms = [] } = known.get(session_number) ?? {}
      const ofNumber = byNumber.get(String(session_number)) ?? []
      return {
        session_number,
        groups: Math.max(groups, new Set(ofNumber.map(({ group_id }) => group_id)).size),
        attendance: proportionOnTheWire(attendanceRate({ eligible, attended })),
        forms: measures.map((measure) => {
          const { returned = 0, valid = 0 } = forms.find((form) => form.measure === measure) ?? {}
          return formCounts(measure, { expected: attended, returned, valid })
        }),
        sessions: sessionRecords(ofNumber),
        rows: {
          path: '/programme/completeness/sessions' as const,
          query: textQuery({ ...filters, session_number, show: 'all' }),
        },
        rows_of_recorded: rowsAt(filters, session_number, 'recorded'),
        rows_of_attended: rowsAt(filters, session_number, 'attended'),
      }
    })
}

function rowsAt(filters: Filters, session_number: number, presence: 'recorded' | 'attended') {
  return episodeRows(filters, { session_number, presence, period: 'session_date' })
}

function sessionRecords(records: readonly SessionRecordCounts[]): NonNullable<Part['sessions']> {
  const sum = (of: (counts: SessionRecordCounts) => number) =>
    records.reduce((total, counts) => total + of(counts), 0)
  return {
    n: sum((each) => each.sessions),
    lacking: sum((each) => each.lacking),
    attendance_recorded: proportionOnTheWire(
      wilsonInterval(
        sum((each) => each.recorded),
        sum((each) => each.in_care),
      ),
    ),
  }
}

function formsOf(groups: readonly SessionCounts[], measures: readonly string[]): Omit<Part, 'sessions'> {
  const sum = (count: (group: SessionCounts) => number) =>
    groups.reduce((total, group) => total + count(group), 0)
  const expected = sum((group) => group.attended)
  return {
    attendance: proportionOnTheWire(
      attendanceRate({ eligible: sum((group) => group.eligible), attended: expected }),
    ),
    forms: measures.map((measure) =>
      formCounts(measure, {
        expected,
        returned: sum((group) => group.forms.get(measure)?.returned ?? 0),
        valid: sum((group) => group.forms.get(measure)?.valid ?? 0),
      }),
    ),
  }
}

function formCounts(
  measure: string,
  counts: { expected: number; returned: number; valid: number },
): FormCounts {
  return { measure, ...counts, completeness: proportionOnTheWire(completeness(counts)) }
}
