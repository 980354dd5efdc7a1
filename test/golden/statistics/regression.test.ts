// Least squares, ANCOVA, cluster-robust errors, propensity weights and effects of the set `small` against R 4.2.2
// (lm, glm, clubSandwich), tolerances beside each number; E-values against closed_form.json.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import {
  compareRisks,
  eValue,
  eValueOfStandardisedDifference,
} from '../../../api/src/statistics/effect-size/e-value.js'
import { ancova } from '../../../api/src/statistics/regression/ancova.js'
import { designMatrix } from '../../../api/src/statistics/regression/design-matrix.js'
import { leastSquares } from '../../../api/src/statistics/regression/least-squares.js'
import { mean, sampleStandardDeviation } from '../../../api/src/statistics/summary/moments.js'
import { readTable } from '../../builders/table.js'
import {
  expectNear,
  expectPropensity,
  expectRegression,
  expectRobust,
  fitted,
  type PropensityAnswer,
  type RegressionAnswer,
  type RobustAnswer,
  robustOf,
} from './arm-comparison.js'

interface EValueAnswer {
  risk_ratio: number
  lower: number
  upper: number
  e_value_point: number
  e_value_ci: number
}
interface Arms {
  ancova: {
    mean_baseline: number
    unadjusted: RegressionAnswer
    baseline_only: RegressionAnswer
    residual_sd: number
    r_squared: number
    adjusted_means_at_mean_baseline: { group_only: number; combined: number }
    covariates: RegressionAnswer
    baseline_only_cluster_robust: { [name: string]: RobustAnswer }
    covariates_cluster_robust: { [name: string]: RobustAnswer }
  }
  propensity: PropensityAnswer
  e_value: {
    reliable_improvement_counts: { combined: [number, number]; group_only: [number, number] }
    risk_ratio_combined_vs_group_only: EValueAnswer
    risk_difference: { rd: number; se: number }
    ancova_standardised: EValueAnswer & { d: number; se_d: number }
  }
}

const fixture = (name: string) => new URL(`../../fixtures/reference/${name}`, import.meta.url)
const arms: Arms = JSON.parse(readFileSync(fixture('small/arms.json'), 'utf8'))
const closed: { e_value: EValueAnswer[] } = JSON.parse(readFileSync(fixture('closed_form.json'), 'utf8'))
const table = readTable(fixture('small/comparison.csv'))
const last = table.numbers('last')
const baseline = table.numbers('baseline')
const centre = mean(baseline)
const groups = table.texts('group_id')
const column = (name: string, isBinary = false) => ({ name, values: table.numbers(name), isBinary })
const arm = column('arm_combined')
const covariates = [column('baseline_gad7'), column('age'), column('female', true), column('prior_episodes')]

describe('last score on arm and baseline', () => {
  const simple = fitted(ancova({ outcome: last, arm, baseline: { name: 'baseline_c', values: baseline } }))
  const full = fitted(
    ancova({ outcome: last, arm, baseline: { name: 'baseline_c', values: baseline }, covariates }),
  )

  test('unadjusted', () => {
    expectRegression(fitted(leastSquares(designMatrix(last.length, [arm]), last)), arms.ancova.unadjusted)
  })
  test('at equal baseline', () => {
    expectRegression(simple.fit, arms.ancova.baseline_only)
    expectNear(simple.meanBaseline, arms.ancova.mean_baseline, 1e-12, 0, 'mean baseline')
    expectNear(simple.fit.residualStandardDeviation, arms.ancova.residual_sd, 1e-10, 0, 'residual sd')
    expectNear(simple.fit.rSquared, arms.ancova.r_squared, 1e-10, 0, 'r squared')
    const means = arms.ancova.adjusted_means_at_mean_baseline
    expectNear(simple.meanOfArm0.estimate, means.group_only, 1e-10, 0, 'mean of group only')
    expectNear(simple.meanOfArm1.estimate, means.combined, 1e-10, 0, 'mean of combined')
  })
  test('with covariates', () => {
    expectRegression(full.fit, arms.ancova.covariates)
  })
  test('cluster-robust, four kinds, Satterthwaite degrees of freedom', () => {
    for (const [name, answer] of Object.entries(arms.ancova.baseline_only_cluster_robust)) {
      expectRobust(robustOf(simple.fit, groups, name), answer, name)
    }
    for (const [name, answer] of Object.entries(arms.ancova.covariates_cluster_robust)) {
      expectRobust(robustOf(full.fit, groups, name), answer, name)
    }
  })
})

test('propensity model, weights, balance and weighted effects', () => {
  expectPropensity(
    {
      treated: table.numbers('arm_combined'),
      outcome: last,
      covariates: [column('baseline'), ...covariates],
      clusters: groups,
      baseline: { name: 'baseline_c', values: baseline.map((value) => value - centre) },
    },
    arms.propensity,
  )
})

describe('E-values', () => {
  const sameEValue = (found: ReturnType<typeof eValue>, answer: EValueAnswer) =>
    expect(found).toEqual({
      riskRatio: expect.closeTo(answer.risk_ratio, 10),
      low: expect.closeTo(answer.lower, 10),
      high: expect.closeTo(answer.upper, 10),
      ofPoint: expect.closeTo(answer.e_value_point, 10),
      ofLimit: expect.closeTo(answer.e_value_ci, 10),
    })

  test('of risk ratios on both sides of 1', () => {
    for (const answer of closed.e_value)
      sameEValue(eValue(answer.risk_ratio, answer.lower, answer.upper), answer)
  })
  test('of the share reliably improved in each arm', () => {
    const { combined, group_only } = arms.e_value.reliable_improvement_counts
    const risks = fitted(
      compareRisks(
        { successes: combined[0], total: combined[1] },
        { successes: group_only[0], total: group_only[1] },
      ),
    )
    const { low, high } = risks.riskRatioInterval
    sameEValue(eValue(risks.riskRatio, low, high), arms.e_value.risk_ratio_combined_vs_group_only)
    expect(risks.riskDifference).toBeCloseTo(arms.e_value.risk_difference.rd, 10)
    expect(risks.riskDifferenceStandardError).toBeCloseTo(arms.e_value.risk_difference.se, 10)
  })
  test('of the adjusted difference in standard deviations', () => {
    const { difference } = fitted(ancova({ outcome: last, arm, baseline: { name: 'b', values: baseline } }))
    const sd = sampleStandardDeviation(last)
    const found = eValueOfStandardisedDifference(difference.estimate / sd, difference.standardError / sd)
    sameEValue(found, arms.e_value.ancova_standardised)
  })
})
