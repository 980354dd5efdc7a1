/** Standardised change on one measure, from kinds of change and how often each occurs. */

import type { MeasureOutcomes } from '../../contracts/programme.js'
import { improvementInPoints } from '../../core/change/direction.js'
import type { MeasureDefinition } from '../../core/measures/measure-definition.js'
import { baselineEffectFromSums, type PairSums } from '../../statistics/effect-size/pre-post.js'
import {
  severityAdjustedEffects,
  severityLineFromSums,
} from '../../statistics/effect-size/severity-adjusted.js'
import { studentTInterval } from '../../statistics/interval.js'
import { refusalOnTheWire } from '../outcomes/estimates-on-the-wire.js'
import type { MeasureChange } from './measure-changes.query.js'

const FEWEST_FOR_A_MEAN = 2
const LEVEL = 0.95

export function effectSize(
  measure: MeasureDefinition,
  changes: readonly MeasureChange[],
): MeasureOutcomes['effect_size'] {
  const effect = baselineEffectFromSums(pairSums(pairedKinds(measure, changes)))
  if (effect.kind === 'refused') return refusalOnTheWire(effect)
  const { n, d, g, gInterval } = effect
  return {
    n,
    d,
    g,
    interval: gInterval,
    note: 'Change of the same members over the spread of their first scores; without a comparison it is no effect of treatment, and the interval ignores grouping.',
  }
}

export function severityAdjusted(
  measure: MeasureDefinition,
  changes: readonly MeasureChange[],
  reference: readonly MeasureChange[],
): MeasureOutcomes['severity_adjusted'] {
  const line = severityLineFromSums(pairSums(pairedKinds(measure, reference)))
  if (line.kind === 'refused') return refusalOnTheWire(line)
  const kinds = pairedKinds(measure, changes)
  const n = kinds.reduce((sum, kind) => sum + kind.n, 0)
  if (n < FEWEST_FOR_A_MEAN) {
    return {
      refused: true,
      reason: 'too_few_members',
      message: `A severity-adjusted mean needs at least ${FEWEST_FOR_A_MEAN} episodes with two scores; got ${n}.`,
    }
  }
  const effects = severityAdjustedEffects(
    line,
    kinds.map((kind) => kind.first),
    kinds.map((kind) => kind.last),
  )
  const { mean, interval } = weightedMean(
    [...effects],
    kinds.map((kind) => kind.n),
  )
  return {
    n,
    mean,
    interval,
    reference: {
      n: line.n,
      intercept: line.intercept,
      slope: line.slope,
      sd_baseline: line.baselineStandardDeviation,
    },
    note: 'Positive: the last scores are better than is usual here for their first scores. Over all episodes it is 0, so that it compares parts of the programme and is no effect of treatment.',
  }
}

interface PairedKind {
  readonly first: number
  readonly last: number
  readonly n: number
}

/** Signed so that lower is better: the statistics speak of a fall. */
function pairedKinds(measure: MeasureDefinition, changes: readonly MeasureChange[]): PairedKind[] {
  const sign = improvementInPoints(measure, 1, 0)
  return changes
    .filter((change) => change.change_in_points !== null)
    .map(({ baseline, last, episodes }) => ({ first: sign * baseline, last: sign * last, n: episodes }))
}

function pairSums(kinds: readonly PairedKind[]): PairSums {
  const add = (of: (kind: PairedKind) => number) => kinds.reduce((sum, kind) => sum + kind.n * of(kind), 0)
  return {
    n: add(() => 1),
    before: add(({ first }) => first),
    after: add(({ last }) => last),
    beforeSquared: add(({ first }) => first * first),
    afterSquared: add(({ last }) => last * last),
    product: add(({ first, last }) => first * last),
  }
}

/** As `meanWithInterval` of every value as often as it occurs; at least two in all. */
function weightedMean(values: readonly number[], times: readonly number[]) {
  const n = times.reduce((sum, count) => sum + count, 0)
  const mean = values.reduce((sum, value, place) => sum + value * (times[place] ?? 0), 0) / n
  const squares = values.reduce((sum, value, place) => sum + (times[place] ?? 0) * (value - mean) ** 2, 0)
  const standardError = Math.sqrt(squares / (n - 1) / n)
  return { mean, interval: studentTInterval(mean, standardError, n - 1, LEVEL) }
}
