/** Do the arms part over the weeks? A mixed model of all scores, with the difference at any week. */

import type { MixedModelFit } from '../../statistics/mixed-model/fit.js'
import type { Method } from '../../statistics/mixed-model/profiled-deviance.js'
import type { RandomStructure } from '../../statistics/mixed-model/random-structure.js'
import { contrastTester, type FixedEffectTest } from '../../statistics/mixed-model/satterthwaite.js'
import type { Refusal } from '../../statistics/refusal.js'
import { interaction } from '../../statistics/regression/design-matrix.js'
import { mean } from '../../statistics/summary/moments.js'
import type { CourseScore } from '../trajectories/course-scores.js'
import { fitCourses, weekColumn } from '../trajectories/growth-model.js'
import { ARM_COLUMN, armColumn } from './compared-members.js'

/** Members differ in level and slope; groups, where there are enough of them, in level. */
export function structureOfArms(hasGroupLevel: boolean): RandomStructure {
  return { member: 'intercept_and_slope', group: hasGroupLevel ? 'intercept' : null }
}

/**
 * Every score, baseline included: score ~ week x arm.
 *
 * @param scores  of episodes whose arm is known, any order
 * @returns       combined minus group only, in points and points a week, or the refusal of `fitMixedModel`
 *                (one arm only: rank_deficient)
 * Assumes        as `fitGrowthModel`; arms were chosen, not drawn
 * @verified      test/golden/core/reference-outcomes.test.ts
 */
export function armCourses(
  scores: readonly CourseScore[],
  structure: RandomStructure,
  method: Method,
): MixedModelFit | Refusal {
  const week = weekColumn(scores)
  const arm = armColumn(scores)
  return fitCourses(scores, [week, arm, interaction(week, arm)], structure, method)
}

/**
 * Scores after baseline only, with the baseline as covariate: a score may not be outcome and covariate at once.
 * The baseline is counted from its mean over episodes with two or more scores.
 *
 * @param scores  as for `armCourses`, the scores of an episode in time order
 * @verified      test/golden/core/reference-outcomes.test.ts
 */
export function armCoursesAfterBaseline(
  scores: readonly CourseScore[],
  structure: RandomStructure,
  method: Method,
): MixedModelFit | Refusal {
  const baselines = new Map<string, number>()
  const later: CourseScore[] = []
  for (const score of scores) {
    if (baselines.has(score.label)) later.push(score)
    else baselines.set(score.label, score.score)
  }
  const returned = new Set(later.map((score) => score.label))
  const known = [...baselines].flatMap(([label, baseline]) => (returned.has(label) ? [baseline] : []))
  const centre = known.length === 0 ? 0 : mean(known)
  const week = weekColumn(later)
  const arm = armColumn(later)
  const values = later.map(({ label }) => (baselines.get(label) ?? centre) - centre)
  const baseline = { name: 'baseline_c', values }
  return fitCourses(later, [week, arm, baseline, interaction(week, arm)], structure, method)
}

export interface ArmDifferenceAtWeek extends FixedEffectTest {
  readonly week: number
}

/**
 * Combined minus group only at some weeks since baseline, in points: negative favours combined.
 *
 * @param fit  of `armCourses` by REML
 * @verified   test/golden/core/reference-outcomes.test.ts
 */
export function armDifferences(fit: MixedModelFit, weeks: readonly number[]): ArmDifferenceAtWeek[] {
  const test = contrastTester(fit)
  return weeks.map((week) => ({
    week,
    ...test(
      Float64Array.from(fit.fixed, ({ name }) => {
        if (name === ARM_COLUMN) return 1
        return name.endsWith(`:${ARM_COLUMN}`) ? week : 0
      }),
    ),
  }))
}
