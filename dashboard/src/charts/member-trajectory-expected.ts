import type { MeasureContract } from '../../../api/src/contracts/measures.js'
import type { MemberTrajectory } from '../../../api/src/contracts/members.js'
import { type Domain, within } from './plot-area.js'

/** One week of the expected range, cut to the scale: from the course to be expected to its end. */
export interface ExpectedWeek {
  readonly week: number
  readonly low: number
  readonly high: number
  readonly expected: number
  /** Nine of ten scores are no worse; beyond it a score is worse than expected. */
  readonly limit: number
}
export interface ExpectedRange {
  readonly weeks: readonly ExpectedWeek[]
  readonly label: string
  readonly shortLabel: string
}

/**
 * From the course to be expected up to the score that nine of ten do not exceed, for members who began like this one.
 * It has one end: no score is too good.
 */
export function expectedRange(
  { expected_response: response }: MemberTrajectory,
  measure: MeasureContract,
): ExpectedRange | null {
  if (response.kind === 'off' || response.weeks.length === 0) return null
  const scale = measure.total_range
  return {
    weeks: response.weeks.map((each) => ({ week: each.week, ...cutToScale(each, scale, measure.direction) })),
    label: `expected range: 9 of 10 scores lie ${measure.direction === 'lower_is_better' ? 'below' : 'above'}`,
    shortLabel: 'expected range',
  }
}

function cutToScale(
  { expected, limit_90 }: { readonly expected: number; readonly limit_90: number },
  scale: Domain,
  direction: MeasureContract['direction'],
): Omit<ExpectedWeek, 'week'> {
  const limit = within(scale, limit_90)
  const course = within(scale, expected)
  const [low, high] = direction === 'lower_is_better' ? [course, limit] : [limit, course]
  return { low, high, expected: course, limit }
}

/** Which side of the expected range a score lies on; null where nothing was to be expected. */
export function placeInRange(
  { score, expected }: MemberTrajectory['points'][number],
  direction: MeasureContract['direction'],
): 'within' | 'beyond' | null {
  if (expected === null) return null
  const isBeyond = direction === 'lower_is_better' ? score > expected.limit_90 : score < expected.limit_90
  return isBeyond ? 'beyond' : 'within'
}
