/** Share of members without the event over time, when some were not followed to the end. */

import { requireSameLength } from '../checks.js'
import { normalQuantile } from '../distributions/normal.js'
import { NotFinite, OutOfRange } from '../errors.js'
import { at } from '../linear-algebra/matrix.js'
import { type Refusal, refuse } from '../refusal.js'

/** Values of a curve this close count as equal (as R's quantile.survfit). */
const FLAT_TOLERANCE = 1e-8

export interface FollowUp {
  /** 0 or more, one a member, any unit. */
  readonly time: ArrayLike<number>
  /** 1 when the event happened at that time, 0 when follow-up ended without it. */
  readonly event: ArrayLike<number>
}

/** Distinct event times and what happened at each; the arrays run in parallel. */
export interface SurvivalCurve {
  readonly kind: 'estimated'
  readonly n: number
  readonly events: number
  readonly time: Float64Array
  /** Members still followed just before each time. */
  readonly atRisk: Float64Array
  readonly eventsAt: Float64Array
  /** Share without the event just after each time. */
  readonly survival: Float64Array
  /** Greenwood's sum d / (n (n - d)): variance of ln survival; infinite once survival is 0. */
  readonly logVariance: Float64Array
  /** All follow-up times, sorted. */
  readonly followUp: Float64Array
}

export interface Limits {
  readonly low: number
  readonly high: number
}

export interface SurvivalAt {
  readonly time: number
  /** Members with a time at or beyond this one. */
  readonly atRisk: number
  readonly survival: number
  /** Greenwood, on the survival scale; null once survival is 0. */
  readonly standardError: number | null
  /** Limits symmetric on the log scale, clipped at 1; null once survival is 0. */
  readonly logLimits: Limits | null
  /** Limits symmetric on the log-log scale, always inside 0 to 1; null once survival is 0. */
  readonly logLogLimits: Limits | null
}

export interface MedianSurvival {
  /** null when the curve stays above one half. */
  readonly median: number | null
  readonly logLimits: { readonly low: number | null; readonly high: number | null }
  readonly logLogLimits: { readonly low: number | null; readonly high: number | null }
}

/**
 * Which share of the members is still without the event, at each time?
 *
 * S(t) = product over event times up to t of (1 - d / n).
 *
 * @param followUp  one time and one event mark a member, in any order
 * @returns         the curve, or a refusal without members; without events it stays at 1
 * @throws          UnequalLengths, NotFinite, OutOfRange for negative times and marks other than 0 and 1
 * Assumes          leaving follow-up says nothing about the event; ties are equal times exactly
 * @source          Kaplan & Meier (1958), J Am Stat Assoc 53:457-481
 * @verified        test/golden/statistics/survival.test.ts, test/golden-shared/statistics/real-survival.test.ts
 */
export function kaplanMeier(followUp: FollowUp): SurvivalCurve | Refusal {
  checkFollowUp(followUp)
  const all = new Float64Array(followUp.time).sort()
  const n = all.length
  if (n === 0) return refuse('too_few_members', 'A survival curve needs at least 1 member; got 0.')
  const eventTimes = timesOfEvents(followUp)
  const table = tabulate(eventTimes, all)
  const survival = new Float64Array(table.time.length)
  const logVariance = new Float64Array(table.time.length)
  let product = 1
  let sum = 0
  for (let i = 0; i < survival.length; i += 1) {
    const d = at(table.eventsAt, i)
    const risk = at(table.atRisk, i)
    product *= 1 - d / risk
    sum += d / (risk * (risk - d))
    survival[i] = product
    logVariance[i] = sum
  }
  return { kind: 'estimated', n, events: eventTimes.length, ...table, survival, logVariance, followUp: all }
}

/** The curve and its limits at one time; beyond the last time the curve is held. */
export function survivalAt(curve: SurvivalCurve, time: number, level = 0.95): SurvivalAt {
  const step = countUpTo(curve.time, time) - 1
  const survival = step < 0 ? 1 : at(curve.survival, step)
  const logVariance = step < 0 ? 0 : at(curve.logVariance, step)
  const atRisk = curve.n - countBelow(curve.followUp, time)
  if (survival === 0) {
    return { time, atRisk, survival, standardError: null, logLimits: null, logLogLimits: null }
  }
  const z = normalQuantile(0.5 + level / 2)
  return {
    time,
    atRisk,
    survival,
    standardError: survival * Math.sqrt(logVariance),
    logLimits: logLimits(survival, logVariance, z),
    logLogLimits: logLogLimits(survival, logVariance, z),
  }
}

/**
 * By when has half of the members had the event?
 *
 * The smallest time with S <= 1/2; when S is 1/2 over an interval, its middle. The limits follow the same rule on
 * the limit curves.
 */
export function medianSurvival(curve: SurvivalCurve, level = 0.95): MedianSurvival {
  const z = normalQuantile(0.5 + level / 2)
  const crossing = (curveOf: (survival: number, logVariance: number) => number | null) =>
    crossesHalf(curve, (step) => curveOf(at(curve.survival, step), at(curve.logVariance, step)))
  const limit = (limits: typeof logLimits, side: 'low' | 'high') =>
    crossing((survival, logVariance) => (survival === 0 ? null : limits(survival, logVariance, z)[side]))
  return {
    median: crossing((survival) => survival),
    logLimits: { low: limit(logLimits, 'low'), high: limit(logLimits, 'high') },
    logLogLimits: { low: limit(logLogLimits, 'low'), high: limit(logLogLimits, 'high') },
  }
}

