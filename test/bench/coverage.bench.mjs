/** How often 95 % intervals hold the truth, in 1,000 simulated data sets with fixed seeds. */
import { normalUpperTail } from '../../dist/api/src/statistics/distributions/normal.js'
import { fitMixedModel } from '../../dist/api/src/statistics/mixed-model/fit.js'
import { contrastTester } from '../../dist/api/src/statistics/mixed-model/satterthwaite.js'
import {
  clusteredWilsonInterval,
  wilsonInterval,
} from '../../dist/api/src/statistics/proportion/wilson-interval.js'
import { normalDeviate, seededRng } from '../../dist/api/src/statistics/random/rng.js'
import { ancova } from '../../dist/api/src/statistics/regression/ancova.js'
import { designMatrix } from '../../dist/api/src/statistics/regression/design-matrix.js'
import { clusterRobust } from '../../dist/api/src/statistics/robust/cluster-robust.js'

export const title =
  '1,000 data sets of 12, 30 and 60 groups of 8 members x 6 scores: share of intervals with the truth'

const SETS = 1_000
const MEMBERS_A_GROUP = 8
const SESSIONS = 6
const LAST = SESSIONS - 1
const TRUTH = { intercept: 14, slope: -0.5, arm: -1, armSlope: -0.1 }
const SPREAD = { group: 1.5, member: 4, slope: 0.35, residual: 2.5 }

/** Regression of the last score on the first inside an arm: covariance over variance. */
const BASELINE_SLOPE =
  (SPREAD.group ** 2 + SPREAD.member ** 2) / (SPREAD.group ** 2 + SPREAD.member ** 2 + SPREAD.residual ** 2)
/** What ANCOVA on the noisy baseline estimates. */
const ADJUSTED_DIFFERENCE = TRUTH.arm + LAST * TRUTH.armSlope - BASELINE_SLOPE * TRUTH.arm
/** A share with half of the members in each arm: the last score lies below the intercept's. */
const CUT = 12

export async function bench(print) {
  const share = (shareBelow(0) + shareBelow(1)) / 2
  for (const groups of [12, 30, 60]) {
    const held = new Map()
    let singular = 0
    for (let seed = 1; seed <= SETS; seed += 1) {
      const members = simulate(groups, seed)
      if (countGrowth(held, members)) singular += 1
      countComparison(held, members)
      countShare(held, members, share)
    }
    print(`${groups} groups (${singular} of ${SETS} mixed models singular)`)
    for (const [name, times] of held) print(`  ${((times / SETS) * 100).toFixed(1)} %  ${name}`)
  }
}

/** Whether the fit was singular. */
function countGrowth(held, members) {
  const rows = members.flatMap(({ id, group, arm, scores }) =>
    scores.map((score, week) => ({ id, group, arm, score, week })),
  )
  const column = (name, of) => ({ name, values: rows.map(of) })
  const fit = fitMixedModel(
    {
      outcome: rows.map(({ score }) => score),
      time: rows.map(({ week }) => week),
      member: rows.map(({ id }) => id),
      group: rows.map(({ group }) => group),
      design: designMatrix(rows.length, [
        column('week', ({ week }) => week),
        column('arm', ({ arm }) => arm),
        column('week:arm', ({ week, arm }) => week * arm),
      ]),
    },
    { member: 'intercept_and_slope', group: 'intercept' },
  )
  const test = contrastTester(fit)
  for (const [j, truth] of [TRUTH.intercept, TRUTH.slope, TRUTH.arm, TRUTH.armSlope].entries()) {
    const unit = new Float64Array(4)
    unit[j] = 1
    count(held, `mixed model, ${fit.fixed[j].name}`, test(unit).interval, truth)
  }
  return fit.isSingular
}

function countComparison(held, members) {
  const model = ancova({
    outcome: members.map(({ scores }) => scores[LAST]),
    arm: { name: 'arm', values: members.map(({ arm }) => arm) },
    baseline: { name: 'baseline', values: members.map(({ scores }) => scores[0]) },
  })
  const groups = members.map(({ group }) => group)
  const robust = clusterRobust(model.fit, groups).coefficients.find(({ name }) => name === 'arm')
  count(held, 'ANCOVA, CR2 with Satterthwaite', robust.interval, ADJUSTED_DIFFERENCE)
  const half = 1.959964 * robust.standardErrorCr0
  const plain = { low: robust.estimate - half, high: robust.estimate + half }
  count(held, 'ANCOVA, CR0 with the normal', plain, ADJUSTED_DIFFERENCE)
}

function countShare(held, members, share) {
  const groups = new Map()
  for (const { group, scores } of members) {
    const counts = groups.get(group) ?? { successes: 0, total: 0 }
    counts.total += 1
    if (scores[LAST] < CUT) counts.successes += 1
    groups.set(group, counts)
  }
  const clustered = clusteredWilsonInterval([...groups.values()])
  count(held, 'share, clustered Wilson', clustered.interval, share)
  count(
    held,
    'share, plain Wilson',
    wilsonInterval(clustered.numerator, clustered.denominator).interval,
    share,
  )
}

function count(held, name, { low, high }, truth) {
  held.set(name, (held.get(name) ?? 0) + (low <= truth && truth <= high ? 1 : 0))
}

function shareBelow(arm) {
  const mean = TRUTH.intercept + TRUTH.arm * arm + LAST * (TRUTH.slope + TRUTH.armSlope * arm)
  const variance = SPREAD.group ** 2 + SPREAD.member ** 2 + (LAST * SPREAD.slope) ** 2 + SPREAD.residual ** 2
  return normalUpperTail((mean - CUT) / Math.sqrt(variance))
}

/** Members of both arms in every group, as in a programme where some have a concurrent treatment. */
function simulate(groups, seed) {
  const rng = seededRng(seed)
  const deviate = (spread) => spread * normalDeviate(rng)
  return Array.from({ length: groups }, (_, g) => {
    const level = deviate(SPREAD.group)
    return Array.from({ length: MEMBERS_A_GROUP }, (_, m) => {
      const arm = m % 2
      const intercept = TRUTH.intercept + TRUTH.arm * arm + level + deviate(SPREAD.member)
      const slope = TRUTH.slope + TRUTH.armSlope * arm + deviate(SPREAD.slope)
      const scores = Array.from(
        { length: SESSIONS },
        (_, week) => intercept + slope * week + deviate(SPREAD.residual),
      )
      return { id: `M${g}-${m}`, group: `G${g}`, arm, scores }
    })
  }).flat()
}
