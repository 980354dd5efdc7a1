/** Share of members with an event over time, when another event can make it impossible. */

import { requireSameLength } from '../checks.js'
import { NotFinite, OutOfRange } from '../errors.js'
import { at } from '../linear-algebra/matrix.js'
import { type Refusal, refuse } from '../refusal.js'

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
}

/**
 * Which share has improved by each time, when leaving first makes it impossible to see?
 *
 * Aalen and Johansen: sum over times of S(t-) d_k / n, S the share without any event. (One minus Kaplan-Meier would
 * count members who left as if they could still improve.)
 *
 * @param time   0 or more, one a member
 * @param event  0 = follow-up ended, 1 = the event of interest, 2 = the competing event
 * @returns      both shares over time, or a refusal without members
 * @throws       UnequalLengths, NotFinite, OutOfRange
 * @source       Aalen & Johansen (1978), Scand J Stat 5:141-150; Putter et al. (2007), Stat Med 26:2389-2430
 * @verified     test/unit/statistics/cumulative-incidence.test.ts (by hand, and 1 - Kaplan-Meier without competition)
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
    competing[step] = (step > 0 ? at(competing, step - 1) : 0) + (free * other) / risk
    free *= 1 - (wanted + other) / risk
  }
  return { kind: 'estimated', n: members.length, time: steps, atRisk, interest, competing }
}
