/** Counts of many episodes from kinds of change and how often each occurs. */

import { isCase } from '../../core/change/direction.js'
import type { MeasureDefinition } from '../../core/measures/measure-definition.js'
import type { WholeNumberSums } from '../../core/programme/mean-from-sums.js'
import {
  type BandMove,
  countMeasureOutcomes,
  type MeasureCounts,
} from '../../core/programme/measure-rates.js'
import { reliableChangeAtPoints } from '../../core/programme/outcome-rules.js'
import type { MeasureChange } from './measure-changes.query.js'

/** Each kind is counted once by core, then as often as it occurs: counts and sums add up over episodes. */
export function measureCounts(
  measure: MeasureDefinition,
  changes: readonly MeasureChange[],
  points: number | null,
): MeasureCounts {
  return changes.reduce(
    (sum, change) =>
      add(sum, countMeasureOutcomes(measure, [kindOf(measure, change, points)]), change.episodes),
    countMeasureOutcomes(measure, []),
  )
}

function kindOf(measure: MeasureDefinition, change: MeasureChange, points: number | null) {
  return {
    baseline: change.baseline,
    last: change.last,
    changeInPoints: change.change_in_points,
    reliableChange: reliableChangeAtPoints(change.change_in_points, points),
    isCaseAtStart: isCase(measure, change.baseline),
  }
}

function add(sum: MeasureCounts, kind: MeasureCounts, times: number): MeasureCounts {
  return {
    nBaseline: sum.nBaseline + times * kind.nBaseline,
    baseline: addSums(sum.baseline, kind.baseline, times),
    last: addSums(sum.last, kind.last, times),
    change: addSums(sum.change, kind.change, times),
    assessable: sum.assessable + times * kind.assessable,
    reliablyImproved: sum.reliablyImproved + times * kind.reliablyImproved,
    reliablyDeteriorated: sum.reliablyDeteriorated + times * kind.reliablyDeteriorated,
    caseAtStart: sum.caseAtStart + times * kind.caseAtStart,
    responded: sum.responded + times * kind.responded,
    notInRemissionAtStart: sum.notInRemissionAtStart + times * kind.notInRemissionAtStart,
    remitted: sum.remitted + times * kind.remitted,
    bandMoves: addMoves(sum.bandMoves, kind.bandMoves, times),
  }
}

function addSums(sum: WholeNumberSums, kind: WholeNumberSums, times: number): WholeNumberSums {
  return {
    n: sum.n + times * kind.n,
    sum: sum.sum + times * kind.sum,
    sumSquared: sum.sumSquared + times * kind.sumSquared,
  }
}

function addMoves(sum: readonly BandMove[], kind: readonly BandMove[], times: number): BandMove[] {
  const moves = sum.map((move) => ({ ...move }))
  for (const { from, to, n } of kind) {
    const known = moves.find((move) => move.from === from && move.to === to)
    if (known === undefined) moves.push({ from, to, n: times * n })
    else known.n += times * n
  }
  return moves
}
