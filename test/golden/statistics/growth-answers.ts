/** Growth models, tests, intraclass correlations and predictions of one simulated set, against R. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import {
  expectedResponse,
  newScoreInterval,
  responseModelOf,
} from '../../../api/src/statistics/mixed-model/expected-response.js'
import type { MixedModelFit } from '../../../api/src/statistics/mixed-model/fit.js'
import {
  anovaIcc,
  designEffect,
  intraclassCorrelation,
} from '../../../api/src/statistics/mixed-model/intraclass-correlation.js'
import { likelihoodRatioTest } from '../../../api/src/statistics/mixed-model/likelihood-ratio.js'
import { contrastTester } from '../../../api/src/statistics/mixed-model/satterthwaite.js'
import { mean } from '../../../api/src/statistics/summary/moments.js'
import { readTable, type Table } from '../../builders/table.js'
import { expectNear } from './arm-comparison.js'
import { expectMixedModel, fitFormula, type MixedModelAnswer, type ModelData } from './mixed-model-answers.js'

interface Prediction {
  week: number
  mean: number
  sd_true_score: number
  sd_new_score: number
  lower_80: number
  upper_95: number
}
interface Growth {
  models: { [name: string]: MixedModelAnswer }
  likelihood_ratio_tests: {
    smaller: string
    larger: string
    chisq: number
    df: number
    p_naive: number
    p_boundary_mixture: number
  }[]
  icc: {
    member_all_scores: number
    three_level: { group: number; member_within_group: number; same_member_same_group: number }
    last_score_by_group: {
      lmm: MixedModelAnswer
      lmm_baseline_adjusted: MixedModelAnswer
      icc_reml: number
      msb: number
      msw: number
      n0: number
      icc_anova: number
      design_effect_equal: number
      design_effect_unequal: number
    }
  }
  expected_response: {
    members: {
      [member: string]: {
        [scores: string]: {
          observed_weeks: number[]
          observed_scores: number[]
          eb_intercept_deviation: number
          eb_slope_deviation: number
          predictions: Prediction[]
        }
      }
    }
    population: { week: number; mean: number; sd_new_member_score: number; lower_80: number }[]
  }
}
interface Arms {
  mixed_models: {
    all_scores_reml: MixedModelAnswer
    all_scores_ml: MixedModelAnswer
    post_baseline_with_covariate_reml: MixedModelAnswer
    post_baseline_with_covariate_ml: MixedModelAnswer
    arm_difference_at_week: {
      week: number
      arm_difference: number
      se: number
      satterthwaite_df: number
      p: number
    }[]
  }
}

/** A table with weeks made of days, and other made columns. */
export function withColumns(table: Table, made: { [column: string]: number[] }): ModelData {
  return {
    numbers: (column) => made[column] ?? table.numbers(column),
    texts: (column) => table.texts(column),
  }
}

const weeks = (table: Table) => table.numbers('day').map((day) => day / 7)

