// Estimates of a study as the wire holds them.
import type { StudyEstimateContract } from '../../../api/src/contracts/studies.js'

/** The main estimate: 1 point lower with combined treatment, from 2 to 0. */
export function anEstimate(changes: Partial<StudyEstimateContract> = {}): StudyEstimateContract {
  return {
    name: 'main',
    label: 'Overlap weights',
    assumes: 'Nothing unmeasured.',
    role: 'main',
    unit: 'points',
    n: 40,
    n_combined: 18,
    n_group_only: 22,
    estimate: -1,
    se: 0.5,
    df: 9,
    low: -2,
    high: 0,
    level: 0.95,
    method: null,
    p: 0.05,
    respects_grouping: true,
    refusal: null,
    ...changes,
  }
}

/** One that was not given. */
export function aRefusedEstimate(changes: Partial<StudyEstimateContract> = {}): StudyEstimateContract {
  return anEstimate({
    estimate: null,
    low: null,
    high: null,
    p: null,
    refusal: {
      reason: 'too_few_in_arm',
      message: 'An adjusted comparison needs at least 10 members in each arm; there are 6. Ask for more.',
    },
    ...changes,
  })
}
