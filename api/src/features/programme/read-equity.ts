/** GET /programme/equity: do all kinds of members do as well? With what would tell of few people kept back. */

import type { Equity } from '../../contracts/programme-parts.js'
import { EQUITY_DIMENSIONS } from '../../contracts/programme-parts.js'
import type { ProgrammeQuery } from '../../contracts/programme-query.js'
import { AGE_BANDS } from '../../core/programme/age-bands.js'
import { nationalRates } from '../../core/programme/national-rates.js'
import { type Hidden, hiddenStrata, LARGEST_SMALL_NUMBER } from '../../core/programme/small-numbers.js'
import type { Transaction } from '../../database/access.js'
import { wilsonInterval } from '../../statistics/proportion/wilson-interval.js'
import { proportionOnTheWire } from '../outcomes/estimates-on-the-wire.js'
import { provenanceOf } from '../outcomes/provenance.service.js'
import type { ReadRequest } from '../outcomes/read-request.js'
import { readReliablePoints, rulesOnTheWire } from '../outcomes/reliable-points.service.js'
import { byRate, type EquityRate, shareOfEverybody, withDifferences } from './equity-differences.js'
import { byEveryDimension, countsOfDimension } from './equity-strata.js'
import { firstDay, lastDay } from './measures-to-show.js'
import { type OutcomeCounts, queryOutcomeCounts } from './outcome-counts.query.js'
import { nationalCounts } from './programme-outcomes.js'
import { programmeState } from './programme-state.js'
import { rateDefinition } from './rate-definitions.js'

type Dimension = (typeof EQUITY_DIMENSIONS)[number]
type Stratum = Equity['dimensions'][number]['strata'][number]

const NOTE = `Counts from 1 to ${LARGEST_SMALL_NUMBER}, and what would reveal them, are kept back; members behind a stratum are not listed, since a list would undo that. Strata differ in much else than their name. Intervals of strata ignore grouping; the tests between strata allow for it.`

export async function readEquity(
  transaction: Transaction,
  request: ReadRequest,
  rules: ProgrammeQuery['rules'],
): Promise<Equity> {
  const points = await readReliablePoints(transaction, rules)
  const all = await queryOutcomeCounts(transaction, request, points, byEveryDimension)
  const groups = await queryOutcomeCounts(transaction, request, points)
  const everybody = nationalRates(groups.map(nationalCounts))
  const dimensions = EQUITY_DIMENSIONS.map((dimension) => ({
    dimension,
    ...strataOnTheWire(inOrder(dimension, countsOfDimension(all, dimension))),
  }))
  return {
    smallest_shown: LARGEST_SMALL_NUMBER + 1,
    total: {
      finished: everybody.finished,
      rates: byRate((rate) => proportionOnTheWire(shareOfEverybody(everybody, rate))),
    },
    ...withDifferences(dimensions, everybody),
    note: NOTE,
    state: await programmeState(transaction, request, {
      episodes: groups.reduce((sum, counts) => sum + counts.episodes, 0),
      finished: everybody.finished,
    }),
    rules: rulesOnTheWire(points),
    provenance: await provenanceOf(transaction, request, {
      basis: 'episode_end',
      from: firstDay(groups.map((counts) => counts.first_end)),
      to: lastDay(groups.map((counts) => counts.last_end)),
      nGroups: groups.length,
    }),
  }
}

function strataOnTheWire(
  counts: readonly OutcomeCounts[],
): Pick<Equity['dimensions'][number], 'strata' | 'suppressed'> {
  const peopled = counts.filter((each) => each.national_finished > 0)
  const hiddenSize = hiddenStrata(peopled.map((each) => [each.national_finished]))
  const hiddenRates = byRate((rate) =>
    hiddenStrata(
      peopled.map((each) => countsBehind(each, rate)),
      hiddenSize,
    ),
  )
  const strata = peopled.map((each, place): Stratum => {
    const size = hiddenSize[place] ?? null
    return {
      stratum: each.key,
      finished: size === null ? each.national_finished : suppressed(size),
      rates: byRate((rate) => {
        const hidden = hiddenRates[rate][place] ?? null
        return hidden === null ? shareOf(each, rate) : suppressed(hidden)
      }),
    }
  })
  const kept = strata.flatMap(({ finished, rates }) => [finished, ...Object.values(rates)])
  return {
    strata,
    suppressed: kept.filter((value) => typeof value === 'object' && 'suppressed' in value).length,
  }
}

/** Everything that a share beside the size of its stratum would tell, the size first. */
function countsBehind(counts: OutcomeCounts, rate: EquityRate): number[] {
  const { numerator, denominator } = rateDefinition(rate, 'national')
  const [reached, of] = [numerator(counts), denominator(counts)]
  return [counts.national_finished, reached, of - reached, counts.national_finished - of]
}

function shareOf(counts: OutcomeCounts, rate: EquityRate) {
  const { numerator, denominator } = rateDefinition(rate, 'national')
  return proportionOnTheWire(wilsonInterval(numerator(counts), denominator(counts)))
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
