import type { MeasureContract } from '../../../api/src/contracts/measures.js'
import type { MemberTrajectory, ResponseRow } from '../../../api/src/contracts/members.js'
import { formatDay } from '../format/day.js'
import { RELIABLE_CHANGE_LABELS, SCORING_LABELS } from '../format/enumeration-labels.js'
import { changeWords } from '../format/measure-words.js'
import { formatNumber } from '../format/number.js'
import { placeInRange } from './member-trajectory-expected.js'

/** `risk_item`: item 9 was answered above zero. It hides the other shapes, as nothing matters more. */
export type MarkShape = 'complete' | 'prorated' | 'total_only' | 'risk_item'

/** One score as a point of the picture. */
export interface MemberMark {
  readonly responseId: string
  readonly day: string
  readonly week: number
  readonly score: number
  readonly shape: MarkShape
  readonly sessionNumber: number | null
  /** Positive is better, whatever the measure's direction; null for the baseline itself. */
  readonly changeInPoints: number | null
  /** "item 9 answered 2"; null when it was not answered above zero. */
  readonly riskAnswer: string | null
  readonly title: string
  readonly words: readonly string[]
}

/** The valid scores of an episode in time order. */
export function memberMarks(trajectory: MemberTrajectory, measure: MeasureContract): MemberMark[] {
  const baseline = trajectory.points.find((point) => point.weeks_since_baseline === 0) ?? trajectory.points[0]
  const riskItem = measure.items.find((item) => item.is_risk_item)
  return trajectory.points.map((point) => {
    const response = trajectory.responses.find(
      (each) => each.response_id === point.response_id && each.measure === trajectory.measure,
    )
    const isBaseline = point === baseline
    const sign = measure.direction === 'lower_is_better' ? -1 : 1
    const changeInPoints = isBaseline || !baseline ? null : sign * (point.score - baseline.score)
    const riskAnswer = point.risk_item === 'yes' ? riskAnswerWords(response, riskItem?.number) : null
    const mark = {
      responseId: point.response_id,
      day: point.responded_on,
      week: point.weeks_since_baseline,
      score: point.score,
      shape: shapeOf(point),
      sessionNumber: response?.session_number ?? null,
      changeInPoints,
      riskAnswer,
    }
    return { ...mark, title: markTitle(mark), words: markWords(point, mark, measure) }
  })
}

type TrajectoryPoint = MemberTrajectory['points'][number]

function shapeOf(point: TrajectoryPoint): MarkShape {
  if (point.risk_item === 'yes') return 'risk_item'
  switch (point.scoring) {
    case 'prorated':
      return 'prorated'
    case 'total_only':
      return 'total_only'
    case 'complete':
    case 'unscorable':
      return 'complete'
  }
}

function riskAnswerWords(response: ResponseRow | undefined, itemNumber: number | undefined): string {
  const answer = itemNumber === undefined ? null : (response?.answers?.[itemNumber - 1] ?? null)
  const item = `item ${itemNumber ?? 9}`
  return answer === null ? `${item} above zero` : `${item} answered ${answer}`
}

function markTitle(mark: Pick<MemberMark, 'day' | 'sessionNumber'>): string {
  return mark.sessionNumber === null
    ? formatDay(mark.day)
    : `${formatDay(mark.day)}, session ${mark.sessionNumber}`
}

function markWords(
  point: TrajectoryPoint,
  mark: Pick<MemberMark, 'changeInPoints' | 'riskAnswer'>,
  measure: MeasureContract,
): string[] {
  const band = point.band === null ? '' : `, ${bandLabel(measure, point.band)}`
  const words = [`${measure.short_name} ${formatNumber(point.score)}${band}`]
  if (mark.changeInPoints === null) words.push('the first score')
  else {
    const verdict = RELIABLE_CHANGE_LABELS[point.reliable_change].toLowerCase()
    words.push(`${changeWords(mark.changeInPoints)}: ${verdict}`)
  }
  if (point.scoring !== 'complete') words.push(SCORING_LABELS[point.scoring].toLowerCase())
  if (mark.riskAnswer !== null) words.push(mark.riskAnswer)
  const place = placeInRange(point, measure.direction)
  if (place === 'beyond') words.push('beyond the expected range')
  if (place === 'within') words.push('within the expected range')
  return words
}

/** The wire names a band by its code; people read its label. */
export function bandLabel(measure: MeasureContract, code: string): string {
  const band = measure.bands.find((each) => each.code === code)
  return (band?.label ?? code).toLowerCase()
}
