/** Group therapy alone or combined with another treatment: decided once, at the start of the episode. */

import { type Day, dayNumber } from '../calendar-day.js'
import { NotARecordValue } from '../errors.js'
import type { Arm, ConcurrentTreatmentKind } from '../vocabulary.js'

/** Days from joining in which a concurrent treatment still decides the arm. */
export const GRACE_DAYS = 14

/** `unspecified`: recorded as combined without saying with what. */
export type Combination = 'none' | 'individual' | 'medication' | 'both' | 'unspecified'

export interface ArmEvidence {
  readonly joinedOn: Day
  readonly recordedArm: Arm | null
  /** A flag without dates means: at joining. null = not recorded. */
  readonly concurrentIndividual: boolean | null
  readonly concurrentMedication: boolean | null
  /** Dated treatments of the member, of any time; empty = no dates are recorded. */
  readonly treatments: readonly {
    readonly kind: ConcurrentTreatmentKind
    readonly startedOn: Day
    readonly endedOn: Day | null
  }[]
}

export type ArmDecision =
  | {
      readonly kind: 'known'
      readonly arm: Arm
      readonly combination: Combination
      readonly basis: 'dated' | 'recorded'
    }
  | { readonly kind: 'unknown' }
  /** A recorded arm or flag disagrees with what the dates, or the flags, say. */
  | { readonly kind: 'contradiction'; readonly expected: Arm }

/**
 * Which arm does this episode belong to?
 *
 * Combined when a concurrent treatment runs on any of the first `graceDays` days, day 0 = joining. For each kind
 * dates decide where there are any, otherwise the flag; without both, the recorded arm. What starts later never changes the arm: counting
 * it would credit the combined arm with time that had to be survived first (immortal time).
 *
 * @param graceDays  whole days; the last day counted is joining + graceDays - 1
 * @throws           NotADay, NotARecordValue
 */
export function decideArm(evidence: ArmEvidence, graceDays: number = GRACE_DAYS): ArmDecision {
  if (!Number.isInteger(graceDays) || graceDays < 1) {
    throw new NotARecordValue('The grace period', 'a whole number of days, 1 or more')
  }
  const individual = treatmentAtStart(
    evidence,
    'individual_therapy',
    evidence.concurrentIndividual,
    graceDays,
  )
  const medication = treatmentAtStart(evidence, 'medication', evidence.concurrentMedication, graceDays)
  const isDated = individual.isDated || medication.isDated
  const arm = armOf(individual.isRunning, medication.isRunning, isDated) ?? evidence.recordedArm
  if (arm === null) return { kind: 'unknown' }
  const isContradicted = evidence.recordedArm !== null && evidence.recordedArm !== arm
  if (isContradicted || individual.isContradicted || medication.isContradicted) {
    return { kind: 'contradiction', expected: arm }
  }
  const combination =
    arm === 'group_only' ? 'none' : combinationOf(individual.isRunning, medication.isRunning)
  return { kind: 'known', arm, combination, basis: isDated ? 'dated' : 'recorded' }
}

interface TreatmentAtStart {
  /** null: nothing is recorded of this kind. */
  readonly isRunning: boolean | null
  readonly isDated: boolean
  /** The flag says otherwise than the dates. */
  readonly isContradicted: boolean
}

function treatmentAtStart(
  evidence: ArmEvidence,
  kind: ConcurrentTreatmentKind,
  flag: boolean | null,
  graceDays: number,
): TreatmentAtStart {
  const dated = evidence.treatments.filter((treatment) => treatment.kind === kind)
  if (dated.length === 0) return { isRunning: flag, isDated: false, isContradicted: false }
  const joined = dayNumber(evidence.joinedOn, 'The joining day of an episode')
  const lastDay = joined + graceDays - 1
  const isRunning = dated.some(({ startedOn, endedOn }) => {
    const started = dayNumber(startedOn, 'The start of a concurrent treatment')
    const ended = endedOn === null ? Infinity : dayNumber(endedOn, 'The end of a concurrent treatment')
    return started <= lastDay && ended >= joined
  })
  return { isRunning, isDated: true, isContradicted: flag !== null && flag !== isRunning }
}

/** Once one kind is dated, silence about the other means that it was not given. */
function armOf(individual: boolean | null, medication: boolean | null, isDated: boolean): Arm | null {
  if (individual === true || medication === true) return 'combined'
  return isDated || (individual === false && medication === false) ? 'group_only' : null
}

function combinationOf(individual: boolean | null, medication: boolean | null): Combination {
  if (individual === true) return medication === true ? 'both' : 'individual'
  return medication === true ? 'medication' : 'unspecified'
}
