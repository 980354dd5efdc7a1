/** The interval every estimate carries: its limits, its coverage and how it was made. */

import { normalQuantile } from './distributions/normal.js'
import { studentTQuantile } from './distributions/student-t.js'

export interface Interval<Method extends string = string> {
  readonly low: number
  readonly high: number
  /** Coverage, 0 to 1. */
  readonly level: number
  readonly method: Method
}

/** estimate -+ z x standard error. */
export function normalInterval(estimate: number, standardError: number, level: number): Interval<'normal'> {
  const half = normalQuantile(0.5 + level / 2) * standardError
  return { low: estimate - half, high: estimate + half, level, method: 'normal' }
}

/** estimate -+ t x standard error, with fractional degrees of freedom where needed. */
export function studentTInterval(
  estimate: number,
  standardError: number,
  degreesOfFreedom: number,
  level: number,
): Interval<'student_t'> {
  const half = studentTQuantile(0.5 + level / 2, degreesOfFreedom) * standardError
  return { low: estimate - half, high: estimate + half, level, method: 'student_t' }
}
