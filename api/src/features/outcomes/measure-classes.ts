/**
 * Classes of one measure as conditions on `of_measure`. What the measure's definition and `core` say of totals is
 * asked for every total that can occur, so that no rule is written a second time in SQL.
 */

import type { OutcomeClass } from '../../contracts/programme.js'
import { isInRemission, pointsFromBest } from '../../core/change/direction.js'
import { isResponse } from '../../core/change/response.js'
import type { MeasureDefinition } from '../../core/measures/measure-definition.js'
import { invalidParameters } from '../../platform/problem.js'

const isPaired = 'of_measure.change_in_points is not null'
const isCaseAtStart = `${isPaired} and of_measure.is_case_at_start`

/**
 * Classes that the measure does not define are absent.
 *
 * @param points  from which a change is reliable; null: no change is assessable
 */
export function measureClasses(
  measure: MeasureDefinition,
  points: number | null,
): Partial<Record<OutcomeClass, string>> {
  return {
    all: 'true',
    scored: 'of_measure.measure_code is not null',
    paired_data: isPaired,
    without_paired_data: 'of_measure.change_in_points is null',
    completer: `${isPaired} and selected.has_ended and selected.has_dropped_out is not true`,
    ...reliableClasses(measure, points),
    ...(measure.caseness === null
      ? {}
      : { case_at_start: isCaseAtStart, response: `${isCaseAtStart} and ${hasResponded(measure)}` }),
    ...(measure.remissionBelow === null ? {} : remissionClasses(measure)),
  }
}

/** Which points of the measure's course an episode has to have; each part is optional. */
export interface CoursePart {
  readonly bandFrom?: string | undefined
  readonly bandTo?: string | undefined
  /** Weeks since baseline, with a score. */
  readonly week?: number | undefined
}

/**
 * Conditions on `of_measure`; none for an empty part. Band moves are of episodes with two scores.
 *
 * @throws ProblemError when the measure has no such band
 */
export function courseConditions(measure: MeasureDefinition, part: CoursePart): string[] {
  const { bandFrom, bandTo, week } = part
  return [
    ...(bandFrom === undefined ? [] : [isPaired, inBand(measure, 'baseline', 'band_from', bandFrom)]),
    ...(bandTo === undefined ? [] : [isPaired, inBand(measure, 'last', 'band_to', bandTo)]),
    ...(week === undefined ? [] : [`${week} = any (of_measure.week_numbers)`]),
  ]
}

/**
 * Changes, and when an improvement of so many points was first observed, and first held at the next score. The set of
 * those in whom one can be seen: two scores, and a baseline far enough from the best total.
 */
function reliableClasses(
  measure: MeasureDefinition,
  points: number | null,
): Partial<Record<OutcomeClass, string>> {
  if (points === null) {
    return { reliably_improved: 'false', no_reliable_change: 'false', reliably_deteriorated: 'false' }
  }
  const { low, high } = measure.totalRange
  const far = wholeNumbers(low, high).filter((total) => pointsFromBest(measure, total) >= points)
  const improvable = `${isPaired} and of_measure.baseline = any (array[${far.join(', ')}]::integer[])`
  return {
    reliably_improved: `of_measure.change_in_points >= ${points}`,
    no_reliable_change: `abs(of_measure.change_in_points) < ${points}`,
    reliably_deteriorated: `of_measure.change_in_points <= -${points}`,
    improvable,
    improvement_observed: `${improvable} and ${dayOfImprovement('improved', points)} is not null`,
    improvement_sustained: `${improvable} and ${dayOfImprovement('held', points)} is not null`,
  }
}

/** The day since baseline of the first record of at least so many points; the lists rise. */
export function dayOfImprovement(kind: 'improved' | 'held', points: number): string {
  return `of_measure.${kind}_days[width_bucket(${points - 1}, of_measure.${kind}_points::integer[]) + 1]`
}

function hasResponded(measure: MeasureDefinition): string {
  const { low, high } = measure.totalRange
  const changes = wholeNumbers(0, high - low)
  const pointsNeeded = wholeNumbers(low, high).map((baseline) =>
    changes.find((change) => isResponse(measure, baseline, change)),
  )
  return `of_measure.change_in_points >= (array[${pointsNeeded.join(', ')}])[of_measure.baseline - ${low} + 1]`
}

function remissionClasses(measure: MeasureDefinition): Partial<Record<OutcomeClass, string>> {
  const { low, high } = measure.totalRange
  const totals = wholeNumbers(low, high).filter((total) => isInRemission(measure, total) === true)
  const notAtStart = `${isPaired} and of_measure.baseline <> all (array[${totals.join(', ')}])`
  return {
    not_in_remission_at_start: notAtStart,
    remission: `${notAtStart} and of_measure.last = any (array[${totals.join(', ')}])`,
  }
}

function inBand(
  measure: MeasureDefinition,
  column: 'baseline' | 'last',
  parameter: string,
  code: string,
): string {
  const band = measure.bands.find((each) => each.code === code)
  if (band === undefined) {
    const known = measure.bands.map((each) => each.code).join(', ') || 'none'
    const message = `The bands of ${measure.shortName} are: ${known}.`
    throw invalidParameters([{ path: parameter, message }])
  }
  return `of_measure.${column} between ${band.low} and ${band.high}`
}

function wholeNumbers(low: number, high: number): number[] {
  return Array.from({ length: high - low + 1 }, (_, place) => low + place)
}
