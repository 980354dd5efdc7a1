import type { MeasureContract } from '../../../api/src/contracts/measures.js'
import type { MemberTrajectory } from '../../../api/src/contracts/members.js'
import { formatDay } from '../format/day.js'
import { EXIT_REASON_LABELS, RELIABLE_CHANGE_LABELS, SCORING_LABELS } from '../format/enumeration-labels.js'
import { ATTENDANCE_MARK_LABELS, attendanceMark } from './attendance-mark.model.js'
import { TREATMENT_WORDS } from './attendance-strip.model.js'
import type { ChartCell, ChartColumn, ChartTable } from './chart-table.js'
import { bandLabel, type MemberMark } from './member-marks.js'
import { placeInRange } from './member-trajectory-expected.js'
import type { SuddenStep } from './member-trajectory-steps.js'
import { hasForm } from './session-form.js'

const COLUMNS: readonly ChartColumn[] = [
  { name: 'responded_on', label: 'Day', kind: 'day' },
  { name: 'weeks_since_baseline', label: 'Weeks', kind: 'number', decimals: 1 },
  { name: 'session_number', label: 'Session', kind: 'number' },
  { name: 'score', label: 'Score', kind: 'number' },
  { name: 'risk_item', label: 'Item 9', kind: 'text' },
  { name: 'band', label: 'Band', kind: 'text' },
  { name: 'change_in_points_positive_is_better', label: 'Better by', kind: 'number' },
  { name: 'reliable_change', label: 'Since the start', kind: 'text' },
  { name: 'expected_score', label: 'Expected', kind: 'number', decimals: 1 },
  { name: 'limit_84', label: '84 of 100 reach', kind: 'number', decimals: 1, isInFileOnly: true },
  { name: 'limit_90', label: '9 of 10 within', kind: 'number', decimals: 1 },
  { name: 'expected_range', label: 'Expected range', kind: 'text' },
  { name: 'scoring', label: 'Form', kind: 'text', isInFileOnly: true },
  { name: 'note', label: 'Beside it', kind: 'text', isInFileOnly: true },
]

interface DatedRow {
  readonly key: string
  readonly day: string
  readonly cells: readonly ChartCell[]
}

/** Everything that the picture shows as rows: scores, forms without one, sessions without a form, treatments, the end. */
export function memberTrajectoryTable(
  trajectory: MemberTrajectory,
  { marks, steps }: { readonly marks: readonly MemberMark[]; readonly steps: readonly SuddenStep[] },
  measure: MeasureContract,
): ChartTable {
  const scored = trajectory.points.map((point, index): DatedRow => {
    const mark = marks[index]
    const place = placeInRange(point, measure.direction)
    return {
      key: point.response_id,
      day: point.responded_on,
      cells: [
        point.responded_on,
        point.weeks_since_baseline,
        mark?.sessionNumber ?? null,
        point.score,
        riskWords(point.risk_item, mark),
        point.band === null ? null : bandLabel(measure, point.band),
        mark?.changeInPoints ?? null,
        mark?.changeInPoints == null ? null : RELIABLE_CHANGE_LABELS[point.reliable_change],
        point.expected?.expected ?? null,
        point.expected?.limit_84 ?? null,
        point.expected?.limit_90 ?? null,
        place,
        SCORING_LABELS[point.scoring],
        noteOf(trajectory, marks, index, steps),
      ],
    }
  })
  return {
    caption: `${measure.short_name} scores of member ${trajectory.member_id}, with sessions and treatments beside them`,
    columns: COLUMNS,
    rows: [
      ...scored,
      ...unscorableRows(trajectory),
      ...sessionRows(trajectory),
      ...treatmentRows(trajectory),
      ...exitRows(trajectory),
    ]
      .sort((a, b) => a.day.localeCompare(b.day))
      .map(({ key, cells }) => ({ key, cells, ...detailOf(cells) })),
  }
}

