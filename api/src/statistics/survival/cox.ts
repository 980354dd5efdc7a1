/** Proportional hazards: how do columns shift the rate at which the event happens? */

import { requireFinite, requireSameLength } from '../checks.js'
import { normalUpperTail } from '../distributions/normal.js'
import { OutOfRange } from '../errors.js'
import { type Interval, normalInterval } from '../interval.js'
import { cholesky, choleskyInverse, choleskySolve } from '../linear-algebra/cholesky.js'
import { addToEntry, at, entry, type Matrix, rowOf, timesVector, zeros } from '../linear-algebra/matrix.js'
import { type Refusal, refuse } from '../refusal.js'
import type { DesignColumn } from '../regression/design-matrix.js'
import { checkFollowUp, type FollowUp } from './kaplan-meier.js'

const MAX_ITERATIONS = 50
const STEP_TOLERANCE = 1e-9 // of the standardised coefficients
const RUNAWAY_STEP = 1e-2
const LIKELIHOOD_TOLERANCE = 1e-10

export interface CoxCoefficient {
  readonly name: string
  /** Above 0: the event comes sooner for larger values of the column. */
  readonly logHazardRatio: number
  readonly standardError: number
  readonly hazardRatio: number
  readonly interval: Interval<'log_normal'>
  readonly z: number
  readonly p: number
}

export interface CoxFit {
  readonly kind: 'fitted'
  readonly n: number
  readonly events: number
  readonly coefficients: readonly CoxCoefficient[]
  readonly logLikelihood: number
  readonly nullLogLikelihood: number
  readonly iterations: number
}

export interface CoxInput extends FollowUp {
  readonly columns: readonly DesignColumn[]
  /** Start of each row's time at risk, for columns that change over time; left out: all 0. */
  readonly entry?: ArrayLike<number>
}

/**
 * How do columns shift the rate of the event, by the same factor at all times?
 *
 * Partial likelihood with Efron's treatment of ties, by Newton's method on standardised columns.
 *
 * @returns   log hazard ratios with z tests, or a refusal: no events, a constant or dependent column, separation
 *            (a column whose hazard ratio runs to infinity)
 * @throws    UnequalLengths, NotFinite, OutOfRange as `kaplanMeier`, and when a row ends before it starts
 * Assumes    hazard ratios that do not change over time; leaving says nothing about the event
 * @source    Efron (1977), J Am Stat Assoc 72:557-565; Therneau & Grambsch (2000), Modeling Survival Data
 * @verified  test/golden/statistics/survival.test.ts, test/golden-shared/statistics/real-survival.test.ts
 */
export function coxRegression(input: CoxInput, level = 0.95): CoxFit | Refusal {
  checkFollowUp(input)
  const n = input.time.length
  const events = Array.from(input.event).reduce((sum, mark) => sum + mark, 0)
  if (events === 0) return refuse('no_events', `A Cox regression needs events; none among ${n} rows.`)
  const standardised = standardise(input.columns, n)
  if ('kind' in standardised) return standardised
  const risk = orderRisk(input, standardised.matrix)
  const maximum = maximise(risk, input.columns)
  if (maximum.kind === 'refused') return maximum
  const covariance = choleskyInverse(maximum.information)
  const coefficients = input.columns.map(({ name }, j): CoxCoefficient => {
    const scale = at(standardised.spreads, j)
    const logHazardRatio = at(maximum.estimates, j) / scale
    const standardError = Math.sqrt(entry(covariance, j, j)) / scale
    const z = logHazardRatio / standardError
    const { low, high } = normalInterval(logHazardRatio, standardError, level)
    return {
      name,
      logHazardRatio,
      standardError,
      hazardRatio: Math.exp(logHazardRatio),
      interval: { low: Math.exp(low), high: Math.exp(high), level, method: 'log_normal' },
      z,
      p: 2 * normalUpperTail(Math.abs(z)),
    }
  })
  const { logLikelihood, nullLogLikelihood, iterations } = maximum
  return { kind: 'fitted', n, events, coefficients, logLikelihood, nullLogLikelihood, iterations }
}

