import type { MeasureContract } from '../../../../api/src/contracts/measures.js'
import type { MemberTrajectory } from '../../../../api/src/contracts/members.js'
import type { ReportContentOf } from '../../../../api/src/contracts/report-content.js'
import { memberTrajectory } from '../../../../dashboard/src/charts/member-trajectory.model.js'
import { formatDay } from '../../../../dashboard/src/format/day.js'
import {
  ATTENDANCE_LABELS,
  RELIABLE_CHANGE_LABELS,
  RELIABLE_CHANGE_PLAIN,
  RISK_ITEM_LABELS,
  SESSION_STATUS_LABELS,
} from '../../../../dashboard/src/format/enumeration-labels.js'
import {
  changeWords,
  directionWords,
  reliableChangeRule,
} from '../../../../dashboard/src/format/measure-words.js'
import { countOf, formatNumber } from '../../../../dashboard/src/format/number.js'
import type { Block, Cover } from '../../document/report-document.js'
import { type ReportTable, tableOfChart } from '../../document/report-table.js'
import { memberTrajectoryPicture } from '../../figures/pictures.js'
import { coverFacts } from '../cover-facts.js'
import { glossary } from '../glossary.js'
import { STATUS_TONES, STATUS_WORDS } from '../status-words.js'

type ClinicalReport = ReportContentOf<'member_progress_clinical'>

/** For the notes and for supervision: every score, what follows from it, and what was done. */
export function memberClinical(content: ClinicalReport): { cover: Cover; blocks: Block[] } {
  const { trajectories } = content.parts
  const [main] = trajectories
  if (main === undefined) throw new Error('A report on a member needs at least one measure.')
  const { episode } = main
  const cover: Cover = {
    layout: 'head',
    title: titleOf(main, measureOf(main, content)),
    scope: `Member ${main.member_id} · ${episode.group_name} · joined ${formatDay(episode.joined_on)}`,
    keyFigures: [],
    introduction: summaryOf(trajectories, content).join(' '),
    facts: coverFacts(content, `${countOf(trajectories.length, 'measure')} of one episode`),
  }
  const blocks: Block[] = [
    ...standing(main),
    ...trajectories.flatMap((each) => courseOf(each, measureOf(each, content))),
    { kind: 'heading', level: 1, text: 'Attendance' },
    { kind: 'table', table: attendanceTable(main) },
    ...whatWasDone(main),
    { kind: 'heading', level: 1, text: 'How to read it' },
    {
      kind: 'paragraph',
      text: 'A change is judged from the first score of the episode. It is reliable when it is larger than the measurement error of the questionnaire; that says nothing of its cause. The expected range is that of members who started alike, and is no forecast for one person. Signals are reasons to look, not findings.',
    },
    ...glossary(['episode', 'caseness', 'reliable change', 'expected range', 'not on track', 'item 9']),
  ]
  return { cover, blocks }
}

function measureOf({ measure }: MemberTrajectory, content: ClinicalReport): MeasureContract {
  const found = content.measures.find(({ code }) => code === measure)
  if (found === undefined) throw new Error(`The definition of ${measure} is not among the frozen numbers.`)
  return found
}

function titleOf(trajectory: MemberTrajectory, measure: MeasureContract): string {
  const { episode, points } = trajectory
  const first = points[0]
  const last = points.at(-1)
  if (first === undefined || last === undefined)
    return `No ${measure.short_name} has been scored in this episode`
  if (first === last || episode.change === null)
    return `One ${measure.short_name} so far: ${formatNumber(first.score)}`
  return `${measure.short_name} from ${formatNumber(first.score)} to ${formatNumber(last.score)}, ${changeWords(episode.change)}: ${RELIABLE_CHANGE_LABELS[episode.reliable_change].toLowerCase()}`
}

/** Text that can be copied into the notes: facts in the order in which they are asked for. */
function summaryOf(trajectories: readonly MemberTrajectory[], content: ClinicalReport): string[] {
  const [main] = trajectories
  if (main === undefined) return []
  const { episode, standing: now } = main
  return [
    `By ${formatDay(main.as_of)}, attended ${formatNumber(episode.sessions_attended)} of ${countOf(episode.sessions_eligible, 'session')}${episode.exited_on === null ? '' : `; left on ${formatDay(episode.exited_on)}`}.`,
    ...trajectories.map((each) => scoresSentence(each, measureOf(each, content))),
    now.status === null
      ? 'The episode has ended.'
      : now.sentence === ''
        ? 'No signal stands.'
        : `Signals: ${now.sentence}.`,
    `Item 9: ${riskWords(trajectories)}.`,
  ]
}

function scoresSentence({ points, episode }: MemberTrajectory, measure: MeasureContract): string {
  const first = points[0]
  const last = points.at(-1)
  const name = measure.short_name
  if (first === undefined || last === undefined) return `${name}: no score.`
  if (first === last || episode.change === null) {
    return `${name}: one score, ${formatNumber(first.score)} on ${formatDay(first.responded_on)}.`
  }
  return `${name}: ${formatNumber(first.score)} on ${formatDay(first.responded_on)}, ${formatNumber(last.score)} on ${formatDay(last.responded_on)}; ${changeWords(episode.change)}, ${RELIABLE_CHANGE_PLAIN[episode.reliable_change]}.`
}

