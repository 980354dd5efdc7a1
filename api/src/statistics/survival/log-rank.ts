/** Do groups of members differ in when the event happens? */

import { requireSameLength } from '../checks.js'
import { chiSquareUpperTail } from '../distributions/chi-square.js'
import { cholesky, choleskySolve } from '../linear-algebra/cholesky.js'
import { addToEntry, at, dot, entry, type Matrix, setEntry, zeros } from '../linear-algebra/matrix.js'
import { type Refusal, refuse } from '../refusal.js'
import { checkFollowUp, type FollowUp, timesOfEvents } from './kaplan-meier.js'

export interface LogRank {
  readonly kind: 'estimated'
  readonly chiSquare: number
  /** Number of groups minus 1. */
  readonly degreesOfFreedom: number
  readonly p: number
  /** In the order of their names. */
  readonly groups: readonly { readonly group: string; readonly observed: number; readonly expected: number }[]
}

/**
 * Do groups differ in when the event happens?
 *
 * Sum over event times of observed minus expected events, with the hypergeometric variance (ties included);
 * with strata, sums and variances are made inside each and added.
 *
 * @param followUp  one time and one event mark a member, in any order
 * @param groups    the group of each member
 * @param strata    the stratum of each member; left out: one stratum
 * @returns         the unweighted test, or a refusal: one group only, no events, groups never at risk together
 * @throws          as `kaplanMeier`
 * @source          Mantel (1966), Cancer Chemother Rep 50:163-170
 * @verified        test/golden/statistics/survival.test.ts, test/golden-shared/statistics/real-survival.test.ts
 */
export function logRank(
  followUp: FollowUp,
  groups: readonly string[],
  strata?: readonly string[],
): LogRank | Refusal {
  checkFollowUp(followUp)
  requireSameLength(followUp.time, 'The times', groups, 'the groups')
  if (strata !== undefined) requireSameLength(followUp.time, 'The times', strata, 'the strata')
  const names = [...new Set(groups)].sort()
  const size = names.length
  if (size < 2) return refuse('one_group', `A log-rank test compares at least 2 groups; got ${size}.`)
  const observed = new Float64Array(size)
  const expected = new Float64Array(size)
  const variance = zeros(size, size)
  for (const stratum of splitByStratum(followUp, groups, strata, names)) {
    addStratum(stratum, observed, expected, variance)
  }
  const events = observed.reduce((sum, value) => sum + value, 0)
  if (events === 0)
    return refuse('no_events', `A log-rank test needs events; none among ${groups.length} members.`)
  const excess = Float64Array.from({ length: size - 1 }, (_, g) => at(observed, g) - at(expected, g))
  const reduced = zeros(size - 1, size - 1)
  for (let g = 0; g < size - 1; g += 1) {
    for (let h = 0; h < size - 1; h += 1) setEntry(reduced, g, h, entry(variance, g, h))
  }
  const factor = cholesky(reduced)
  if (factor.kind === 'deficient') {
    return refuse(
      'rank_deficient',
      `The group ${names[factor.column]} was never at risk together with the others.`,
    )
  }
  const chiSquare = dot(excess, choleskySolve(factor.lower, excess))
  return {
    kind: 'estimated',
    chiSquare,
    degreesOfFreedom: size - 1,
    p: chiSquareUpperTail(chiSquare, size - 1),
    groups: names.map((group, g) => ({ group, observed: at(observed, g), expected: at(expected, g) })),
  }
}

/** Sorted times and event times of one group inside one stratum. */
interface GroupTimes {
  readonly all: Float64Array
  readonly events: Float64Array
}

function splitByStratum(
  { time, event }: FollowUp,
  groups: readonly string[],
  strata: readonly string[] | undefined,
  names: readonly string[],
): GroupTimes[][] {
  const groupNumber = new Map(names.map((name, g) => [name, g]))
  const stratumNumber = new Map<string, number>()
  const cells = new Int32Array(groups.length)
  const sizes: number[] = []
  for (let i = 0; i < groups.length; i += 1) {
    const stratum = strata?.[i] ?? ''
    let number = stratumNumber.get(stratum)
    if (number === undefined) {
      number = stratumNumber.size
      stratumNumber.set(stratum, number)
    }
    const cell = number * names.length + (groupNumber.get(groups[i] ?? '') ?? 0)
    cells[i] = cell
    sizes[cell] = (sizes[cell] ?? 0) + 1
  }
  const filling = Array.from({ length: stratumNumber.size * names.length }, (_, cell) => ({
    times: new Float64Array(sizes[cell] ?? 0),
    marks: new Uint8Array(sizes[cell] ?? 0),
    filled: 0,
  }))
  for (let i = 0; i < groups.length; i += 1) {
    const cell = filling[cells[i] ?? -1]
    if (cell === undefined) continue
    cell.times[cell.filled] = time[i] ?? Number.NaN
    cell.marks[cell.filled] = event[i] ?? 0
    cell.filled += 1
  }
  const sorted = filling.map(({ times, marks }) => ({
    events: timesOfEvents({ time: times, event: marks }),
    all: times.sort(),
  }))
  return Array.from(stratumNumber.values(), (number) =>
    sorted.slice(number * names.length, (number + 1) * names.length),
  )
}

/** Walks the event times of all groups together, from the first to the last. */
function addStratum(
  groups: readonly GroupTimes[],
  observed: Float64Array,
  expected: Float64Array,
  variance: Matrix,
): void {
  const walkers = groups.map(({ all, events }) => ({ all, events, left: 0, seen: 0 }))
  const risk = new Float64Array(groups.length)
  for (;;) {
    let t = Number.POSITIVE_INFINITY
    for (const { events, seen } of walkers) if (seen < events.length) t = Math.min(t, at(events, seen))
    if (t === Number.POSITIVE_INFINITY) return
    let d = 0
    let n = 0
    let g = 0
    for (const walker of walkers) {
      while (walker.left < walker.all.length && at(walker.all, walker.left) < t) walker.left += 1
      const before = walker.seen
      while (walker.seen < walker.events.length && walker.events[walker.seen] === t) walker.seen += 1
      observed[g] = at(observed, g) + walker.seen - before
      d += walker.seen - before
      risk[g] = walker.all.length - walker.left
      n += at(risk, g)
      g += 1
    }
    const spread = n > 1 ? (d * (n - d)) / (n - 1) : 0
    for (let a = 0; a < risk.length; a += 1) {
      const share = at(risk, a) / n
      expected[a] = at(expected, a) + d * share
      for (let b = 0; b < risk.length; b += 1) {
        addToEntry(variance, a, b, spread * share * ((a === b ? 1 : 0) - at(risk, b) / n))
      }
    }
  }
}
