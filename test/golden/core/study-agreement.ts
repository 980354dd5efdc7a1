// Compares a study "as-reference" with what R computed for the arms and for survival: one entry a value that differs.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { clinicCases, latestDay } from '../../../api/src/core/appendix/clinic-episodes.js'
import { studyEpisodes } from '../../../api/src/core/appendix/study-episodes.js'
import { runStudy, type StudyResult } from '../../../api/src/core/comparison/run-study.js'
import { AS_REFERENCE, type StudyDefinition } from '../../../api/src/core/comparison/study-definition.js'
import type { StudyEpisode } from '../../../api/src/core/comparison/study-episode.js'
import { readReferenceClinic } from '../../builders/reference-clinic.js'
import { agrees } from '../statistics/agreement.js'

interface Compared {
  readonly what: string
  readonly actual: number | null | undefined
  readonly expected: number
  readonly relative: number
}

const CLOSED = 1e-9
// As test/golden/core/agreement.ts: clustered and weighted answers, and what rests on them.
const ROBUST = 1e-8
// The reference's Satterthwaite degrees of freedom carry 4 digits of the Hessian (its tolerance: 2e-2).
const MIXED_DF = 5e-3

export function referenceEpisodes(folder: string): { episodes: StudyEpisode[]; asOf: string } {
  const records = readReferenceClinic(folder)
  const asOf = latestDay(records) ?? ''
  const { cases } = clinicCases(records, asOf)
  return { episodes: studyEpisodes(cases, 'phq9', () => null), asOf }
}

export function referenceStudy(folder: string, definition: StudyDefinition = AS_REFERENCE): StudyResult {
  const { episodes, asOf } = referenceEpisodes(folder)
  return runStudy(definition, episodes, asOf)
}

/** How many values were compared, and which of them differ. */
export function compareWithReference(result: StudyResult, expected: string) {
  const read = (file: string) => JSON.parse(readFileSync(join(expected, file), 'utf8'))
  const compared = [
    ...armsValues(result, read('arms.json')),
    ...survivalValues(result, read('survival.json')),
  ]
  return {
    compared: compared.length,
    differences: compared.filter(
      ({ actual, expected: value, relative }) => !agrees(actual ?? null, value, relative, relative),
    ),
  }
}