/** Form and note, under the day: most rows have neither, and two columns would push the others off the screen. */
function detailOf(cells: readonly ChartCell[]): { detail?: string } {
  const words = COLUMNS.flatMap(({ name }, place) => {
    const cell = cells[place]
    const isTold = name === 'note' || (name === 'scoring' && cell !== SCORING_LABELS.complete)
    return isTold && typeof cell === 'string' ? [name === 'note' ? cell : cell.toLowerCase()] : []
  })
  return words.length === 0 ? {} : { detail: words.join(', ') }
}

function noteOf(
  { attendance }: MemberTrajectory,
  marks: readonly MemberMark[],
  index: number,
  steps: readonly SuddenStep[],
): string | null {
  const mark = marks[index]
  const session = attendance.find(({ session_number }) => session_number === mark?.sessionNumber)
  const came = session === undefined ? null : attendanceMark(session.session_status, session.status)
  const notes = [
    ...steps.filter(({ to }) => to === index).map(({ shortLabel }) => shortLabel),
    ...(came === null || came === 'present' ? [] : [ATTENDANCE_MARK_LABELS[came].toLowerCase()]),
    ...(marks.filter(({ day }) => day === mark?.day).length > 1 ? ['another form on this day'] : []),
  ]
  return notes.length === 0 ? null : notes.join(', ')
}

function unscorableRows({ unscorable }: MemberTrajectory): DatedRow[] {
  return unscorable.map((form) =>
    aRow(form.response_id, form.responded_on, {
      scoring: `${SCORING_LABELS.unscorable}, ${form.n_missing} not answered`,
    }),
  )
}

/** Sessions that no form of the measure belongs to. */
function sessionRows(trajectory: MemberTrajectory): DatedRow[] {
  const isAskedFor = trajectory.responses.some(({ measure }) => measure === trajectory.measure)
  return trajectory.attendance
    .filter(({ session_id }) => !hasForm(trajectory, session_id))
    .map((session) => {
      const mark = attendanceMark(session.session_status, session.status)
      const wasThere = mark === 'present' || mark === 'late' || mark === 'left_early'
      return aRow(`session:${session.session_id}`, session.session_date, {
        session_number: session.session_number,
        scoring: wasThere && isAskedFor ? 'No form' : null,
        note: ATTENDANCE_MARK_LABELS[mark].toLowerCase(),
      })
    })
}

function treatmentRows({ concurrent_treatments, episode }: MemberTrajectory): DatedRow[] {
  return concurrent_treatments.map(({ kind, started_on, ended_on }, place) => {
    const ends = ended_on === null ? '' : ` until ${formatDay(ended_on)}`
    const begins = started_on === null ? 'running at joining' : 'begins'
    return aRow(`treatment:${kind}-${place}`, started_on ?? episode.joined_on, {
      note: `${TREATMENT_WORDS[kind]} ${begins}${ends}`,
    })
  })
}

function exitRows({ episode }: MemberTrajectory): DatedRow[] {
  const { exited_on, exit_reason } = episode
  if (exited_on === null) return []
  const reason = exit_reason === null ? 'left' : EXIT_REASON_LABELS[exit_reason].toLowerCase()
  return [aRow('exit', exited_on, { note: `end of the episode: ${reason}` })]
}

function aRow(key: string, day: string, cells: Readonly<Record<string, ChartCell>>): DatedRow {
  return {
    key,
    day,
    cells: COLUMNS.map(({ name }) => (name === 'responded_on' ? day : (cells[name] ?? null))),
  }
}

function riskWords(
  risk: MemberTrajectory['points'][number]['risk_item'],
  mark: MemberMark | undefined,
): string | null {
  switch (risk) {
    case 'yes':
      return mark?.riskAnswer?.replace(/^item \d+ /, '') ?? 'above zero'
    case 'no':
      return 'answered: not at all'
    case 'unknown':
      return 'not answered'
    case null:
      return null
  }
}
