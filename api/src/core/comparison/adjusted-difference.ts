/** By how much do last scores of the two arms differ, at the same start? */

import { type Refusal, refuse } from '../../statistics/refusal.js'
import { type Ancova, ancova } from '../../statistics/regression/ancova.js'
import { type DesignColumn, designMatrix } from '../../statistics/regression/design-matrix.js'
import { type LinearFit, leastSquares } from '../../statistics/regression/least-squares.js'
import { type ClusterRobust, clusterRobust, clusterRobustOf } from '../../statistics/robust/cluster-robust.js'
import { refuseGroupCount, type TooFewGroups } from '../trajectories/group-level.js'
import {
  armColumn,
  type ComparedMember,
  completeMembers,
  covariateColumns,
  groupsOf,
} from './compared-members.js'

export interface AdjustedDifference {
  readonly kind: 'fitted'
  readonly ancova: Ancova
  /** The same coefficients with errors that allow for groups. */
  readonly byGroup: ClusterRobust | Refusal | TooFewGroups
}

export interface AdjustedDifferences {
  /** Last PHQ-9 on the arm alone. */
  readonly unadjusted: LinearFit | Refusal
  /** At the same baseline. */
  readonly atEqualBaseline: AdjustedDifference | Refusal
  /** At the same baseline, GAD-7 baseline, age, gender and prior episodes; of members with all of them. */
  readonly withCovariates: AdjustedDifference | Refusal
}

/**
 * @param members          any order
 * @param programmeGroups  how many groups the programme has: with few, errors by group are refused
 * @returns                combined minus group only in points of the last score: negative favours combined; each part
 *                         fitted or refused for itself
 * Assumes                 arms were chosen, not drawn: an association that covariates make fairer, not an effect
 * @source                 Vickers & Altman (2001), BMJ 323:1123-1124
 * @verified               test/golden/core/reference-outcomes.test.ts
 */
export function adjustedDifferences(
  members: readonly ComparedMember[],
  programmeGroups: number,
): AdjustedDifferences {
  const complete = completeMembers(members)
  return {
    unadjusted: leastSquares(designMatrix(members.length, [armColumn(members)]), lastScores(members)),
    atEqualBaseline: compare(members, [], programmeGroups),
    withCovariates: compare(complete, covariateColumns(complete), programmeGroups),
  }
}

function compare(
  members: readonly ComparedMember[],
  covariates: readonly DesignColumn[],
  programmeGroups: number,
): AdjustedDifference | Refusal {
  return compareArms({
    outcome: lastScores(members),
    arm: armColumn(members),
    baseline: { name: 'baseline_c', values: members.map((member) => member.baseline) },
    covariates,
    groups: groupsOf(members),
    programmeGroups,
    errorsOf: 'every_coefficient',
  })
}

export interface ArmsToCompare {
  /** One value a member. */
  readonly outcome: number[]
  /** 1 for the arm whose effect is asked, 0 for the other. */
  readonly arm: DesignColumn
  /** Centred on its mean before it enters. */
  readonly baseline: { readonly name: string; readonly values: number[] }
  readonly covariates: readonly DesignColumn[]
  readonly groups: readonly string[]
  /** How many groups there are to tell how groups differ. */
  readonly programmeGroups: number
  /** Whose errors by group are asked for. */
  readonly errorsOf: 'every_coefficient' | 'difference'
}

/** The arms at the same baseline and covariates, with errors by group where there are enough groups. */
export function compareArms({
  groups,
  programmeGroups,
  errorsOf,
  ...input
}: ArmsToCompare): AdjustedDifference | Refusal {
  if (input.outcome.length === 0) {
    return refuse('too_few_members', 'A comparison needs members with scores and covariates; got 0.')
  }
  const fitted = ancova(input)
  if (fitted.kind === 'refused') return fitted
  const byGroup =
    refuseGroupCount('A standard error by group', programmeGroups) ??
    (errorsOf === 'difference'
      ? clusterRobustOf(fitted.fit, groups, input.arm.name)
      : clusterRobust(fitted.fit, groups))
  return { kind: 'fitted', ancova: fitted, byGroup }
}

function lastScores(members: readonly ComparedMember[]): number[] {
  return members.map((member) => member.last)
}