/** Rows in the order in which they come under risk when time runs backwards. */
interface RiskSets {
  readonly columns: Matrix
  readonly time: Float64Array
  readonly event: Uint8Array
  readonly entry: Float64Array
  /** Rows from the last time to the first. */
  readonly byTime: Uint32Array
  /** Rows from the last entry to the first. */
  readonly byEntry: Uint32Array
}

function standardise(
  columns: readonly DesignColumn[],
  n: number,
): { matrix: Matrix; spreads: Float64Array } | Refusal {
  const matrix = zeros(n, columns.length)
  const spreads = new Float64Array(columns.length)
  for (const [j, { name, values }] of columns.entries()) {
    requireSameLength({ length: n }, 'The times', values, `the column ${name}`)
    const x = new Float64Array(values)
    requireFinite(x, `Values of the column ${name}`)
    const centre = x.reduce((sum, value) => sum + value, 0) / n
    const spread = Math.sqrt(x.reduce((sum, value) => sum + (value - centre) ** 2, 0) / n)
    if (!(spread > 0))
      return refuse('constant_predictor', `The column ${name} is the same for all ${n} rows.`)
    spreads[j] = spread
    for (let i = 0; i < n; i += 1) matrix.values[i * columns.length + j] = (at(x, i) - centre) / spread
  }
  return { matrix, spreads }
}

function orderRisk(input: CoxInput, columns: Matrix): RiskSets {
  const time = new Float64Array(input.time)
  const event = Uint8Array.from(input.event)
  const entries =
    input.entry === undefined ? new Float64Array(time.length).fill(-1) : new Float64Array(input.entry)
  requireSameLength(time, 'The times', entries, 'the entries')
  requireFinite(entries, 'Entries')
  for (const [i, start] of entries.entries()) {
    if (start >= at(time, i))
      throw new OutOfRange('A start of risk', `before its end (${at(time, i)})`, start)
  }
  const rows = Uint32Array.from(time, (_, i) => i)
  const byTime = Uint32Array.from(rows).sort((a, b) => at(time, b) - at(time, a))
  const byEntry = rows.sort((a, b) => at(entries, b) - at(entries, a))
  return { columns, time, event, entry: entries, byTime, byEntry }
}

interface Likelihood {
  readonly value: number
  readonly score: Float64Array
  readonly information: Matrix
}

type Maximum =
  | {
      readonly kind: 'found'
      readonly estimates: Float64Array
      /** Lower Cholesky factor of the information. */
      readonly information: Matrix
      readonly logLikelihood: number
      readonly nullLogLikelihood: number
      readonly iterations: number
    }
  | Refusal

function maximise(risk: RiskSets, columns: readonly DesignColumn[]): Maximum {
  let estimates = new Float64Array(columns.length)
  let current = partialLikelihood(risk, estimates)
  const nullLogLikelihood = current.value
  for (let iteration = 1; iteration <= MAX_ITERATIONS; iteration += 1) {
    const factor = cholesky(current.information)
    if (factor.kind === 'deficient') return refuseColumn(columns, factor.column, iteration)
    let step = choleskySolve(factor.lower, current.score)
    let next = partialLikelihood(risk, moved(estimates, step))
    while (next.value < current.value - LIKELIHOOD_TOLERANCE * (Math.abs(current.value) + 0.1)) {
      step = step.map((value) => value / 2)
      next = partialLikelihood(risk, moved(estimates, step))
    }
    const gained = next.value - current.value
    estimates = moved(estimates, step)
    current = next
    const longest = Math.max(...step.map(Math.abs))
    if (longest < STEP_TOLERANCE) {
      const last = cholesky(current.information)
      if (last.kind === 'deficient') return refuseColumn(columns, last.column, iteration)
      const logLikelihood = current.value
      return {
        kind: 'found',
        estimates,
        information: last.lower,
        logLikelihood,
        nullLogLikelihood,
        iterations: iteration,
      }
    }
    // the 0.1 counts where the likelihood itself runs to 1: its logarithm has no size then
    if (gained < LIKELIHOOD_TOLERANCE * (Math.abs(current.value) + 0.1) && longest > RUNAWAY_STEP) break
  }
  const runaway = estimates.map(Math.abs)
  return refuseColumn(columns, runaway.indexOf(Math.max(...runaway)), MAX_ITERATIONS)
}

