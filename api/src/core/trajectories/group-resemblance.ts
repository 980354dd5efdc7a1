/** How alike are the outcomes of members of one group? What a trial, or a comparison of groups, must allow for. */

import { fitMixedModel, type MixedModelFit } from '../../statistics/mixed-model/fit.js'
import {
  type AnovaIcc,
  anovaIcc,
  designEffect,
  intraclassCorrelation,
} from '../../statistics/mixed-model/intraclass-correlation.js'
import type { Refusal } from '../../statistics/refusal.js'
import { type DesignColumn, designMatrix } from '../../statistics/regression/design-matrix.js'
import { centred } from './centred.js'

export interface CourseEnds {
  readonly groupId: string
  /** First and last valid score, in points. */
  readonly baseline: number
  readonly last: number
}

export interface ResemblanceModel {
  readonly fit: MixedModelFit
  /** Share of the variance of last scores that lies between groups, 0 to 1. */
  readonly icc: number
}

export interface GroupResemblance {
  /** Last scores as they are. */
  readonly unadjusted: ResemblanceModel | Refusal
  /** Last scores at the same baseline. */
  readonly atEqualBaseline: ResemblanceModel | Refusal
  readonly anova: AnovaIcc | Refusal
  /** By how much the variance of a mean grows: for the mean group size, and for the unequal sizes found. */
  readonly designEffects: { readonly equalSizes: number; readonly unequalSizes: number } | null
}

/**
 * @param ends  one entry an episode with two or more scores, any order
 * @returns     each part estimated or refused for itself; design effects from the unadjusted model
 * @throws      NotFinite
 * Assumes      groups differ by a level alone
 * @source      Donner & Klar (2000), Design and Analysis of Cluster Randomization Trials
 * @verified    test/golden/core/reference-outcomes.test.ts
 */
export function groupResemblance(ends: readonly CourseEnds[]): GroupResemblance {
  const baseline = centred(
    'baseline_c',
    ends.map((end) => end.baseline),
  )
  const unadjusted = levelOfGroups(ends, [])
  const anova = anovaIcc(
    ends.map((end) => end.last),
    ends.map((end) => end.groupId),
  )
  return {
    unadjusted,
    atEqualBaseline: levelOfGroups(ends, [baseline]),
    anova,
    designEffects:
      'fit' in unadjusted && anova.kind === 'estimated'
        ? {
            equalSizes: designEffect(anova.meanGroupSize, unadjusted.icc),
            unequalSizes: designEffect(anova.weightedGroupSize, unadjusted.icc),
          }
        : null,
  }
}

/** Here a group is the unit whose level varies: one random intercept, no slope. */
function levelOfGroups(
  ends: readonly CourseEnds[],
  columns: readonly DesignColumn[],
): ResemblanceModel | Refusal {
  const rows = {
    outcome: ends.map((end) => end.last),
    design: designMatrix(ends.length, columns),
    time: ends.map(() => 0),
    member: ends.map((end) => end.groupId),
    group: null,
  }
  const fit = fitMixedModel(rows, { member: 'intercept', group: null })
  return fit.kind === 'refused' ? fit : { fit, icc: intraclassCorrelation(fit).member }
}
