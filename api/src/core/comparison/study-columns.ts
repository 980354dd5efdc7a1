/** The columns of a comparison's models. */

import type { DesignColumn } from '../../statistics/regression/design-matrix.js'
import { centred } from '../trajectories/centred.js'
import { ARM_COLUMN } from './compared-members.js'
import type { Covariate, StudyDefinition } from './study-definition.js'
import type { TrialMember } from './target-trial.js'

/** Yes or no: 1 or 0. */
export const YES_OR_NO: readonly Covariate[] = ['female']

/**
 * One column a covariate of the definition, in the order of the definition; a covariate that is the same for all
 * cannot tell members apart and is left out.
 */
export function covariateColumnsOf(
  members: readonly TrialMember[],
  { covariates }: StudyDefinition,
): (DesignColumn & { readonly name: Covariate })[] {
  return covariates.flatMap((name) => {
    const values = members.map((member) => member.covariates[name] ?? Number.NaN)
    return values.some((value) => value !== values[0]) ? [{ name, values }] : []
  })
}

/** All but the baseline, which enters by itself. */
export function otherColumnsOf(members: readonly TrialMember[], definition: StudyDefinition): DesignColumn[] {
  return covariateColumnsOf(members, definition).filter(({ name }) => name !== 'baseline')
}

export function armColumnOf(members: readonly TrialMember[]): DesignColumn {
  return { name: ARM_COLUMN, values: members.map(({ arm }) => (arm === 'combined' ? 1 : 0)) }
}

export function baselinesOf(members: readonly TrialMember[]): number[] {
  return members.map((member) => member.baseline)
}

export function centredBaseline(members: readonly TrialMember[]): DesignColumn {
  return centred('baseline_c', baselinesOf(members))
}

export function groupsOfMembers(members: readonly TrialMember[]): string[] {
  return members.map((member) => member.groupId)
}
