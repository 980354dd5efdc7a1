/** The fitted course of many members: a mixed model of their scores over the weeks since baseline. */

import { fitMixedModel, type MixedModelFit } from '../../statistics/mixed-model/fit.js'
import type { Method } from '../../statistics/mixed-model/profiled-deviance.js'
import type { RandomStructure } from '../../statistics/mixed-model/random-structure.js'
import type { Refusal } from '../../statistics/refusal.js'
import { type DesignColumn, designMatrix } from '../../statistics/regression/design-matrix.js'
import type { CourseScore } from './course-scores.js'

export interface GrowthModel {
  /** Of the average course: a level alone, or a straight line over the weeks. */
  readonly course: 'level' | 'line'
  /** How members, and groups, differ from it. */
  readonly structure: RandomStructure
  readonly method: Method
}

/** The name of the column of weeks in every fit of this folder. */
export const WEEK = 'week'

/**
 * How do scores run from baseline on average, and how do members and groups differ around that?
 *
 * score = level (+ slope x week) + deviation of the group + deviation of the member + rest
 *
 * @param scores  valid scores of any episodes, any order, also of episodes with one score
 * @returns       points and points a week (raw sign: negative where scores fall), or the refusal of `fitMixedModel`
 * @throws        MemberInTwoGroups when one label stands in two groups
 * Assumes        scores missing for reasons that the model sees (baseline and earlier scores); a straight course
 * @source        Singer & Willett (2003), Applied Longitudinal Data Analysis, 4
 * @verified      test/golden/core/reference-outcomes.test.ts
 */
export function fitGrowthModel(
  scores: readonly CourseScore[],
  { course, structure, method }: GrowthModel,
): MixedModelFit | Refusal {
  return fitCourses(scores, course === 'level' ? [] : [weekColumn(scores)], structure, method)
}

/** Weeks since baseline as a column, one number a score. */
export function weekColumn(scores: readonly CourseScore[]): DesignColumn {
  return { name: WEEK, values: scores.map((score) => score.weeksSinceBaseline) }
}

/** A mixed model of the same scores with any columns; random slopes run over the weeks. */
export function fitCourses(
  scores: readonly CourseScore[],
  columns: readonly DesignColumn[],
  structure: RandomStructure,
  method: Method,
): MixedModelFit | Refusal {
  const rows = {
    outcome: scores.map((score) => score.score),
    design: designMatrix(scores.length, columns),
    time: scores.map((score) => score.weeksSinceBaseline),
    member: scores.map((score) => score.label),
    group: structure.group === null ? null : scores.map((score) => score.groupId),
  }
  return fitMixedModel(rows, structure, method)
}
