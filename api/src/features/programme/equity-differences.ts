/** Whether strata differ by more than chance: tests of what is shown, and of nothing that is kept back. */

import type { Equity, equityRateSchema } from '../../contracts/programme-parts.js'
import type { NationalRates } from '../../core/programme/national-rates.js'
import { type StrataDifference, strataDifferences } from '../../core/programme/strata-differences.js'
import type { ClusteredProportion } from '../../statistics/proportion/wilson-interval.js'
import { refusalOnTheWire } from '../outcomes/estimates-on-the-wire.js'

export type EquityRate = (typeof equityRateSchema)['options'][number]
type Dimension = Equity['dimensions'][number]
type Difference = Dimension['differences'][EquityRate]

/** One value a rate, in the words of the wire. */
export function byRate<Value>(value: (rate: EquityRate) => Value): Record<EquityRate, Value> {
  return {
    reliable_recovery: value('reliable_recovery'),
    recovery: value('recovery'),
    reliable_improvement: value('reliable_improvement'),
    reliable_deterioration: value('reliable_deterioration'),
    paired_data: value('paired_data'),
  }
}

/** The share of everybody, whose design effect the strata share. */
export function shareOfEverybody(rates: NationalRates, rate: EquityRate): ClusteredProportion {
  const shares: Record<EquityRate, ClusteredProportion> = {
    reliable_recovery: rates.reliableRecovery,
    recovery: rates.recovery,
    reliable_improvement: rates.reliableImprovement,
    reliable_deterioration: rates.reliableDeterioration,
    paired_data: rates.pairedData,
  }
  return shares[rate]
}

/** Adds to each dimension how its strata differ; every comparison of the answer is allowed for in each. */
export function withDifferences(
  dimensions: readonly Omit<Dimension, 'differences'>[],
  everybody: NationalRates,
): Pick<Equity, 'dimensions' | 'comparisons'> {
  const asked = dimensions.flatMap(({ dimension, strata }) =>
    Object.values(byRate((rate) => rate)).map((rate) => ({
      key: keyOf(dimension, rate),
      strata: strata.flatMap(({ stratum, rates }) => {
        const share = rates[rate]
        return stratum === 'unknown' || 'suppressed' in share
          ? []
          : [{ successes: share.numerator, total: share.denominator }]
      }),
      designEffect: shareOfEverybody(everybody, rate).designEffect,
    })),
  )
  const found = strataDifferences(asked)
  const byKey = new Map(asked.map(({ key }, place) => [key, found[place]]))
  return {
    dimensions: dimensions.map((each) => ({
      ...each,
      differences: byRate((rate) => onTheWire(byKey.get(keyOf(each.dimension, rate)))),
    })),
    comparisons: found.filter(({ kind }) => kind === 'compared').length,
  }
}

function keyOf(dimension: Dimension['dimension'], rate: EquityRate): string {
  return `${dimension} ${rate}`
}

function onTheWire(difference: StrataDifference | undefined): Difference {
  if (difference === undefined) throw new Error('Each rate of each dimension is compared or refused.')
  if (difference.kind === 'refused') return refusalOnTheWire(difference)
  return {
    strata: difference.strata,
    statistic: difference.statistic,
    degrees_of_freedom: difference.degreesOfFreedom,
    p: difference.pValue,
    p_adjusted: difference.pAdjusted,
    design_effect: difference.designEffect,
    is_beyond_chance: difference.isBeyondChance,
  }
}
