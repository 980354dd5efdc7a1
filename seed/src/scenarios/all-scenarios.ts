import type { ClinicParameters } from '../simulate/clinic-parameters.js'
import { clinic } from './clinic.js'
import { deteriorating } from './deteriorating.js'
import { dropoutHeavy } from './dropout-heavy.js'
import { minusTwo } from './minus-two.js'
import { noEffect } from './no-effect.js'

/** What `tidemark seed` can make. */
export const SCENARIO_NAMES = [
  'clinic',
  'no-effect',
  'minus-two',
  'dropout-heavy',
  'deteriorating',
  'messy',
] as const
export type ScenarioName = (typeof SCENARIO_NAMES)[number]

export interface Scenario {
  /** One line for the command's help. */
  readonly summary: string
  readonly parameters: ClinicParameters
  /** Persons, when nobody asks for another number. */
  readonly defaultMembers: number
  /** True where rows are spoiled on purpose and files that must be refused stand beside them. */
  readonly isMessy: boolean
}

export const scenarios: Readonly<Record<ScenarioName, Scenario>> = {
  clinic: {
    summary: 'the demonstration clinic: three sites, ordinary results, every caseload status',
    parameters: clinic,
    defaultMembers: 400,
    isMessy: false,
  },
  'no-effect': {
    summary: 'combined treatment has no effect at all, and the more distressed are likelier to have it',
    parameters: noEffect,
    defaultMembers: 1000,
    isMessy: false,
  },
  'minus-two': {
    summary: 'combined treatment lowers PHQ-9 by 2 points at the planned end',
    parameters: minusTwo,
    defaultMembers: 1000,
    isMessy: false,
  },
  'dropout-heavy': {
    summary: 'about half of the members leave early, the worse they feel the likelier',
    parameters: dropoutHeavy,
    defaultMembers: 400,
    isMessy: false,
  },
  deteriorating: {
    summary: 'members get worse: 2 points of PHQ-9 by the planned end',
    parameters: deteriorating,
    defaultMembers: 400,
    isMessy: false,
  },
  messy: {
    summary:
      'a small clinic with one example of every bad row and bad file, and the list of what must be rejected',
    parameters: { ...clinic, stagesCaseload: false },
    defaultMembers: 60,
    isMessy: true,
  },
}

/** True for a name of the list. */
export function isScenarioName(name: string): name is ScenarioName {
  return SCENARIO_NAMES.some((known) => known === name)
}
