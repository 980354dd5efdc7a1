/** The plainest rule that learns: the change since baseline, and nothing else. What a forecast has to beat. */

import { designMatrix } from '../../statistics/regression/design-matrix.js'
import { logisticRegression } from '../../statistics/regression/logistic.js'
import type { Course } from './course.js'
import { canImproveReliably, endsWithoutImprovement } from './forecast.js'

/** Points gained at one score number; null where the course has no such score with another after it. */
export function changeAt({ baseline, later }: Course, scoreNumber: number): number | null {
  const score = later[scoreNumber - 2]
  return score === undefined || later.length < scoreNumber ? null : baseline - score.points
}

/**
 * The probability of no reliable improvement by the change alone.
 *
 * Logistic regression at one score number.
 *
 * @param courses  to learn from
 * @returns        a function of the change in points; null where no such regression exists
 */
export function probabilityByChange(
  courses: readonly Course[],
  scoreNumber: number,
  reliablePoints: number,
): ((changeInPoints: number) => number) | null {
  const changes: number[] = []
  const outcome: number[] = []
  for (const course of courses) {
    const change = changeAt(course, scoreNumber)
    if (change === null || !canImproveReliably(course.baseline, reliablePoints)) continue
    changes.push(change)
    outcome.push(endsWithoutImprovement(course, reliablePoints) ? 1 : 0)
  }
  const fit = logisticRegression(designMatrix(changes.length, [{ name: 'change', values: changes }]), outcome)
  if (fit.kind === 'refused') return null
  const [intercept = Number.NaN, slope = Number.NaN] = fit.coefficients.map(({ estimate }) => estimate)
  return (changeInPoints) => 1 / (1 + Math.exp(-(intercept + slope * changeInPoints)))
}
