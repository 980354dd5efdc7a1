import type { MeasureContract } from '../../../api/src/contracts/measures.js'
import type { MemberTrajectory } from '../../../api/src/contracts/members.js'
import { formatShortDay } from '../format/day.js'
import { EXIT_REASON_LABELS } from '../format/enumeration-labels.js'
import { countOf, formatNumber } from '../format/number.js'
import type { ChartTable } from './chart-table.js'
import { type MemberMark, memberMarks } from './member-marks.js'
import { type ExpectedRange, expectedRange } from './member-trajectory-expected.js'
import { type SuddenStep, suddenSteps } from './member-trajectory-steps.js'
import { memberTrajectoryTable } from './member-trajectory-table.js'
import type { Domain } from './plot-area.js'
import { hasForm } from './session-form.js'
import { weeksBetween } from './weeks.js'

export interface LabelledScore {
  readonly score: number
  readonly label: string
  /** The same in fewer words, for narrow screens. */
  readonly shortLabel: string
}
export interface SeverityBand {
  readonly label: string
  /** 0 is the mildest, whichever way the measure runs. */
  readonly level: number
  readonly from: number
  readonly to: number
}
/** A stretch of the line from mark to mark; `dotted` where a form is missing in between. */
export interface LineRun {
  readonly kind: 'solid' | 'dotted'
  readonly from: number
  readonly to: number
}
export interface MarkLabel {
  readonly mark: number
  readonly kind: 'risk_item' | 'last'
  readonly text: string
}
export interface MemberTrajectoryModel {
  /** In time order. */
  readonly marks: readonly MemberMark[]
  readonly runs: readonly LineRun[]
  readonly bands: readonly SeverityBand[]
  readonly xDomain: Domain
  readonly yDomain: Domain
  readonly caseness: LabelledScore | null
  /** Where change from the start becomes reliable; null where the range of the measure ends before. */
  readonly reliablyBetter: LabelledScore | null
  /** Only where a score comes as far. */
  readonly reliablyWorse: LabelledScore | null
  readonly suddenSteps: readonly SuddenStep[]
  /** What was to be expected from the first score alone; null while that cannot be said. */
  readonly expected: ExpectedRange | null
  readonly markLabels: readonly MarkLabel[]
  /** Where the member left, when that was before the end that was planned. */
  readonly exit: { readonly week: number; readonly label: string } | null
  /** Week 0 of the time axis; the attendance strip stands under the same weeks. */
  readonly baselineDay: string
  readonly measureName: string
  readonly table: ChartTable
}

/** One member's scores on one measure in one episode, and what has to be known to read them. */
export function memberTrajectory(
  trajectory: MemberTrajectory,
  measure: MeasureContract,
): MemberTrajectoryModel {
  const marks = memberMarks(trajectory, measure)
  const runs = lineRuns(marks, trajectory)
  const steps = suddenSteps(
    trajectory,
    marks,
    runs.filter(({ kind }) => kind === 'dotted'),
  )
  const baselineDay =
    trajectory.points.find((point) => point.weeks_since_baseline === 0)?.responded_on ??
    trajectory.episode.joined_on
  return {
    marks,
    runs,
    bands: severityBands(measure),
    xDomain: weeksShown(trajectory, baselineDay),
    yDomain: measure.total_range,
    caseness: caseness(measure),
    ...reliableLines(trajectory, measure),
    suddenSteps: steps,
    expected: expectedRange(trajectory, measure),
    markLabels: markLabels(marks),
    exit: earlyExit(trajectory, baselineDay),
    baselineDay,
    measureName: measure.short_name,
    table: memberTrajectoryTable(trajectory, { marks, steps }, measure),
  }
}

/** A form is missing between two scores when a session in between was held and has none, or one could not be scored. */
function lineRuns(marks: readonly MemberMark[], trajectory: MemberTrajectory): LineRun[] {
  const missingOn = [
    ...trajectory.attendance
      .filter((session) => session.session_status === 'held' && !hasForm(trajectory, session.session_id))
      .map((session) => session.session_date),
    ...trajectory.unscorable.map((form) => form.responded_on),
  ]
  const runs: LineRun[] = []
  for (const [index, mark] of marks.entries()) {
    const next = marks[index + 1]
    if (!next) break
    const kind = missingOn.some((day) => day > mark.day && day < next.day) ? 'dotted' : 'solid'
    const previous = runs.at(-1)
    if (previous?.kind === kind) runs[runs.length - 1] = { ...previous, to: index + 1 }
    else runs.push({ kind, from: index, to: index + 1 })
  }
  return runs
}

