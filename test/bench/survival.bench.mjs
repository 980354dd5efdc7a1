/** Kaplan-Meier with its median and restricted mean, and a log-rank test, of a million members. */
import { seededRng } from '../../dist/api/src/statistics/random/rng.js'
import {
  kaplanMeier,
  medianSurvival,
  restrictedMean,
} from '../../dist/api/src/statistics/survival/kaplan-meier.js'
import { logRank } from '../../dist/api/src/statistics/survival/log-rank.js'

export const title = 'a million members, against sorting their times once'

const MEMBERS = 1_000_000
const REPEATS = 3

export async function bench(print) {
  for (const [name, whole] of [
    ['whole days', true],
    ['all times different', false],
  ]) {
    const { time, event, groups } = simulate(whole)
    const limit = fastest(() => Float64Array.from(time).sort())
    const curve = fastest(() => {
      const fit = kaplanMeier({ time, event })
      return { median: medianSurvival(fit), mean: restrictedMean(fit, 365) }
    })
    const test = fastest(() => logRank({ time, event }, groups))
    print(
      `${name}: curve ${curve.toFixed(2)} s, log-rank ${test.toFixed(2)} s, ` +
        `together ${((curve + test) / limit).toFixed(1)} x one sort (${limit.toFixed(2)} s)`,
    )
  }
}

function simulate(whole) {
  const rng = seededRng(7)
  const time = new Float64Array(MEMBERS)
  const event = new Uint8Array(MEMBERS)
  const groups = []
  for (let i = 0; i < MEMBERS; i += 1) {
    const until = -Math.log(rng.next()) * 120
    const left = rng.next() * 400
    const observed = Math.min(until, left)
    time[i] = whole ? Math.ceil(observed) : observed
    event[i] = until <= left ? 1 : 0
    groups.push(rng.next() < 0.5 ? 'combined' : 'group_only')
  }
  return { time, event, groups }
}

function fastest(work) {
  let seconds = Number.POSITIVE_INFINITY
  for (let i = 0; i < REPEATS; i += 1) {
    const start = performance.now()
    work()
    seconds = Math.min(seconds, (performance.now() - start) / 1000)
  }
  return seconds
}
