/** How high a score may lie before it is worse than expected: limits from the baseline, calibrated on held-out members. */

import { conformalQuantile } from '../../statistics/summary/conformal-quantile.js'
import { type BaselineBand, bandOfBaseline } from './baseline-bands.js'
import type { Course } from './course.js'
import { type ExpectedCourse, expectedAt } from './expected-course.js'
import { type HeldOutCourse, standardisedResiduals } from './held-out.js'

/** Share of scores that should lie below each limit. */
export const LIMIT_LEVELS = { p84: 0.84, p90: 0.9 } as const

/** From this many episodes on, each baseline band has limits of its own. */
const FEWEST_EPISODES_FOR_BANDS = 400
/** A band with fewer members takes the limits of all. */
const FEWEST_MEMBERS_OF_A_BAND = 100

/** Standard deviations of a new score above the expected one. */
export interface LimitMultipliers {
  readonly p84: number
  readonly p90: number
}

/** Plain numbers that can be stored. */
export interface ExpectedLimits {
  readonly overall: LimitMultipliers
  /** Bands with limits of their own; empty with few episodes. */
  readonly byBand: readonly (BaselineBand & LimitMultipliers)[]
}

/** What is expected at one week, in points from the best total, not clamped to the scale. */
export interface ExpectedRange {
  readonly expected: number
  /** Five of six scores lie at or below it. */
  readonly p84: number
  /** Nine of ten scores lie at or below it. */
  readonly p90: number
}

/** The bands with enough members for limits of their own. */
export function bandsWithOwnLimits(
  bands: readonly BaselineBand[],
  courses: readonly Course[],
): BaselineBand[] {
  if (courses.length < FEWEST_EPISODES_FOR_BANDS) return []
  return bands.filter(({ low, high }) => {
    const within = courses.filter(({ baseline }) => baseline >= low && baseline <= high)
    return new Set(within.map(({ memberId }) => memberId)).size >= FEWEST_MEMBERS_OF_A_BAND
  })
}

/**
 * By how many standard deviations do scores of members whom the model has not seen exceed what was expected?
 *
 * The ceil((n + 1) p)-th smallest of the pooled standardised residuals: of all scores, and of each band's.
 *
 * @param heldOut  of `heldOutCourses`
 * @param bands    those with limits of their own, see `bandsWithOwnLimits`
 * @returns        null with fewer than 9 scores
 * Assumes         the next members resemble these; scores of one member count as often as they were taken
 * @source         Vovk (2015), Ann Math Artif Intell 74:9-28 (cross-conformal prediction)
 * @verified       test/golden-shared/signals/expected-response.test.ts
 */
export function calibrateLimits(
  heldOut: readonly HeldOutCourse[],
  bands: readonly BaselineBand[],
): ExpectedLimits | null {
  const overall = multipliersOf(heldOut)
  if (overall === null) return null
  const byBand = bands.flatMap((band) => {
    const own = multipliersOf(heldOut.filter(({ course }) => bandOfBaseline([band], course.baseline)))
    return own === null ? [] : [{ ...band, ...own }]
  })
  return { overall, byBand }
}

/**
 * The range to be expected of a member from the baseline alone. Limits that followed the member's later scores would
 * stop flagging those who are failing.
 *
 * m + q s, with s the standard deviation of a new score around m
 */
export function expectedRangeAt(
  course: ExpectedCourse,
  limits: ExpectedLimits,
  baseline: number,
  week: number,
): ExpectedRange {
  const { mean, newScoreSd } = expectedAt(course, baseline, [], week)
  const { p84, p90 } = bandOfBaseline(limits.byBand, baseline) ?? limits.overall
  return { expected: mean, p84: mean + p84 * newScoreSd, p90: mean + p90 * newScoreSd }
}

function multipliersOf(heldOut: readonly HeldOutCourse[]): LimitMultipliers | null {
  const residuals = heldOut.flatMap(standardisedResiduals)
  const p84 = conformalQuantile(residuals, LIMIT_LEVELS.p84)
  const p90 = conformalQuantile(residuals, LIMIT_LEVELS.p90)
  return p84 === null || p90 === null ? null : { p84, p90 }
}
