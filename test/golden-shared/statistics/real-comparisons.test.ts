// Public data of R packages (HSAUR3 BtheB, MatchIt lalonde) in ../shared, answers of R 4.2.2 beside them.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { hedgesG } from '../../../api/src/statistics/effect-size/hedges-g.js'
import { prePostEffects } from '../../../api/src/statistics/effect-size/pre-post.js'
import { ancova } from '../../../api/src/statistics/regression/ancova.js'
import { designMatrix } from '../../../api/src/statistics/regression/design-matrix.js'
import { leastSquares } from '../../../api/src/statistics/regression/least-squares.js'
import { readTable } from '../../builders/table.js'
import {
  expectPropensity,
  expectRegression,
  fitted,
  type PropensityAnswer,
  type RegressionAnswer,
} from '../../golden/statistics/arm-comparison.js'

const reference = (path: string) => new URL(`../../../../shared/reference/${path}`, import.meta.url)
const answers = (name: string) => JSON.parse(readFileSync(reference(`expected/real/${name}.json`), 'utf8'))

interface Hedges {
  g: number
  se: number
  lower: number
  upper: number
}
interface PrePost {
  r: number
  d_pre_sd: { g: number; g_se: number }
  d_rm: { g: number; g_se: number }
  paired_t: { t: number }
}
interface BeatTheBlues {
  ancova: {
    outcome: string
    n: number
    baseline_centred_at: number
    unadjusted: RegressionAnswer
    ancova: RegressionAnswer
    ancova_drug_length: RegressionAnswer
    hedges_g_tau_minus_btheb: Hedges
    hedges_g_change_btheb_minus_tau: Hedges
    pre_post_btheb: PrePost
    pre_post_tau: PrePost
  }[]
}

describe('Beat the Blues', () => {
  const expected: BeatTheBlues = answers('btheb')
  const wide = readTable(reference('data/real/btheb_wide.csv'))

  test.each(expected.ancova)('$outcome', (answer) => {
    const seen = wide.where((row) => row[answer.outcome] !== '')
    const y = seen.numbers(answer.outcome)
    const pre = seen.numbers('bdi_pre')
    const flag = (name: string, column: string, value: string) => ({
      name,
      values: seen.texts(column).map((text) => (text === value ? 1 : 0)),
    })
    const arm = flag('btb', 'treatment', 'BtheB')
    const covariates = [flag('drug_yes', 'drug', 'Yes'), flag('long_episode', 'length', '>6m')]
    const baseline = { name: 'pre_c', values: pre }
    const simple = fitted(ancova({ outcome: y, arm, baseline }))
    expect(simple.fit.n).toBe(answer.n)
    expect(simple.meanBaseline).toBeCloseTo(answer.baseline_centred_at, 10)
    expectRegression(fitted(leastSquares(designMatrix(y.length, [arm]), y)), answer.unadjusted)
    expectRegression(simple.fit, answer.ancova)
    expectRegression(fitted(ancova({ outcome: y, arm, baseline, covariates })).fit, answer.ancova_drug_length)
    const ofArm = (values: number[], value: number) => values.filter((_, i) => arm.values[i] === value)
    const change = y.map((score, i) => (pre[i] ?? Number.NaN) - score)
    expect(fitted(hedgesG(ofArm(y, 0), ofArm(y, 1)))).toMatchObject(hedges(answer.hedges_g_tau_minus_btheb))
    expect(fitted(hedgesG(ofArm(change, 1), ofArm(change, 0)))).toMatchObject(
      hedges(answer.hedges_g_change_btheb_minus_tau),
    )
    expect(fitted(prePostEffects(ofArm(pre, 1), ofArm(y, 1)))).toMatchObject(prePost(answer.pre_post_btheb))
    expect(fitted(prePostEffects(ofArm(pre, 0), ofArm(y, 0)))).toMatchObject(prePost(answer.pre_post_tau))
  })
})

describe('lalonde', () => {
  const expected: PropensityAnswer & { ols_unadjusted: RegressionAnswer; ols_covariates: RegressionAnswer } =
    answers('lalonde')
  const table = readTable(reference('data/real/lalonde.csv'))
  const binary = new Set(['black', 'hispan', 'married', 'nodegree'])
  const covariates = ['age', 'educ', 'black', 'hispan', 'married', 'nodegree', 're74', 're75'].map(
    (name) => ({
      name,
      values: table.numbers(name),
      isBinary: binary.has(name),
    }),
  )
  const treat = { name: 'treat', values: table.numbers('treat') }
  const outcome = table.numbers('re78')

  test('earnings on training, with and without covariates', () => {
    const n = outcome.length
    expectRegression(fitted(leastSquares(designMatrix(n, [treat]), outcome)), expected.ols_unadjusted)
    expectRegression(
      fitted(leastSquares(designMatrix(n, [treat, ...covariates]), outcome)),
      expected.ols_covariates,
    )
  })
  test('propensity model, weights, balance and weighted effects', () => {
    expectPropensity({ treated: treat.values, outcome, covariates, clusters: null, baseline: null }, expected)
  })
})

const near = (value: number) => expect.closeTo(value, 9)
const hedges = (answer: Hedges) => ({
  g: near(answer.g),
  standardError: near(answer.se),
  interval: { low: near(answer.lower), high: near(answer.upper) },
})
const prePost = (answer: PrePost) => ({
  correlation: near(answer.r),
  byBaselineSpread: { g: near(answer.d_pre_sd.g), gStandardError: near(answer.d_pre_sd.g_se) },
  repeatedMeasures: { g: near(answer.d_rm.g), gStandardError: near(answer.d_rm.g_se) },
  pairedT: { t: near(answer.paired_t.t) },
})
