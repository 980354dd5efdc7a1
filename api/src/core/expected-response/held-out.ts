/** What the scores of members look like to a model that has not seen them: the material of limits and forecasts. */

import type { Refusal } from '../../statistics/refusal.js'
import type { Course } from './course.js'
import { type ExpectedCourse, expectedAt, fitExpectedCourse, type TimeFunction } from './expected-course.js'
import { FOLDS, foldsByMember } from './folds.js'

/** An episode with the course that was fitted on the members of the four other folds. */
export interface HeldOutCourse {
  readonly course: Course
  readonly expected: ExpectedCourse
}

/**
 * Each episode beside a model of the others: five folds by member, refitted on four for the fifth.
 *
 * @param courses  any order
 * @returns        in the order given, or the first refusal of a refit
 */
export function heldOutCourses(
  courses: readonly Course[],
  timeFunction: TimeFunction,
): { readonly kind: 'held_out'; readonly courses: readonly HeldOutCourse[] } | Refusal {
  const folds = foldsByMember(courses.map(({ memberId }) => memberId))
  const models: ExpectedCourse[] = []
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const others = courses.filter(({ memberId }) => folds.get(memberId) !== fold)
    const model = fitExpectedCourse(others, timeFunction)
    if (model.kind === 'refused') return model
    models.push(model)
  }
  return {
    kind: 'held_out',
    courses: courses.flatMap((course) => {
      const expected = models[folds.get(course.memberId) ?? -1]
      return expected === undefined ? [] : [{ course, expected }]
    }),
  }
}

/** How far each later score lies above what its baseline led to expect, in standard deviations of a new score. */
export function standardisedResiduals({ course, expected }: HeldOutCourse): number[] {
  return course.later.map(({ week, points }) => {
    const { mean, newScoreSd } = expectedAt(expected, course.baseline, [], week)
    return (points - mean) / newScoreSd
  })
}
