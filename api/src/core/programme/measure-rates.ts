/** What one measure says about many episodes: means, reliable change, response, remission, moves between bands. */

import { type Proportion, wilsonInterval } from '../../statistics/proportion/wilson-interval.js'
import type { MeanWithInterval } from '../../statistics/summary/moments.js'
import { isInRemission } from '../change/direction.js'
import { isResponse } from '../change/response.js'
import type { MeasureOutcome } from '../episodes/measure-outcome.js'
import type { MeasureDefinition } from '../measures/measure-definition.js'
import { bandOf } from '../scoring/score-answers.js'
import { meanFromSums, sumWholeNumbers, type WholeNumberSums } from './mean-from-sums.js'

export interface BandMove {
  readonly from: string
  readonly to: string
  readonly n: number
}

export interface MeasureCounts {
  /** Episodes with a valid baseline. */
  readonly nBaseline: number
  /** Episodes with 2 valid scores or more: everything below is of these. */
  readonly baseline: WholeNumberSums
  readonly last: WholeNumberSums
  /** Positive = improvement. */
  readonly change: WholeNumberSums
  /** With a class of reliable change. */
  readonly assessable: number
  readonly reliablyImproved: number
  readonly reliablyDeteriorated: number
  readonly caseAtStart: number
  /** Of `caseAtStart`: at least half of the points from the best total gone. */
  readonly responded: number
  readonly notInRemissionAtStart: number
  /** Of `notInRemissionAtStart`: in remission at the last score. */
  readonly remitted: number
  /** Pairs of bands that occur, in the order of the measure's bands. */
  readonly bandMoves: readonly BandMove[]
}

export interface MeasureRates {
  readonly nBaseline: number
  readonly nPaired: number
  readonly baseline: MeanWithInterval | null
  readonly last: MeanWithInterval | null
  readonly change: MeanWithInterval | null
  readonly reliablyImproved: Proportion
  readonly noReliableChange: Proportion
  readonly reliablyDeteriorated: Proportion
  /** Of episodes at caseness at the start; null where the measure has no caseness. */
  readonly response: Proportion | null
  /** Of episodes not in remission at the start; null where the measure defines none. */
  readonly remission: Proportion | null
  readonly bandMoves: readonly BandMove[]
}

type Outcome = Pick<
  MeasureOutcome,
  'baseline' | 'last' | 'changeInPoints' | 'reliableChange' | 'isCaseAtStart'
>

/** Counts behind `measureRates`. @param outcomes  of this measure, one an episode, any order */
export function countMeasureOutcomes(
  measure: MeasureDefinition,
  outcomes: readonly Outcome[],
): MeasureCounts {
  const paired = outcomes.flatMap((outcome) =>
    outcome.changeInPoints === null ? [] : [{ ...outcome, changeInPoints: outcome.changeInPoints }],
  )
  const cases = paired.filter((outcome) => outcome.isCaseAtStart === true)
  const ill = paired.filter((outcome) => isInRemission(measure, outcome.baseline) === false)
  return {
    nBaseline: outcomes.length,
    baseline: sumWholeNumbers(paired.map((outcome) => outcome.baseline)),
    last: sumWholeNumbers(paired.map((outcome) => outcome.last)),
    change: sumWholeNumbers(paired.map((outcome) => outcome.changeInPoints)),
    assessable: paired.filter((outcome) => outcome.reliableChange !== 'not_assessable').length,
    reliablyImproved: paired.filter((outcome) => outcome.reliableChange === 'reliably_improved').length,
    reliablyDeteriorated: paired.filter((outcome) => outcome.reliableChange === 'reliably_deteriorated')
      .length,
    caseAtStart: cases.length,
    responded: cases.filter((outcome) => isResponse(measure, outcome.baseline, outcome.changeInPoints))
      .length,
    notInRemissionAtStart: ill.length,
    remitted: ill.filter((outcome) => isInRemission(measure, outcome.last) === true).length,
    bandMoves: countBandMoves(measure, paired),
  }
}

/**
 * How did the episodes do on this measure?
 *
 * @returns   means over episodes with two valid scores; proportions with plain Wilson intervals, each with the
 *            denominator named at its count
 * @throws    OutOfRange, NotARecordValue when the counts contradict each other
 * Assumes    independent members: the intervals ignore that members of one group resemble each other
 */
export function measureRates(measure: MeasureDefinition, counts: MeasureCounts): MeasureRates {
  const { assessable, reliablyImproved, reliablyDeteriorated } = counts
  return {
    nBaseline: counts.nBaseline,
    nPaired: counts.change.n,
    baseline: meanFromSums(counts.baseline),
    last: meanFromSums(counts.last),
    change: meanFromSums(counts.change),
    reliablyImproved: wilsonInterval(reliablyImproved, assessable),
    noReliableChange: wilsonInterval(assessable - reliablyImproved - reliablyDeteriorated, assessable),
    reliablyDeteriorated: wilsonInterval(reliablyDeteriorated, assessable),
    response: measure.caseness === null ? null : wilsonInterval(counts.responded, counts.caseAtStart),
    remission:
      measure.remissionBelow === null ? null : wilsonInterval(counts.remitted, counts.notInRemissionAtStart),
    bandMoves: counts.bandMoves,
  }
}

function countBandMoves(
  measure: MeasureDefinition,
  paired: readonly { readonly baseline: number; readonly last: number }[],
): BandMove[] {
  const moves = paired.map(({ baseline, last }) => ({
    from: bandOf(measure, baseline),
    to: bandOf(measure, last),
  }))
  const codes = measure.bands.map((band) => band.code)
  return codes.flatMap((from) =>
    codes.flatMap((to) => {
      const n = moves.filter((move) => move.from === from && move.to === to).length
      return n === 0 ? [] : [{ from, to, n }]
    }),
  )
}