export function describeGrowth(folder: URL) {
  const growth: Growth = JSON.parse(readFileSync(new URL('growth.json', folder), 'utf8'))
  const arms: Arms = JSON.parse(readFileSync(new URL('arms.json', folder), 'utf8'))
  const phq9 = readTable(new URL('phq9_long.csv', folder))
  const gad7 = readTable(new URL('gad7_long.csv', folder))
  const comparison = readTable(new URL('comparison.csv', folder))
  const dataOf = (name: string) => {
    const table = name.startsWith('gad7') ? gad7 : phq9
    return withColumns(table, { week: weeks(table) })
  }
  const fits = new Map<string, MixedModelFit>()
  const fitOf = (name: string): MixedModelFit => {
    const answer = growth.models[name]
    if (answer === undefined) throw new Error(`no model ${name}`)
    const fit = fits.get(name) ?? fitFormula(answer.formula, answer.method, dataOf(name))
    fits.set(name, fit)
    return fit
  }

  describe('growth models', () => {
    test.each(Object.keys(growth.models))('%s', (name) => {
      const answer = growth.models[name]
      if (answer !== undefined) expectMixedModel(fitOf(name), answer)
    })
    test.each(growth.likelihood_ratio_tests)('$smaller against $larger', (answer) => {
      const found = likelihoodRatioTest(fitOf(answer.smaller), fitOf(answer.larger))
      expect(found.degreesOfFreedom).toBe(answer.df)
      expectNear(found.chiSquare, answer.chisq, 0, 2e-5, 'chi-square')
      expectNear(found.p, answer.p_naive, 1e-4, 1e-9, 'p')
      expectNear(found.pBoundaryMixture, answer.p_boundary_mixture, 1e-4, 1e-9, 'mixture p')
    })
  })

  describe('intraclass correlations', () => {
    test('of scores', () => {
      const near = (value: number) => expect.closeTo(value, 5)
      const { three_level: expected, member_all_scores: member } = growth.icc
      expect(intraclassCorrelation(fitOf('phq9_intercept_only_reml'))).toEqual({
        sameGroup: null,
        member: near(member),
        sameMember: near(member),
      })
      expect(intraclassCorrelation(fitOf('phq9_three_level_intercept_only_reml'))).toEqual({
        sameGroup: near(expected.group),
        member: near(expected.member_within_group),
        sameMember: near(expected.same_member_same_group),
      })
    })
    test('of last scores by group, from a model and from variances', () => {
      const expected = growth.icc.last_score_by_group
      const baseline = comparison.numbers('baseline')
      const centre = mean(baseline)
      const data = withColumns(comparison, {
        y: comparison.numbers('last'),
        baseline_c: baseline.map((value) => value - centre),
      })
      const fit = fitFormula(expected.lmm.formula, 'REML', data)
      expectMixedModel(fit, expected.lmm)
      const adjusted = fitFormula(expected.lmm_baseline_adjusted.formula, 'REML', data)
      expectMixedModel(adjusted, expected.lmm_baseline_adjusted)
      const icc = intraclassCorrelation(fit).member
      expectNear(icc, expected.icc_reml, 1e-4, 1e-6, 'ICC by REML')
      const anova = anovaIcc(data.numbers('y'), data.texts('group_id'))
      if (anova.kind === 'refused') throw new Error(anova.message)
      expectNear(anova.meanSquareBetween, expected.msb, 1e-10, 0, 'between')
      expectNear(anova.meanSquareWithin, expected.msw, 1e-10, 0, 'within')
      expectNear(anova.typicalSize, expected.n0, 1e-10, 0, 'n0')
      expectNear(anova.icc, expected.icc_anova, 1e-10, 0, 'ICC by variances')
      expectNear(
        designEffect(anova.meanGroupSize, icc),
        expected.design_effect_equal,
        1e-4,
        0,
        'design effect',
      )
      expectNear(
        designEffect(anova.weightedGroupSize, icc),
        expected.design_effect_unequal,
        1e-4,
        0,
        'design effect',
      )
    })
  })

  test('expected response of members and of the population', () => {
    const fit = fitOf('phq9_slope_reml')
    const [intercept = Number.NaN, slope = Number.NaN] = fit.fixed.map((effect) => effect.estimate)
    const line = (week: number) => intercept + slope * week
    const model = responseModelOf(fit)
    for (const member of Object.values(growth.expected_response.members)) {
      for (const answer of Object.values(member)) {
        const known = answer.observed_weeks.map((time, i) => ({
          time,
          residual: (answer.observed_scores[i] ?? Number.NaN) - line(time),
        }))
        for (const expected of answer.predictions) {
          const found = expectedResponse(model, known, expected.week, line(expected.week))
          expectNear(found.mean, expected.mean, 0, 1e-5, 'mean')
          expectNear(found.trueScoreSd, expected.sd_true_score, 0, 1e-5, 'true score')
          expectNear(found.newScoreSd, expected.sd_new_score, 0, 1e-5, 'new score')
          expectNear(found.interceptDeviation, answer.eb_intercept_deviation, 0, 1e-5, 'intercept')
          expectNear(found.slopeDeviation, answer.eb_slope_deviation, 0, 1e-5, 'slope')
          expectNear(newScoreInterval(found, 0.8).low, expected.lower_80, 0, 1e-4, '80 % limit')
          expectNear(newScoreInterval(found, 0.95).high, expected.upper_95, 0, 1e-4, '95 % limit')
        }
      }
    }
    for (const expected of growth.expected_response.population) {
      const found = expectedResponse(model, [], expected.week, line(expected.week))
      expectNear(found.mean, expected.mean, 0, 1e-5, 'mean')
      expectNear(found.newScoreSd, expected.sd_new_member_score, 0, 1e-5, 'new member')
      expectNear(newScoreInterval(found, 0.8).low, expected.lower_80, 0, 1e-4, '80 % limit')
    }
  })

  describe('arms in a mixed model', () => {
    const all = withColumns(phq9, { week: weeks(phq9) })
    test('all scores, with the difference at four times', () => {
      const { all_scores_reml, all_scores_ml, arm_difference_at_week } = arms.mixed_models
      expectMixedModel(fitFormula(all_scores_ml.formula, 'ML', all), all_scores_ml)
      const fit = fitFormula(all_scores_reml.formula, 'REML', all)
      expectMixedModel(fit, all_scores_reml)
      const contrast = contrastTester(fit)
      for (const expected of arm_difference_at_week) {
        const found = contrast(Float64Array.of(0, 0, 1, expected.week))
        expectNear(found.estimate, expected.arm_difference, 1e-5, 1e-6, 'difference')
        expectNear(found.standardError, expected.se, 1e-5, 1e-6, 'se')
        expectNear(found.degreesOfFreedom, expected.satterthwaite_df, 1e-3, 0, 'df')
        expectNear(found.p, expected.p, 1e-3, 1e-5, 'p')
      }
    })
    test('scores after baseline, with the baseline as covariate', () => {
      const baselines = new Map(
        comparison.texts('member_id').map((id, i) => [id, comparison.numbers('baseline')[i]]),
      )
      const seen = new Set<string>()
      const later = phq9.where(({ member_id: id = '' }) => {
        const isFirst = !seen.has(id)
        seen.add(id)
        return !isFirst && baselines.has(id)
      })
      const centre = mean(comparison.numbers('baseline'))
      const data = withColumns(later, {
        week: weeks(later),
        baseline_c: later.texts('member_id').map((id) => (baselines.get(id) ?? Number.NaN) - centre),
      })
      const { post_baseline_with_covariate_reml: reml, post_baseline_with_covariate_ml: ml } =
        arms.mixed_models
      expectMixedModel(fitFormula(reml.formula, 'REML', data), reml)
      expectMixedModel(fitFormula(ml.formula, 'ML', data), ml)
    })
  })
}