/**
 * How long are members without the event, on average, up to `horizon`?
 *
 * Area under the curve to the horizon; variance sum over event times of (area beyond)^2 d / (n (n - d)).
 *
 * @param horizon  above 0, same unit as the times; beyond the last time the curve is held
 * @throws         OutOfRange
 * @source         Royston & Parmar (2013), BMC Med Res Methodol 13:152
 */
export function restrictedMean(
  curve: SurvivalCurve,
  horizon: number,
): { mean: number; standardError: number } {
  if (!(horizon > 0 && horizon < Infinity))
    throw new OutOfRange('A horizon', 'a finite number above 0', horizon)
  let areaBeyond = 0
  let variance = 0
  let end = horizon
  for (let i = countUpTo(curve.time, horizon) - 1; i >= 0; i -= 1) {
    areaBeyond += (end - at(curve.time, i)) * at(curve.survival, i)
    end = at(curve.time, i)
    const risk = at(curve.atRisk, i)
    const d = at(curve.eventsAt, i)
    if (risk > d) variance += (areaBeyond ** 2 * d) / (risk * (risk - d))
  }
  return { mean: areaBeyond + end, standardError: Math.sqrt(variance) }
}

export function checkFollowUp({ time, event }: FollowUp): void {
  requireSameLength(time, 'The times', event, 'the events')
  for (let i = 0; i < time.length; i += 1) {
    const t = time[i] ?? Number.NaN
    if (!Number.isFinite(t)) throw new NotFinite('Times', i)
    if (t < 0) throw new OutOfRange('A time', '0 or more', t)
    const mark = event[i]
    if (mark !== 0 && mark !== 1) throw new OutOfRange('An event mark', '0 or 1', mark ?? Number.NaN)
  }
}

/** Times at which an event happened, sorted, one entry an event. */
export function timesOfEvents({ time, event }: FollowUp): Float64Array {
  const times = new Float64Array(time.length)
  let events = 0
  for (let i = 0; i < time.length; i += 1) {
    if (event[i] !== 1) continue
    times[events] = time[i] ?? Number.NaN
    events += 1
  }
  return times.slice(0, events).sort()
}

/** Distinct event times with the events and the members at risk of each. Both lists sorted. */
export function tabulate(
  eventTimes: Float64Array,
  all: Float64Array,
): { time: Float64Array; atRisk: Float64Array; eventsAt: Float64Array } {
  const time = distinct(eventTimes)
  const atRisk = new Float64Array(time.length)
  const eventsAt = new Float64Array(time.length)
  let left = 0
  let event = 0
  for (let i = 0; i < time.length; i += 1) {
    const t = at(time, i)
    while (left < all.length && at(all, left) < t) left += 1
    atRisk[i] = all.length - left
    const first = event
    while (event < eventTimes.length && eventTimes[event] === t) event += 1
    eventsAt[i] = event - first
  }
  return { time, atRisk, eventsAt }
}

function distinct(sorted: Float64Array): Float64Array {
  const values = new Float64Array(sorted.length)
  let count = 0
  for (let i = 0; i < sorted.length; i += 1) {
    if (i > 0 && sorted[i] === sorted[i - 1]) continue
    values[count] = at(sorted, i)
    count += 1
  }
  return values.slice(0, count)
}

function logLimits(survival: number, logVariance: number, z: number): Limits {
  const half = z * Math.sqrt(logVariance)
  return { low: survival * Math.exp(-half), high: Math.min(1, survival * Math.exp(half)) }
}

function logLogLimits(survival: number, logVariance: number, z: number): Limits {
  if (survival === 1) return { low: 1, high: 1 }
  const centre = Math.log(-Math.log(survival))
  const half = (z * Math.sqrt(logVariance)) / Math.abs(Math.log(survival))
  return { low: Math.exp(-Math.exp(centre + half)), high: Math.exp(-Math.exp(centre - half)) }
}

/** First time at which a step curve reaches one half; the middle of the interval on which it equals one half. */
function crossesHalf(curve: SurvivalCurve, value: (step: number) => number | null): number | null {
  const last = curve.time.length - 1
  for (let step = 0; step <= last; step += 1) {
    const height = value(step)
    if (height === null || height > 0.5 + FLAT_TOLERANCE) continue
    const start = at(curve.time, step)
    if (height < 0.5 - FLAT_TOLERANCE) return start
    let next = step + 1
    while (next <= last && Math.abs((value(next) ?? 0) - 0.5) <= FLAT_TOLERANCE) next += 1
    const end = next <= last ? at(curve.time, next) : at(curve.followUp, curve.n - 1)
    return (start + end) / 2
  }
  return null
}

/** Number of sorted values at or below a limit. */
function countUpTo(sorted: Float64Array, limit: number): number {
  return bisect(sorted, (value) => value <= limit)
}

/** Number of sorted values below a limit. */
function countBelow(sorted: Float64Array, limit: number): number {
  return bisect(sorted, (value) => value < limit)
}

function bisect(sorted: Float64Array, isBefore: (value: number) => boolean): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (isBefore(at(sorted, middle))) low = middle + 1
    else high = middle
  }
  return low
}
