/** What one measure says about one episode: from the first valid score to the last. */

import { ordinaryLeastSquaresLine } from '../../statistics/regression/ordinary-least-squares-line.js'
import { type Day, dayNumber } from '../calendar-day.js'
import { betterOf, improvementInPoints, isCase } from '../change/direction.js'
import {
  heldImprovementRecords,
  type ImprovementRecord,
  improvementRecords,
} from '../change/first-improvements.js'
import { type ReliableChange, reliableChangeOf } from '../change/reliable-change.js'
import {
  type DatedScore,
  findSuddenGains,
  findSuddenLosses,
  type SuddenGain,
  type SuddenLoss,
} from '../change/sudden-gains.js'
import { TotalOutOfRange } from '../errors.js'
import type { MeasureDefinition } from '../measures/measure-definition.js'
import { scoresByWeek, type WeekOfScores } from '../trajectories/scores-by-week.js'
import type { ResponseRecord } from './episode-history.js'

const DAYS_PER_WEEK = 7
const FEWEST_SCORES_OF_A_LINE = 3

/** Whole-number sums over the valid scores, days counted from baseline: they add up over episodes without loss. */
export interface ScoreSums {
  readonly sumDays: number
  readonly sumDaysSquared: number
  readonly sumScore: number
  readonly sumDaysScore: number
  readonly sumScoreSquared: number
}

export interface FittedCourse {
  /** Points a week, raw sign: negative where scores fall. */
  readonly slopePerWeek: number
  /** Of the slope, points a week; n - 2 degrees of freedom. */
  readonly standardError: number
  /** Points at baseline, by the line. */
  readonly intercept: number
}

export interface MeasureOutcome extends ScoreSums {
  readonly measureCode: string
  /** Valid scores; at least 1. */
  readonly nScores: number
  /** First valid score. */
  readonly baseline: number
  readonly baselineOn: Day
  /** Last valid score; equal to baseline when there is one. */
  readonly last: number
  readonly lastOn: Day
  /** By the measure's direction. */
  readonly best: number
  /** Every valid score, by week since baseline. */
  readonly byWeek: readonly WeekOfScores[]
  /** Baseline to last. */
  readonly weeks: number
  /** null below 3 scores, and when all are of one day. */
  readonly fitted: FittedCourse | null
  /** Positive = improvement; null below 2 scores. */
  readonly changeInPoints: number | null
  readonly reliableChange: ReliableChange
  readonly isCaseAtStart: boolean | null
  /** Of the last valid score; null below 2 scores. */
  readonly isCaseAtEnd: boolean | null
  readonly suddenGains: readonly SuddenGain[]
  readonly suddenLosses: readonly SuddenLoss[]
  /** Every new best improvement over baseline. */
  readonly improvements: readonly ImprovementRecord[]
  /** Every new best improvement that the next valid score held. */
  readonly heldImprovements: readonly ImprovementRecord[]
}

export interface ScoredForm extends DatedScore {
  readonly on: Day
  readonly answers: ResponseRecord['answers']
}

/**
 * The forms of this measure that have a score, in time order: by day, then by id as text.
 *
 * @param responses  any forms of one episode, any order
 * @throws           TotalOutOfRange, NotADay
 */
export function scoredInOrder(
  measure: MeasureDefinition,
  responses: readonly ResponseRecord[],
): ScoredForm[] {
  const forms: (ScoredForm & { readonly id: string })[] = []
  for (const { measureCode, total, respondedOn: on, responseId: id, answers } of responses) {
    if (measureCode !== measure.code || total === null) continue
    requireTotal(measure, total)
    forms.push({ on, total, answers, id, dayNumber: dayNumber(on, 'The day of a response') })
  }
  return forms.sort((one, other) => one.dayNumber - other.dayNumber || (one.id < other.id ? -1 : 1))
}

/**
 * How did this measure change over the episode?
 *
 * @param measure    its definition
 * @param responses  any forms of the episode, any order; unscorable ones are passed over
 * @returns          null when no form has a score
 * @throws           TotalOutOfRange, NotADay
 * @verified         test/golden/core/reference-outcomes.test.ts
 */
export function summariseMeasure(
  measure: MeasureDefinition,
  responses: readonly ResponseRecord[],
): MeasureOutcome | null {
  const scored = scoredInOrder(measure, responses)
  const first = scored[0]
  const final = scored.at(-1)
  if (first === undefined || final === undefined) return null
  const hasTwo = scored.length >= 2
  const changeInPoints = hasTwo ? improvementInPoints(measure, first.total, final.total) : null
  return {
    measureCode: measure.code,
    nScores: scored.length,
    ...sumScores(scored, first.dayNumber),
    baseline: first.total,
    baselineOn: first.on,
    last: final.total,
    lastOn: final.on,
    best: scored.reduce((best, score) => betterOf(measure, best, score.total), first.total),
    byWeek: scoresByWeek(
      scored.map((score) => ({ daysSinceBaseline: score.dayNumber - first.dayNumber, score: score.total })),
    ),
    weeks: (final.dayNumber - first.dayNumber) / DAYS_PER_WEEK,
    fitted: fitCourse(scored, first.dayNumber),
    changeInPoints,
    reliableChange: reliableChangeOf(measure, changeInPoints),
    isCaseAtStart: isCase(measure, first.total),
    isCaseAtEnd: hasTwo ? isCase(measure, final.total) : null,
    suddenGains: findSuddenGains(measure, scored),
    suddenLosses: findSuddenLosses(measure, scored),
    improvements: improvementRecords(measure, scored),
    heldImprovements: heldImprovementRecords(measure, scored),
  }
}

function requireTotal(measure: MeasureDefinition, total: number): void {
  const { low, high } = measure.totalRange
  if (!Number.isInteger(total) || total < low || total > high) {
    throw new TotalOutOfRange(measure.shortName, low, high)
  }
}

function sumScores(scores: readonly DatedScore[], baselineDay: number): ScoreSums {
  let sumDays = 0
  let sumDaysSquared = 0
  let sumScore = 0
  let sumDaysScore = 0
  let sumScoreSquared = 0
  for (const { total, dayNumber: number } of scores) {
    const days = number - baselineDay
    sumDays += days
    sumDaysSquared += days * days
    sumScore += total
    sumDaysScore += days * total
    sumScoreSquared += total * total
  }
  return { sumDays, sumDaysSquared, sumScore, sumDaysScore, sumScoreSquared }
}

function fitCourse(scores: readonly DatedScore[], baselineDay: number): FittedCourse | null {
  if (scores.length < FEWEST_SCORES_OF_A_LINE) return null
  const line = ordinaryLeastSquaresLine(
    scores.map((score) => (score.dayNumber - baselineDay) / DAYS_PER_WEEK),
    scores.map((score) => score.total),
  )
  if (line.kind === 'refused') return null
  return { slopePerWeek: line.slope, standardError: line.slopeStandardError, intercept: line.intercept }
}