function moved(estimates: Float64Array, step: Float64Array): Float64Array<ArrayBuffer> {
  return Float64Array.from(estimates, (value, j) => value + at(step, j))
}

/** At the start a singular information means a dependent column; later on, one whose estimate runs away. */
function refuseColumn(columns: readonly DesignColumn[], column: number, iteration: number): Refusal {
  const name = columns[column]?.name ?? 'a column'
  if (iteration === 1)
    return refuse('rank_deficient', `The column ${name} follows from the other columns. Leave it out.`)
  return refuse(
    'separation',
    `The hazard ratio of ${name} runs to infinity: one side has no events. Leave it out.`,
  )
}

/** Sums over the rows at risk (or over tied events) of the risk score times 1, x and x x'. */
interface RiskSums {
  weight: number
  readonly first: Float64Array
  readonly second: Matrix
}

function emptySums(size: number): RiskSums {
  return { weight: 0, first: new Float64Array(size), second: zeros(size, size) }
}

function addRow(sums: RiskSums, row: Float64Array, weight: number): void {
  sums.weight += weight
  for (let a = 0; a < row.length; a += 1) {
    const scaled = weight * at(row, a)
    sums.first[a] = at(sums.first, a) + scaled
    for (let b = 0; b <= a; b += 1) addToEntry(sums.second, a, b, scaled * at(row, b))
  }
}

/** Log partial likelihood, its gradient and minus its second derivatives (lower triangle). */
function partialLikelihood(risk: RiskSets, estimates: Float64Array): Likelihood {
  const { columns, time, event, byTime, byEntry } = risk
  const size = columns.columns
  const predictors = timesVector(columns, estimates)
  const scores = predictors.map((value) => Math.exp(value))
  const atRisk = emptySums(size)
  const result = { value: 0, score: new Float64Array(size), information: zeros(size, size) }
  let position = 0
  let left = 0
  while (position < byTime.length) {
    const t = valueAt(time, byTime, position)
    const tied = emptySums(size)
    let events = 0
    for (; position < byTime.length && valueAt(time, byTime, position) === t; position += 1) {
      const i = byTime[position] ?? 0
      addRow(atRisk, rowOf(columns, i), at(scores, i))
      if (event[i] !== 1) continue
      events += 1
      addRow(tied, rowOf(columns, i), at(scores, i))
      result.value += at(predictors, i)
      for (let a = 0; a < size; a += 1) result.score[a] = at(result.score, a) + entry(columns, i, a)
    }
    for (; left < byEntry.length && valueAt(risk.entry, byEntry, left) >= t; left += 1) {
      const i = byEntry[left] ?? 0
      addRow(atRisk, rowOf(columns, i), -at(scores, i))
    }
    for (let k = 0; k < events; k += 1) addEfronTerm(result, atRisk, tied, k / events)
  }
  return result
}

/** One tied event: the rows at risk less `share` of the tied ones. */
function addEfronTerm(
  result: { value: number; score: Float64Array; information: Matrix },
  atRisk: RiskSums,
  tied: RiskSums,
  share: number,
): void {
  const weight = atRisk.weight - share * tied.weight
  result.value -= Math.log(weight)
  const means = atRisk.first.map((value, a) => (value - share * at(tied.first, a)) / weight)
  for (let a = 0; a < means.length; a += 1) {
    result.score[a] = at(result.score, a) - at(means, a)
    for (let b = 0; b <= a; b += 1) {
      const second = (entry(atRisk.second, a, b) - share * entry(tied.second, a, b)) / weight
      addToEntry(result.information, a, b, second - at(means, a) * at(means, b))
    }
  }
}

function valueAt(values: Float64Array, order: Uint32Array, position: number): number {
  return at(values, order[position] ?? -1)
}
