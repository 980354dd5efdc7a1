import type { MeanContract, ProportionContract } from '../../contracts/estimates.js'
import type { RefusalContract } from '../../contracts/programme-query.js'
import type { Proportion } from '../../statistics/proportion/wilson-interval.js'
import type { Refusal } from '../../statistics/refusal.js'
import type { MeanWithInterval } from '../../statistics/summary/moments.js'

export function proportionOnTheWire({
  numerator,
  denominator,
  proportion,
  interval,
}: Proportion): ProportionContract {
  return { numerator, denominator, proportion, interval }
}

/** @param mean  null when nobody is in it */
export function meanOnTheWire(mean: MeanWithInterval | null): MeanContract {
  return mean === null
    ? { n: 0, mean: null, sd: null, interval: null }
    : { n: mean.n, mean: mean.mean, sd: mean.standardDeviation, interval: mean.interval }
}

export function refusalOnTheWire({ reason, message }: Pick<Refusal, 'reason' | 'message'>): RefusalContract {
  return { refused: true, reason, message }
}
