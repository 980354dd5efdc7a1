/** The Jacobson-Truax limits of each measure, from the baselines of the clinic at hand. */

import type { Refusal } from '../../statistics/refusal.js'
import {
  jacobsonTruax,
  type ReliableChangeLimits,
  type ReliableChangeReference,
  reliableChangeReference,
} from '../change/jacobson-truax.js'
import type { MeasureOutcome } from '../episodes/measure-outcome.js'
import type { MeasureDefinition } from '../measures/measure-definition.js'
import { measureRegistry } from '../measures/registry.js'
import type { EpisodeCase } from './clinic-episodes.js'

/** Always in the appendix, also of a clinic that did not use them: both families of rates are about them. */
const ALWAYS = ['phq9', 'gad7']

export interface MeasureInClinic {
  readonly measure: MeasureDefinition
  readonly reference: ReliableChangeReference | Refusal
  /** By alpha, which also classifies; null when the reference is refused. */
  readonly byAlpha: ReliableChangeLimits | null
  /** null also where no test-retest reliability is agreed. */
  readonly byTestRetest: ReliableChangeLimits | null
}

/** Measures of the appendix in the order of the registry. Standard deviations count episodes. */
export function measuresInClinic(cases: readonly EpisodeCase[]): MeasureInClinic[] {
  return measureRegistry.flatMap((measure) => {
    const baselines = cases.flatMap((each) => outcomeOf(each, measure)?.baseline ?? [])
    if (baselines.length === 0 && !ALWAYS.includes(measure.code)) return []
    return [measureInClinic(measure, baselines)]
  })
}

/** What this measure says of the episode; undefined without a valid score. */
export function outcomeOf({ outcome }: EpisodeCase, measure: MeasureDefinition): MeasureOutcome | undefined {
  return outcome.measures.find(({ measureCode }) => measureCode === measure.code)
}

function measureInClinic(measure: MeasureDefinition, baselines: number[]): MeasureInClinic {
  const reference = reliableChangeReference(baselines)
  if (reference.kind === 'refused') return { measure, reference, byAlpha: null, byTestRetest: null }
  const { alpha, testRetest } = measure.reliability
  const byTestRetest = testRetest === null ? null : jacobsonTruax(measure, reference, testRetest)
  return { measure, reference, byAlpha: jacobsonTruax(measure, reference, alpha), byTestRetest }
}
