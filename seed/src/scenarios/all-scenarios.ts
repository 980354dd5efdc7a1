import type { ClinicParameters } from '../simulate/clinic-parameters.js'
import type { SimulatedClinic } from '../simulate/clinic-rows.js'
import { type ClinicSize, simulateClinic } from '../simulate/simulate-clinic.js'
import { simulateTrapClinic } from '../simulate/trap-clinic.js'
import { clinic } from './clinic.js'
import { deteriorating } from './deteriorating.js'
import { dropoutHeavy } from './dropout-heavy.js'
import { minusTwo } from './minus-two.js'
import { noEffect } from './no-effect.js'
import { TRAP_NAMES, type TrapName, traps } from './traps.js'

/** Made by the model of `ClinicParameters`. */
export const CLINIC_NAMES = [
  'clinic',
  'no-effect',
  'minus-two',
  'dropout-heavy',
  'deteriorating',
  'messy',
] as const
/** What `tidemark seed` can make. */
export const SCENARIO_NAMES = [...CLINIC_NAMES, ...TRAP_NAMES] as const
export type ScenarioName = (typeof SCENARIO_NAMES)[number]
export type ClinicName = (typeof CLINIC_NAMES)[number]
/** Persons of a trap: 60 groups of 10, as in the reference. */
const MEMBERS_OF_TRAP = 600

export interface Scenario {
  /** One line for the command's help. */
  readonly summary: string
  readonly parameters: ClinicParameters
  /** Persons, when nobody asks for another number. */
  readonly defaultMembers: number
  /** True where rows are spoiled on purpose and files that must be refused stand beside them. */
  readonly isMessy: boolean
}

export const scenarios: Readonly<Record<ClinicName, Scenario>> = {
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

/** True for a clinic in which another treatment starts in mid-course. */
export function isTrapName(name: ScenarioName): name is TrapName {
  return TRAP_NAMES.some((known) => known === name)
}

/** The clinic of a scenario, before its files are written or spoiled. */
export function simulateScenario(
  name: ScenarioName,
  { members, seed, asOf }: Omit<ClinicSize, 'members'> & { readonly members: number | null },
): SimulatedClinic {
  if (isTrapName(name))
    return simulateTrapClinic(traps[name], { members: members ?? MEMBERS_OF_TRAP, seed, asOf })
  const { parameters, defaultMembers } = scenarios[name]
  return simulateClinic(parameters, { members: members ?? defaultMembers, seed, asOf })
}

/** True where rows are spoiled on purpose. */
export function isMessy(name: ScenarioName): boolean {
  return !isTrapName(name) && scenarios[name].isMessy
}

/** True for a name of the list. */
export function isScenarioName(name: string): name is ScenarioName {
  return SCENARIO_NAMES.some((known) => known === name)
}