/** Of all forms of the episode that have the question: the latest answer, and how many were above zero. */
function riskWords(trajectories: readonly MemberTrajectory[]): string {
  const asked = trajectories
    .flatMap(({ responses }) => responses)
    .filter(({ risk_item, is_voided }) => risk_item !== null && !is_voided)
    .toSorted((a, b) => a.responded_on.localeCompare(b.responded_on))
  const latest = asked.at(-1)
  if (latest === undefined || latest.risk_item === null) return 'no form with this question'
  const above = asked.filter(({ risk_item }) => risk_item === 'yes').length
  const words = RISK_ITEM_LABELS[latest.risk_item].replace('Item 9 ', '')
  const waiting = trajectories[0]?.standing.risk_item?.to_acknowledge.length ?? 0
  const open = waiting === 0 ? '' : `; ${countOf(waiting, 'answer waits', 'answers wait')} for a person`
  return `${words} on ${formatDay(latest.responded_on)}; above zero on ${formatNumber(above)} of ${countOf(asked.length, 'form')} of this episode${open}`
}

function standing({ standing: now }: MemberTrajectory): Block[] {
  const risk = now.risk_item
  return [
    ...(now.status === null
      ? []
      : [
          {
            kind: 'note' as const,
            tone: STATUS_TONES[now.status],
            title: STATUS_WORDS[now.status].slice(2),
            text: now.sentence === '' ? 'Nothing is raised.' : `${now.sentence}.`,
          },
        ]),
    ...(risk === null || risk.to_acknowledge.length === 0
      ? []
      : [
          {
            kind: 'note' as const,
            tone: 'item9' as const,
            title: 'An answer to item 9 waits for a person',
            text: risk.to_acknowledge.map(({ sentence, on }) => `${sentence} (${formatDay(on)}).`).join(' '),
          },
        ]),
  ]
}

function courseOf(trajectory: MemberTrajectory, measure: MeasureContract): Block[] {
  const model = memberTrajectory(trajectory, measure)
  const id = `course-${measure.code}`
  return [
    { kind: 'heading', level: 1, text: `Course on ${measure.short_name}` },
    {
      kind: 'figure',
      id,
      title: titleOf(trajectory, measure),
      caption: `${capitalised(directionWords(measure.direction))}; ${reliableChangeRule(measure)}. Shaded: severity bands, and the expected range where there is one. ${countOf(model.marks.length, 'score')}. A dotted line runs over a session without a form.`,
      picture: model.marks.length === 0 ? null : memberTrajectoryPicture(model),
      whenEmpty: `No ${measure.short_name} has been scored in this episode.`,
      table: tableOfChart(id, model.table),
    },
  ]
}

function attendanceTable({ attendance }: MemberTrajectory): ReportTable {
  return {
    id: 'attendance',
    caption: 'Sessions since joining',
    columns: [
      { name: 'session_number', label: 'Session', kind: 'number' },
      { name: 'session_date', label: 'Day', kind: 'day' },
      { name: 'session_status', label: 'Took place', kind: 'text' },
      { name: 'attendance', label: 'Attendance', kind: 'text' },
      { name: 'has_form', label: 'Form', kind: 'text' },
    ],
    rows: attendance.map((session) => ({
      key: session.session_id,
      cells: [
        session.session_number,
        session.session_date,
        SESSION_STATUS_LABELS[session.session_status],
        session.status === null ? 'not recorded' : ATTENDANCE_LABELS[session.status],
        session.has_form ? 'yes' : 'no',
      ],
    })),
    whenEmpty: 'no session has been planned since joining.',
  }
}

function whatWasDone({ what_was_done }: MemberTrajectory): Block[] {
  if (what_was_done.length === 0) return []
  return [
    { kind: 'heading', level: 1, text: 'Signals, and what was done' },
    {
      kind: 'table',
      table: {
        id: 'what-was-done',
        caption: 'The latest first',
        columns: [
          { name: 'at', label: 'Day', kind: 'day' },
          { name: 'event', label: 'What happened', kind: 'text' },
          { name: 'evidence', label: 'Evidence', kind: 'text' },
          { name: 'note', label: 'Note', kind: 'text' },
          { name: 'by', label: 'By', kind: 'text' },
        ],
        rows: what_was_done.map((entry) => ({
          key: `${entry.signal_id} ${entry.at} ${entry.event}`,
          cells: [
            entry.at.slice(0, 10),
            [entry.event, ...(entry.taken === null ? [] : [entry.taken])].map(plain).join(': '),
            entry.sentence,
            entry.note,
            entry.by,
          ],
        })),
        whenEmpty: 'nothing.',
      },
    },
  ]
}

function plain(code: string): string {
  return code.replaceAll('_', ' ')
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
