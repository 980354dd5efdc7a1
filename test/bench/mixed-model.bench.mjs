/** Two- and three-level growth models of 1,000 to 100,000 members x about 8 scores, from raw rows. */
import { fitMixedModel } from '../../dist/api/src/statistics/mixed-model/fit.js'
import { normalDeviate, seededRng } from '../../dist/api/src/statistics/random/rng.js'
import { designMatrix } from '../../dist/api/src/statistics/regression/design-matrix.js'

export const title = 'fits from raw rows, against one pass over the same rows'

const SIZES = [1_000, 10_000, 100_000]
const GROUP_SIZE = 10
const SESSIONS = 12
const ATTENDED = 0.7
const REPEATS = 5

export async function bench(print) {
  for (const members of SIZES) {
    const rows = simulate(members)
    const pass = fastest(() => onePass(rows))
    for (const [name, structure] of [
      ['2-level', { member: 'intercept_and_slope', group: null }],
      ['3-level', { member: 'intercept_and_slope', group: 'intercept' }],
    ]) {
      const given = structure.group === null ? { ...rows, group: null } : rows
      globalThis.gc?.()
      const before = process.memoryUsage.rss()
      const { seconds, result: fit } = fastest(() => fitMixedModel(given, structure))
      const memory = (process.memoryUsage.rss() - before) / 2 ** 20
      print(
        `${members} members, ${rows.outcome.length} rows, ${name}: ${seconds.toFixed(3)} s, ` +
          `${fit.convergence.evaluations} evaluations, criterion ${fit.criterion.toFixed(6)}, ` +
          `${(seconds / pass.seconds).toFixed(1)} x one pass (${(pass.seconds * 1000).toFixed(1)} ms), ` +
          `+${memory.toFixed(0)} MiB`,
      )
    }
  }
}

/** The physical limit: every number of every row read once and added up. */
function onePass({ outcome, design, time }) {
  let sum = 0
  for (let i = 0; i < outcome.length; i += 1) {
    sum += outcome[i] * outcome[i] + outcome[i] * time[i] + time[i] * time[i] + design.matrix.values[2 * i]
  }
  return sum
}

function fastest(work) {
  let seconds = Number.POSITIVE_INFINITY
  let result
  for (let i = 0; i < REPEATS; i += 1) {
    const start = performance.now()
    result = work()
    seconds = Math.min(seconds, (performance.now() - start) / 1000)
  }
  return { seconds, result }
}

/** Weekly scores with gaps: a member's course, its group's level and a residual, rounded to whole points. */
function simulate(members) {
  const rng = seededRng(20_240_101)
  const outcome = []
  const time = []
  const member = []
  const group = []
  let level = 0
  for (let m = 0; m < members; m += 1) {
    if (m % GROUP_SIZE === 0) level = 1.5 * normalDeviate(rng)
    const intercept = 14 + level + 4 * normalDeviate(rng)
    const slope = -0.5 + 0.35 * normalDeviate(rng)
    for (let week = 0; week < SESSIONS; week += 1) {
      if (week > 0 && rng.next() > ATTENDED) continue
      outcome.push(Math.round(intercept + slope * week + 2.5 * normalDeviate(rng)))
      time.push(week)
      member.push(`M${m}`)
      group.push(`G${Math.floor(m / GROUP_SIZE)}`)
    }
  }
  const week = Float64Array.from(time)
  const design = designMatrix(outcome.length, [{ name: 'week', values: week }])
  return { outcome: Float64Array.from(outcome), design, time: week, member, group }
}
