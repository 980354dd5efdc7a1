/** Share of members with an event over time, when another event can make it impossible. */

import { requireSameLength } from '../checks.js'
import { normalQuantile } from '../distributions/normal.js'
import { NotFinite, OutOfRange } from '../errors.js'
import { at } from '../linear-algebra/matrix.js'
import { type Refusal, refuse } from '../refusal.js'
import type { Limits } from './kaplan-meier.js'

export interface CumulativeIncidence {
  readonly kind: 'estimated'
  readonly n: number
  /** Distinct times at which any event happened. */
  readonly time: Float64Array
  readonly atRisk: Float64Array
  /** Share that has had the event of interest by each time. */
  readonly interest: Float64Array
  /** Share that has had the competing event by each time. */
  readonly competing: Float64Array
  /** Standard error of `interest`, by the delta method. */
  readonly interestError: Float64Array
}

/**
 * Which share has improved by each time, when leaving first makes it impossible to see?
 *
 * Aalen and Johansen: I(t) = sum over times of S(t-) d_k / n, S the share without any event. (One minus Kaplan-Meier
 * would count members who left as if they could still improve.) Its variance, with d events of any kind, is
 * sum (I(t) - I_j)^2 d / (n (n - d)) + sum S(j-)^2 d_k (n - d_k) / n^3 - 2 sum (I(t) - I_j) S(j-) d_k / n^2.
 *
 * @param time   0 or more, one a member
 * @param event  0 = follow-up ended, 1 = the event of interest, 2 = the competing event
 * @returns      both shares over time, or a refusal without members
 * @throws       UnequalLengths, NotFinite, OutOfRange
 * @source       Aalen & Johansen (1978), Scand J Stat 5:141-150; Putter et al. (2007), Stat Med 26:2389-2430; variance:
 *               Marubini & Valsecchi (1995), Analysing Survival Data, 10.2
 * @verified     test/unit/statistics/cumulative-incidence.test.ts (by hand, statsmodels, and 1 - Kaplan-Meier with
 *               Greenwood's error without competition)
 */
export function cumulativeIncidence(
  time: ArrayLike<number>,
  event: ArrayLike<number>,
): CumulativeIncidence | Refusal {
  requireSameLength(time, 'The times', event, 'the events')
  const members = Array.from(time, (t, i) => ({ t, mark: event[i] ?? Number.NaN }))
  for (const [i, { t, mark }] of members.entries()) {
    if (!Number.isFinite(t)) throw new NotFinite('Times', i)
    if (t < 0) throw new OutOfRange('A time', '0 or more', t)
    if (mark !== 0 && mark !== 1 && mark !== 2) throw new OutOfRange('An event mark', '0, 1 or 2', mark)
  }
  if (members.length === 0)
    return refuse('too_few_members', 'A cumulative incidence needs at least 1 member; got 0.')
  members.sort((a, b) => a.t - b.t)
  const times = [...new Set(members.filter(({ mark }) => mark !== 0).map(({ t }) => t))]
  const steps = new Float64Array(times)
  const atRisk = new Float64Array(times.length)
  const interest = new Float64Array(times.length)
  const competing = new Float64Array(times.length)
  const interestError = new Float64Array(times.length)
  const variance = varianceOfIncidence()
  let free = 1
  let position = 0
  for (let step = 0; step < times.length; step += 1) {
    const t = at(steps, step)
    while ((members[position]?.t ?? t) < t) position += 1
    const risk = members.length - position
    let wanted = 0
    let other = 0
    for (; members[position]?.t === t; position += 1) {
      if (members[position]?.mark === 1) wanted += 1
      if (members[position]?.mark === 2) other += 1
    }
    atRisk[step] = risk
    interest[step] = (step > 0 ? at(interest, step - 1) : 0) + (free * wanted) / risk
    interestError[step] = Math.sqrt(variance(free, { risk, wanted, any: wanted + other }))
    competing[step] = (step > 0 ? at(competing, step - 1) : 0) + (free * other) / risk
    free *= 1 - (wanted + other) / risk
  }
  return { kind: 'estimated', n: members.length, time: steps, atRisk, interest, competing, interestError }
}

/**
 * Between which shares may the true one lie? Symmetric on the log-log scale, so always inside 0 to 1.
 *
 * share ^ exp(-+ z error / (share ln share))
 *
 * @returns  null for none and for all, where the scale has no limits
 * @source   Choudhury (2002), Stat Med 21:1129-1144
 */
export function incidenceLimits(share: number, standardError: number, level = 0.95): Limits | null {
  if (share <= 0 || share >= 1) return null
  const half = (normalQuantile(0.5 + level / 2) * standardError) / (share * Math.log(share))
  return { low: share ** Math.exp(-half), high: share ** Math.exp(half) }
}

/**
 * By when has half of all members had the event of interest?
 *
 * @returns  the first time at which the share, and each of its limits, is one half or more; null where it never is
 */
export function timeOfHalf(
  curve: CumulativeIncidence,
  level = 0.95,
): { readonly time: number | null; readonly low: number | null; readonly high: number | null } {
  const limits = Array.from(curve.interest, (share, step) =>
    incidenceLimits(share, at(curve.interestError, step), level),
  )
  const first = (share: (step: number) => number | undefined): number | null => {
    const step = limits.findIndex((_, place) => (share(place) ?? 0) >= HALF)
    return step < 0 ? null : at(curve.time, step)
  }
  return {
    time: first((step) => at(curve.interest, step)),
    low: first((step) => limits[step]?.high),
    high: first((step) => limits[step]?.low),
  }
}

/** One half, less what adding fractions may lose. */
const HALF = 0.5 - 1e-9

/**
 * Takes one time after the other and says the variance of the share by then. The sums over earlier times hold
 * differences to the present share and are carried forward with it: nothing large is taken from something large.
 */
function varianceOfIncidence(): (
  free: number,
  now: { readonly risk: number; readonly wanted: number; readonly any: number },
) => number {
  let weights = 0
  let weightedGaps = 0
  let weightedSquares = 0
  let own = 0
  let cross = 0
  let crossGaps = 0
  return (free, { risk, wanted, any }) => {
    const step = (free * wanted) / risk
    weightedSquares += step * (2 * weightedGaps + step * weights)
    weightedGaps += step * weights
    crossGaps += step * cross
    own += (free ** 2 * wanted * (risk - wanted)) / risk ** 3
    // When everybody has had an event nothing comes after, and the gap to the time itself is 0.
    if (risk > any) weights += any / (risk * (risk - any))
    cross += (free * wanted) / risk ** 2
    return Math.max(0, weightedSquares + own - 2 * crossGaps)
  }
}
