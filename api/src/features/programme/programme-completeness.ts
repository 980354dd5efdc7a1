/** Which forms came back: overall, by site, by group. */

import type { Filters } from '../../contracts/filters.js'
import type { FormCounts, ProgrammeCompleteness } from '../../contracts/programme.js'
import { attendanceRate } from '../../core/programme/attendance-rates.js'
import { completeness } from '../../core/programme/form-completeness.js'
import { proportionOnTheWire } from '../outcomes/estimates-on-the-wire.js'
import type { SessionCounts } from '../sessions/session-counts.service.js'
import { episodeRows } from './rows-link.js'
import type { SessionNumberCounts } from './session-number-counts.query.js'

type Part = Pick<ProgrammeCompleteness, 'attendance'> & { forms: FormCounts[] }

/** @param measures  codes of the measures to count, in the order of the answer */
export function programmeCompleteness(
  groups: readonly SessionCounts[],
  measures: readonly string[],
): Omit<ProgrammeCompleteness, 'provenance' | 'by_session'> {
  const { attendance, forms } = partOf(groups, measures)
  const siteNames = new Map(groups.map((group) => [group.siteId, group.siteName]))
  return {
    attendance,
    overall: forms,
    sites: [...siteNames]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([site_id, name]) => ({
        site_id,
        name,
        ...partOf(
          groups.filter((group) => group.siteId === site_id),
          measures,
        ),
      })),
    groups: groups.map((group) => ({
      group_id: group.groupId,
      name: group.groupName,
      site_id: group.siteId,
      ...partOf([group], measures),
    })),
  }
}

/** By the number of the session in its group, with the episodes whose attendance is recorded there, and who came. */
export function completenessBySession(
  sessions: readonly SessionNumberCounts[],
  measures: readonly string[],
  filters: Filters,
): NonNullable<ProgrammeCompleteness['by_session']> {
  return sessions.map(({ session_number, groups, eligible, attended, forms }) => ({
    session_number,
    groups,
    attendance: proportionOnTheWire(attendanceRate({ eligible, attended })),
    forms: measures.map((measure) => {
      const { returned = 0, valid = 0 } = forms.find((form) => form.measure === measure) ?? {}
      return {
        measure,
        expected: attended,
        returned,
        valid,
        completeness: proportionOnTheWire(completeness({ expected: attended, valid })),
      }
    }),
    rows:
      filters.group === undefined ? null : { path: '/attendance' as const, query: { group: filters.group } },
    rows_of_recorded: rowsAt(filters, session_number, 'recorded'),
    rows_of_attended: rowsAt(filters, session_number, 'attended'),
  }))
}

function rowsAt(filters: Filters, session_number: number, presence: 'recorded' | 'attended') {
  return episodeRows(filters, { session_number, presence, period: 'session_date' })
}

function partOf(groups: readonly SessionCounts[], measures: readonly string[]): Part {
  const sum = (count: (group: SessionCounts) => number) =>
    groups.reduce((total, group) => total + count(group), 0)
  const expected = sum((group) => group.attended)
  return {
    attendance: proportionOnTheWire(
      attendanceRate({ eligible: sum((group) => group.eligible), attended: expected }),
    ),
    forms: measures.map((measure) => {
      const valid = sum((group) => group.forms.get(measure)?.valid ?? 0)
      return {
        measure,
        expected,
        returned: sum((group) => group.forms.get(measure)?.returned ?? 0),
        valid,
        completeness: proportionOnTheWire(completeness({ expected, valid })),
      }
    }),
  }
}
