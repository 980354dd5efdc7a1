/** GET /programme/equity: do all kinds of members do as well? With what would tell of few people kept back. */

import type { Equity, equityRateSchema } from '../../contracts/programme-parts.js'
import { EQUITY_DIMENSIONS } from '../../contracts/programme-parts.js'
import type { ProgrammeQuery } from '../../contracts/programme-query.js'
import { AGE_BANDS } from '../../core/programme/age-bands.js'
import { type Hidden, hiddenStrata, LARGEST_SMALL_NUMBER } from '../../core/programme/small-numbers.js'
import type { Transaction } from '../../database/access.js'
import { wilsonInterval } from '../../statistics/proportion/wilson-interval.js'
import { proportionOnTheWire } from '../outcomes/estimates-on-the-wire.js'
import { provenanceOf } from '../outcomes/provenance.service.js'
import type { ReadRequest } from '../outcomes/read-request.js'
import { readReliablePoints, rulesOnTheWire } from '../outcomes/reliable-points.service.js'
import { byEveryDimension, countsOfDimension } from './equity-strata.js'
import { firstDay, lastDay } from './measures-to-show.js'
import { type OutcomeCounts, queryGroupCount, queryOutcomeCounts } from './outcome-counts.query.js'
import { programmeState } from './programme-state.js'
import { rateDefinition } from './rate-definitions.js'

type Rate = (typeof equityRateSchema)['options'][number]
type Dimension = (typeof EQUITY_DIMENSIONS)[number]
type Stratum = Equity['dimensions'][number]['strata'][number]

const RATES: readonly Rate[] = [
  'reliable_recovery',
  'recovery',
  'reliable_improvement',
  'reliable_deterioration',
  'paired_data',
]

const NOTE = `Counts from 1 to ${LARGEST_SMALL_NUMBER}, and what would reveal them, are kept back; members behind a stratum are not listed, since a list would undo that. Strata differ in much else than their name. Intervals ignore grouping.`

export async function readEquity(
  transaction: Transaction,
  request: ReadRequest,
  rules: ProgrammeQuery['rules'],
): Promise<Equity> {
  const points = await readReliablePoints(transaction, rules)
  const all = await queryOutcomeCounts(transaction, request, points, byEveryDimension)
  const dimensions = EQUITY_DIMENSIONS.map((dimension) => ({
    dimension,
    ...strataOnTheWire(inOrder(dimension, countsOfDimension(all, dimension))),
  }))
  const sum = (of: (counts: OutcomeCounts) => number) => all.reduce((total, counts) => total + of(counts), 0)
  const finished = sum((counts) => counts.national_finished)
  return {
    smallest_shown: LARGEST_SMALL_NUMBER + 1,
    total: { finished, rates: ratesOf((of) => sum(of)) },
    dimensions,
    note: NOTE,
    state: await programmeState(transaction, request, {
      episodes: sum((counts) => counts.episodes),
      finished,
    }),
    rules: rulesOnTheWire(points),
    provenance: await provenanceOf(transaction, request, {
      basis: 'episode_end',
      from: firstDay(all.map((counts) => counts.first_end)),
      to: lastDay(all.map((counts) => counts.last_end)),
      nGroups: await queryGroupCount(transaction, request),
    }),
  }
}

function strataOnTheWire(
  counts: readonly OutcomeCounts[],
): Pick<Equity['dimensions'][number], 'strata' | 'suppressed'> {
  const peopled = counts.filter((each) => each.national_finished > 0)
  const hiddenSize = hiddenStrata(peopled.map((each) => [each.national_finished]))
  const hiddenRates = new Map(
    RATES.map((rate) => [
      rate,
      hiddenStrata(
        peopled.map((each) => countsBehind(each, rate)),
        hiddenSize,
      ),
    ]),
  )
  const strata = peopled.map((each, place): Stratum => {
    const size = hiddenSize[place] ?? null
    const rates = ratesOf((of) => of(each))
    return {
      stratum: each.key,
      finished: size === null ? each.national_finished : suppressed(size),
      rates: {
        reliable_recovery: shown('reliable_recovery'),
        recovery: shown('recovery'),
        reliable_improvement: shown('reliable_improvement'),
        reliable_deterioration: shown('reliable_deterioration'),
        paired_data: shown('paired_data'),
      },
    }
    function shown(rate: Rate) {
      const hidden = hiddenRates.get(rate)?.[place] ?? null
      return hidden === null ? rates[rate] : suppressed(hidden)
    }
  })
  const kept = strata.flatMap(({ finished, rates }) => [finished, ...Object.values(rates)])
  return {
    strata,
    suppressed: kept.filter((value) => typeof value === 'object' && 'suppressed' in value).length,
  }
}

/** Everything that a share beside the size of its stratum would tell, the size first. */
function countsBehind(counts: OutcomeCounts, rate: Rate): number[] {
  const { numerator, denominator } = rateDefinition(rate, 'national')
  const [reached, of] = [numerator(counts), denominator(counts)]
  return [counts.national_finished, reached, of - reached, counts.national_finished - of]
}

function ratesOf(value: (of: (counts: OutcomeCounts) => number) => number): Equity['total']['rates'] {
  const shareOf = (rate: Rate) => {
    const { numerator, denominator } = rateDefinition(rate, 'national')
    return proportionOnTheWire(wilsonInterval(value(numerator), value(denominator)))
  }
  return {
    reliable_recovery: shareOf('reliable_recovery'),
    recovery: shareOf('recovery'),
    reliable_improvement: shareOf('reliable_improvement'),
    reliable_deterioration: shareOf('reliable_deterioration'),
    paired_data: shareOf('paired_data'),
  }
}

function suppressed(reason: Hidden) {
  return { suppressed: true as const, reason }
}

function inOrder(dimension: Dimension, counts: readonly OutcomeCounts[]): OutcomeCounts[] {
  const order: readonly string[] = dimension === 'age_band' ? AGE_BANDS : []
  return [...counts].sort(
    (one, other) => order.indexOf(one.key) - order.indexOf(other.key) || (one.key < other.key ? -1 : 1),
  )
}
