/** What a comparison says of a simulated clinic, beside what is true of the very members whom it compares. */

import {
  adjustedEstimates,
  crudeEstimate,
  mainEstimate,
  weighMembers,
} from '../../api/src/core/comparison/point-estimates.js'
import { DEFAULT_STUDY } from '../../api/src/core/comparison/study-definition.js'
import type { StudyEstimate } from '../../api/src/core/comparison/study-estimate.js'
import { type ObservedMember, targetTrial } from '../../api/src/core/comparison/target-trial.js'
import { phq9 } from '../../api/src/core/measures/phq-9.js'
import type { ClinicParameters } from './simulate/clinic-parameters.js'
import { simulateClinic } from './simulate/simulate-clinic.js'
import { studyEpisodesOf } from './study-episodes-of-clinic.js'

const AS_OF = '2026-06-01'
/** Log odds at which every episode, or none, begins in the combined arm. */
const SURELY = 40

export interface ComparedClinic {
  readonly parameters: ClinicParameters
  readonly members: number
  readonly seed: number
}

export interface StudyAnswers {
  /** Points, combined minus group only: the mean over the members compared, as the overlap weights count them. */
  readonly truth: number
  /** By name; those refused left out. */
  readonly estimates: ReadonlyMap<string, StudyEstimate>
}

/**
 * The default study of a clinic, and its truth: the same members, eligible by what was recorded of them, in the same
 * clinic drawn twice more from the same seed, once with combined treatment for everybody and once for nobody. Every other
 * draw is shared, so that the two outcomes of a member are hers with and without it.
 *
 * @returns null where the comparison is refused
 */
export function studyAnswers(clinic: ComparedClinic): StudyAnswers | null {
  const trial = trialOf(clinic)
  const weighed = weighMembers(trial.complete, DEFAULT_STUDY)
  if (weighed.kind === 'refused') return null
  const estimates = [
    crudeEstimate(trial.complete),
    mainEstimate(trial.complete, DEFAULT_STUDY, weighed, null),
    ...adjustedEstimates(trial, DEFAULT_STUDY, weighed, null),
  ]
  return {
    truth: meanDifference(trial.complete, weighed.propensity.probabilities, clinic),
    estimates: new Map(estimates.map((estimate) => [estimate.name, estimate])),
  }
}

function trialOf({ parameters, members, seed }: ComparedClinic) {
  const rows = simulateClinic({ ...parameters, returningShare: 0 }, { members, seed, asOf: AS_OF })
  return targetTrial(DEFAULT_STUDY, phq9, studyEpisodesOf(rows), AS_OF)
}

/** A member counts as p (1 - p) of its propensity p: the population that overlap weights speak of. */
function meanDifference(
  compared: readonly ObservedMember[],
  propensities: Float64Array,
  clinic: ComparedClinic,
): number {
  const withAll = outcomesIf(clinic, SURELY)
  const withNone = outcomesIf(clinic, -SURELY)
  let sum = 0
  let total = 0
  for (const [i, { label }] of compared.entries()) {
    const [one, other] = [withAll.get(label), withNone.get(label)]
    // Who would not have been seen in the window in one of the two has no difference to tell.
    if (one === undefined || other === undefined) continue
    const p = propensities[i] ?? Number.NaN
    sum += p * (1 - p) * (one - other)
    total += p * (1 - p)
  }
  return sum / total
}

function outcomesIf({ parameters, ...size }: ComparedClinic, logOdds: number): Map<string, number> {
  const combined = { ...parameters.combined, logOdds, logOddsPerDistressSd: 0, logOddsPerPriorEpisode: 0 }
  const { observed } = trialOf({ ...size, parameters: { ...parameters, combined } })
  return new Map(observed.map(({ label, outcome }) => [label, outcome.score]))
}