// biome-ignore lint/suspicious/noExplicitAny: the shape is that of the reference file
function armsValues(result: StudyResult, arms: any): Compared[] {
  const of = (name: string) => result.estimates.find((estimate) => estimate.name === name)
  const value = (what: string, actual: number | null | undefined, expected: number, relative: number) => ({
    what,
    actual,
    expected,
    relative,
  })
  // biome-ignore lint/suspicious/noExplicitAny: as above
  const robust = (name: string, estimate: number, { se_cr2, cr2_df, cr2_p }: any) => [
    value(`${name}.estimate`, of(name)?.estimate, estimate, CLOSED),
    value(`${name}.se`, of(name)?.standardError, se_cr2, ROBUST),
    value(`${name}.df`, of(name)?.degreesOfFreedom, cr2_df, ROBUST),
    value(`${name}.p`, of(name)?.p, cr2_p, ROBUST),
  ]
  const { ancova, propensity, hedges_g: hedges, e_value: strength, mixed_models: mixed } = arms
  // biome-ignore lint/suspicious/noExplicitAny: as above
  const weighted = (name: string, { with_baseline_covariate: effect }: any) =>
    robust(name, effect.estimate, effect)
  const strengthOf = (name: string) => result.eValues.find((each) => each.of === name)
  const risk = strength.risk_ratio_combined_vs_group_only
  return [
    value('crude', of('crude')?.estimate, ancova.unadjusted.arm_combined.estimate, CLOSED),
    value('n', of('crude')?.n, ancova.n, 0),
    ...robust(
      'ancova_baseline',
      ancova.baseline_only.arm_combined.estimate,
      ancova.baseline_only_cluster_robust.arm_combined,
    ),
    ...robust(
      'ancova_covariates',
      ancova.covariates.arm_combined.estimate,
      ancova.covariates_cluster_robust.arm_combined,
    ),
    ...weighted('main', propensity.effects.overlap),
    ...weighted('iptw_stabilised', propensity.effects.ate_stabilised),
    ...weighted('att', propensity.effects.att),
    value('ess combined', result.weights?.effectiveCombined, propensity.effects.overlap.ess_treated, ROBUST),
    value(
      'ess group only',
      result.weights?.effectiveGroupOnly,
      propensity.effects.overlap.ess_control,
      ROBUST,
    ),
    value('largest weight', result.weights?.largest, propensity.effects.overlap.max_weight, ROBUST),
    value('c', result.overlap?.concordance, propensity.c_statistic, ROBUST),
    ...result.balance.flatMap((row) => {
      const expected = propensity.smd[row.name === 'baseline_other' ? 'baseline_gad7' : row.name]
      return [
        value(`${row.name} smd`, row.differenceUnweighted, expected.unadjusted, ROBUST),
        value(`${row.name} smd weighted`, row.differenceWeighted, expected.overlap, ROBUST),
      ]
    }),
    value('g change', of('hedges_g_change')?.estimate, hedges.change_combined_minus_group_only.g, CLOSED),
    value(
      'g change low',
      of('hedges_g_change')?.interval?.low,
      hedges.change_combined_minus_group_only.lower,
      CLOSED,
    ),
    value('g last', of('hedges_g_outcome')?.estimate, hedges.last_group_only_minus_combined.g, CLOSED),
    value(
      'g last high',
      of('hedges_g_outcome')?.interval?.high,
      hedges.last_group_only_minus_combined.upper,
      CLOSED,
    ),
    value('rr', of('risk_ratio_reliable_improvement')?.estimate, risk.risk_ratio, CLOSED),
    value('rr low', of('risk_ratio_reliable_improvement')?.interval?.low, risk.lower, CLOSED),
    value('rd', of('risk_difference_reliable_improvement')?.estimate, strength.risk_difference.rd, CLOSED),
    value(
      'rd se',
      of('risk_difference_reliable_improvement')?.standardError,
      strength.risk_difference.se,
      CLOSED,
    ),
    value('e of rr', strengthOf('risk_ratio_reliable_improvement')?.ofPoint, risk.e_value_point, ROBUST),
    value('e of rr limit', strengthOf('risk_ratio_reliable_improvement')?.ofLimit, risk.e_value_ci, ROBUST),
    value(
      'e of ancova',
      strengthOf('ancova_baseline')?.ofPoint,
      strength.ancova_standardised.e_value_point,
      ROBUST,
    ),
    value(
      'e of ancova limit',
      strengthOf('ancova_baseline')?.ofLimit,
      strength.ancova_standardised.e_value_ci,
      ROBUST,
    ),
    // biome-ignore lint/suspicious/noExplicitAny: as above
    ...mixed.arm_difference_at_week.flatMap((row: any) => {
      const found = result.courseDifferences.find(({ week }) => week === row.week)
      return [
        value(`week ${row.week}`, found?.estimate, row.arm_difference, 1e-5),
        value(`week ${row.week} se`, found?.standardError, row.se, 1e-5),
        value(`week ${row.week} df`, found?.degreesOfFreedom, row.satterthwaite_df, MIXED_DF),
      ]
    }),
  ]
}

// biome-ignore lint/suspicious/noExplicitAny: the shape is that of the reference file
function survivalValues(result: StudyResult, survival: any): Compared[] {
  const { curves, logRank } = result.timeToImprovement
  const expected = survival.reliable_improvement
  const hazard = result.estimates.find(({ name }) => name === 'hazard_ratio_reliable_improvement')
  const [cox] = expected.cox_efron
  return [
    ...curves.flatMap((curve) => {
      const arm = expected.by[curve.arm]
      return [
        { what: `${curve.arm} n`, actual: curve.n, expected: arm.n, relative: 0 },
        { what: `${curve.arm} events`, actual: curve.events, expected: arm.events, relative: 0 },
        { what: `${curve.arm} median`, actual: curve.median.median, expected: arm.median, relative: CLOSED },
        {
          what: `${curve.arm} rmst`,
          actual: curve.restrictedMean.mean,
          expected: arm.rmst.value,
          relative: CLOSED,
        },
        // biome-ignore lint/suspicious/noExplicitAny: as above
        ...arm.at.flatMap((point: any, i: number) => [
          { what: `${curve.arm} at risk`, actual: curve.at[i]?.atRisk, expected: point.at_risk, relative: 0 },
          {
            what: `${curve.arm} curve`,
            actual: curve.at[i]?.survival,
            expected: point.survival,
            relative: CLOSED,
          },
          {
            what: `${curve.arm} low`,
            actual: curve.at[i]?.logLogLimits?.low,
            expected: point.lower_loglog,
            relative: CLOSED,
          },
        ]),
      ]
    }),
    { what: 'log-rank', actual: logRank?.chiSquare, expected: expected.log_rank.chisq, relative: CLOSED },
    // R compares group only with combined: here it is the other way round.
    { what: 'hazard ratio', actual: hazard?.estimate, expected: 1 / cox.hr, relative: 1e-7 },
    { what: 'hazard ratio low', actual: hazard?.interval?.low, expected: 1 / cox.upper, relative: 1e-7 },
  ]
}