/** Neighbouring bands meet at the start of the higher one, so that no score lies between two. */
function severityBands(measure: MeasureContract): SeverityBand[] {
  const ascending = [...measure.bands].sort((a, b) => a.low - b.low)
  return ascending.map((band, index) => ({
    label: band.label.toLowerCase(),
    level: measure.direction === 'lower_is_better' ? index : ascending.length - 1 - index,
    from: band.low,
    to: ascending[index + 1]?.low ?? measure.total_range.high,
  }))
}

function weeksShown(trajectory: MemberTrajectory, baselineDay: string): Domain {
  const { episode, points, attendance } = trajectory
  const days = [...attendance.map((session) => session.session_date), episode.joined_on]
  if (episode.planned_end_on !== null) days.push(episode.planned_end_on)
  if (episode.exited_on !== null) days.push(episode.exited_on)
  const weeks = [
    0,
    ...days.map((day) => weeksBetween(baselineDay, day)),
    ...points.map((point) => point.weeks_since_baseline),
  ]
  return { low: Math.floor(Math.min(...weeks)), high: Math.max(1, Math.ceil(Math.max(...weeks))) }
}

function caseness(measure: MeasureContract): LabelledScore | null {
  if (measure.caseness === null) return null
  const label = `caseness ${formatNumber(measure.caseness)}`
  return { score: measure.caseness, label, shortLabel: label }
}

function reliableLines(
  trajectory: MemberTrajectory,
  measure: MeasureContract,
): Pick<MemberTrajectoryModel, 'reliablyBetter' | 'reliablyWorse'> {
  const rule = trajectory.reliable_change
  if (rule === null) return { reliablyBetter: null, reliablyWorse: null }
  const isOnScale = (score: number): boolean =>
    score >= measure.total_range.low && score <= measure.total_range.high
  const points = pointsWords(rule.threshold)
  const worseIsUp = measure.direction === 'lower_is_better'
  const wentThatFar = trajectory.points.some((point) =>
    worseIsUp ? point.score >= rule.deteriorated_at : point.score <= rule.deteriorated_at,
  )
  return {
    reliablyBetter: isOnScale(rule.improved_at)
      ? {
          score: rule.improved_at,
          label: `${points} better than at the start: reliable`,
          shortLabel: `${points} better: reliable`,
        }
      : null,
    reliablyWorse:
      wentThatFar && isOnScale(rule.deteriorated_at)
        ? {
            score: rule.deteriorated_at,
            label: `${points} worse than at the start: reliable`,
            shortLabel: `${points} worse: reliable`,
          }
        : null,
  }
}

/** "6 points"; a threshold worked out from a standard deviation is no whole number. */
function pointsWords(points: number): string {
  return Number.isInteger(points) ? countOf(points, 'point') : `${formatNumber(points, 1)} points`
}

const MOST_RISK_LABELS = 2

/** The latest answers to item 9 above zero and the last score are written out; the other marks have their shape. */
function markLabels(marks: readonly MemberMark[]): MarkLabel[] {
  const risk = marks.flatMap((mark, index) => (mark.riskAnswer === null ? [] : [{ mark, index }]))
  const labels: MarkLabel[] = risk.slice(-MOST_RISK_LABELS).map(({ mark, index }) => ({
    mark: index,
    kind: 'risk_item',
    text: mark.riskAnswer ?? '',
  }))
  const last = marks.at(-1)
  if (last) labels.unshift({ mark: marks.length - 1, kind: 'last', text: formatNumber(last.score) })
  return labels
}

function earlyExit(trajectory: MemberTrajectory, baselineDay: string): MemberTrajectoryModel['exit'] {
  const { exited_on, planned_end_on } = trajectory.episode
  if (exited_on === null || planned_end_on === null || exited_on >= planned_end_on) return null
  const reason = trajectory.exit_reason
  const words = reason === null ? 'left' : EXIT_REASON_LABELS[reason].toLowerCase()
  return { week: weeksBetween(baselineDay, exited_on), label: `${words}, ${formatShortDay(exited_on)}` }
}
