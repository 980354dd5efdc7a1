/** Is one arm at most a margin worse than the other? */

import { requireFinite, requirePositive } from '../checks.js'
import { studentTUpperTail } from '../distributions/student-t.js'
import { type Interval, studentTInterval } from '../interval.js'

export type NonInferiorityReading =
  | 'better'
  | 'non_inferior'
  /** Worse, but by less than the margin. */
  | 'non_inferior_but_worse'
  | 'inferior'
  | 'worse_and_non_inferiority_not_shown'
  | 'cannot_tell'

export interface NonInferiority {
  readonly margin: number
  readonly interval: Interval<'student_t'>
  /** Of the hypothesis that the difference is the margin or more. */
  readonly t: number
  readonly pOneSided: number
  readonly isNonInferior: boolean
  readonly reading: NonInferiorityReading
}

/**
 * Is the difference, where positive is worse, surely below the margin?
 *
 * Non-inferior when the upper limit of the two-sided interval lies strictly below the margin.
 *
 * @param difference        arm asked about minus the other, positive = worse
 * @param standardError     above 0, same unit
 * @param degreesOfFreedom  above 0, fractions allowed
 * @param margin            above 0, same unit
 * @throws                  NotFinite, OutOfRange
 * Assumes                  an unconfounded difference: print it beside what confounding could do
 * @source                  Piaggio et al. (2012), JAMA 308:2594-2604 (CONSORT extension)
 * @verified                test/golden/statistics/extra.test.ts
 */
export function nonInferiority(
  difference: number,
  standardError: number,
  degreesOfFreedom: number,
  margin: number,
  level = 0.95,
): NonInferiority {
  requireFinite([difference], 'A difference')
  requirePositive(standardError, 'A standard error')
  requirePositive(margin, 'A margin')
  const interval = studentTInterval(difference, standardError, degreesOfFreedom, level)
  const t = (difference - margin) / standardError
  return {
    margin,
    interval,
    t,
    pOneSided: studentTUpperTail(-t, degreesOfFreedom),
    isNonInferior: interval.high < margin,
    reading: readingOf(interval, margin),
  }
}

function readingOf({ low, high }: Interval, margin: number): NonInferiorityReading {
  if (high < 0) return 'better'
  if (high < margin) return low > 0 ? 'non_inferior_but_worse' : 'non_inferior'
  if (low > margin) return 'inferior'
  return low > 0 ? 'worse_and_non_inferiority_not_shown' : 'cannot_tell'
}
