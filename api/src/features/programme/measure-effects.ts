/** Standardised change on one measure, from kinds of change and how often each occurs. */

import type { MeasureOutcomes } from '../../contracts/programme.js'
import { improvementInPoints } from '../../core/change/direction.js'
import type { MeasureDefinition } from '../../core/measures/measure-definition.js'
import { prePostEffects } from '../../statistics/effect-size/pre-post.js'
import { severityAdjustedEffects, severityReference } from '../../statistics/effect-size/severity-adjusted.js'
import { meanWithInterval } from '../../statistics/summary/moments.js'
import { refusalOnTheWire } from '../outcomes/estimates-on-the-wire.js'
import type { MeasureChange } from './measure-changes.query.js'

const FEWEST_FOR_A_MEAN = 2

export function effectSize(
  measure: MeasureDefinition,
  changes: readonly MeasureChange[],
): MeasureOutcomes['effect_size'] {
  const { first, last } = pairedScores(measure, changes)
  const effects = prePostEffects(first, last)
  if (effects.kind === 'refused') return refusalOnTheWire(effects)
  const { d, g, gInterval } = effects.byBaselineSpread
  return {
    n: effects.n,
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
  const all = pairedScores(measure, reference)
  const line = severityReference(all.first, all.last)
  if (line.kind === 'refused') return refusalOnTheWire(line)
  const { first, last } = pairedScores(measure, changes)
  if (first.length < FEWEST_FOR_A_MEAN) {
    return {
      refused: true,
      reason: 'too_few_members',
      message: `A severity-adjusted mean needs at least ${FEWEST_FOR_A_MEAN} episodes with two scores; got ${first.length}.`,
    }
  }
  const { n, mean, interval } = meanWithInterval([...severityAdjustedEffects(line, first, last)])
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

/** Signed so that lower is better: the statistics speak of a fall. */
function pairedScores(
  measure: MeasureDefinition,
  changes: readonly MeasureChange[],
): { first: number[]; last: number[] } {
  const sign = improvementInPoints(measure, 1, 0)
  const first: number[] = []
  const last: number[] = []
  for (const change of changes) {
    if (change.change_in_points === null) continue
    for (let i = 0; i < change.episodes; i += 1) {
      first.push(sign * change.baseline)
      last.push(sign * change.last)
    }
  }
  return { first, last }
}
