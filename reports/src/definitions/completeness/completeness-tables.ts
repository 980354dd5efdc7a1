import type { FormCounts, ProgrammeCompleteness } from '../../../../api/src/contracts/completeness.js'
import { measureName } from '../../../../dashboard/src/format/measure-words.js'
import type { ReportColumn, ReportTable } from '../../document/report-table.js'
import { SHARE_COLUMNS, shareCells } from '../shares.js'

export function completenessOverall({ overall, expected_measures }: ProgrammeCompleteness): ReportTable {
  return {
    id: 'completeness-by-measure',
    caption: 'Attended sessions with a form that could be scored, by measure',
    columns: [
      { name: 'measure', label: 'Measure', kind: 'text' },
      { name: 'belongs_to_every_session', label: 'At every session', kind: 'text' },
      {
        name: 'forms_expected',
        label: 'Expected',
        kind: 'number',
        meaning: 'Attended sessions: one form is expected at each',
      },
      { name: 'forms_returned', label: 'Returned', kind: 'number' },
      { name: 'forms_valid', label: 'Could be scored', kind: 'number' },
      ...SHARE_COLUMNS.slice(0, 3),
    ],
    rows: overall.map(({ measure, expected, returned, valid, completeness }) => ({
      key: measure,
      cells: [
        measureName(measure),
        expected_measures.includes(measure) ? 'yes' : 'no',
        expected,
        returned,
        valid,
        ...shareCells(completeness).slice(0, 3),
      ],
    })),
    note: 'One form is expected at each attended session. A measure that does not belong to every session has a low share by design.',
    whenEmpty: 'No session has been attended.',
  }
}

export function completenessBySite({ sites, expected_measures }: ProgrammeCompleteness): ReportTable {
  return placesTable(
    'completeness-by-site',
    'By site',
    [{ name: 'site', label: 'Site', kind: 'text' }],
    expected_measures,
    sites.map((site) => ({ ...site, key: site.site_id, cells: [site.name] })),
  )
}

export function completenessByGroup({
  groups,
  sites,
  expected_measures,
}: ProgrammeCompleteness): ReportTable {
  const siteName = (id: string): string => sites.find(({ site_id }) => site_id === id)?.name ?? id
  return placesTable(
    'completeness-by-group',
    'By group',
    [
      { name: 'group', label: 'Group', kind: 'text' },
      { name: 'site', label: 'Site', kind: 'text' },
    ],
    expected_measures,
    groups.map((group) => ({ ...group, key: group.group_id, cells: [group.name, siteName(group.site_id)] })),
  )
}

export function completenessBySession({ by_session, expected_measures }: ProgrammeCompleteness): ReportTable {
  return placesTable(
    'completeness-by-session',
    'By number of the session in its group',
    [
      { name: 'session_number', label: 'Session', kind: 'number' },
      { name: 'groups', label: 'Groups', kind: 'number' },
    ],
    expected_measures,
    (by_session ?? []).map((session) => ({
      ...session,
      key: String(session.session_number),
      cells: [session.session_number, session.groups],
    })),
  )
}

interface Place {
  readonly key: string
  readonly cells: readonly (string | number)[]
  readonly attendance: ProgrammeCompleteness['attendance']
  readonly forms: readonly FormCounts[]
  readonly sessions: ProgrammeCompleteness['sessions']
}

/** A row a place: its attendance, and the completeness of each measure that the programme uses. */
function placesTable(
  id: string,
  caption: string,
  heads: readonly ReportColumn[],
  measures: readonly string[],
  places: readonly Place[],
): ReportTable {
  const hasSessions = places.some(({ sessions }) => sessions !== null)
  return {
    id,
    caption: `Attendance and completeness: ${caption.charAt(0).toLowerCase()}${caption.slice(1)}`,
    columns: [
      ...heads,
      { name: 'sessions_attended', label: 'Attended', kind: 'number' },
      {
        name: 'sessions_eligible',
        label: 'of',
        kind: 'number',
        meaning: 'Sessions that members could attend',
      },
      { name: 'attendance', label: 'Attendance', kind: 'share', unit: 'proportion 0 to 1' },
      ...measures.map((measure) => ({
        name: `completeness_${measure}`,
        label: measureName(measure),
        kind: 'share' as const,
        unit: 'proportion 0 to 1',
        meaning: `Attended sessions with a ${measureName(measure)} that could be scored`,
      })),
      ...(hasSessions
        ? [
            { name: 'sessions', label: 'Sessions', kind: 'number' as const, meaning: 'Sessions held or due' },
            {
              name: 'sessions_lacking_records',
              label: 'Lacking',
              kind: 'number' as const,
              meaning: 'Sessions that lack attendance or a form that belongs to every session',
            },
          ]
        : []),
    ],
    rows: places.map(({ key, cells, attendance, forms, sessions }) => ({
      key,
      cells: [
        ...cells,
        attendance.numerator,
        attendance.denominator,
        attendance.proportion,
        ...measures.map(
          (measure) => forms.find((form) => form.measure === measure)?.completeness.proportion ?? null,
        ),
        ...(hasSessions ? [sessions?.n ?? null, sessions?.lacking ?? null] : []),
      ],
    })),
    whenEmpty: 'No session has been attended.',
  }
}
