/** A finished comparison in the words of the wire. */

import type { StudyEstimateContract, StudyResultContract } from '../../contracts/studies.js'
import { LARGEST_ALIKE_DIFFERENCE } from '../../core/comparison/arms-alike.js'
import type { ExplainedRefusal } from '../../core/comparison/explain-refusals.js'
import type { StudyResult } from '../../core/comparison/run-study.js'
import {
  type Covariate,
  otherMeasureCode,
  type StudyDefinition,
} from '../../core/comparison/study-definition.js'
import type { StudyEstimate } from '../../core/comparison/study-estimate.js'
import type { CurveOfArm } from '../../core/comparison/study-times.js'
import type { FlowRow, FlowStep } from '../../core/comparison/target-trial.js'
import { requireMeasure } from '../../core/measures/registry.js'
import type { GroupResemblance } from '../../core/trajectories/group-resemblance.js'
import { definitionOnTheWire } from './definition-on-the-wire.js'

const SUBGROUP_NOTE =
  'Several subgroups are looked at: one in twenty differs by chance alone. A difference between subgroups is read from the interaction test, never from one interval that leaves 0 and another that does not.'

export function studyOnTheWire(result: StudyResult): StudyResultContract {
  const { definition, overlap, weights, nonInferiority, missing, timeToImprovement, laterAdjunct } = result
  return {
    definition: definitionOnTheWire(definition),
    as_of: result.asOf,
    calculation_version: result.calculationVersion,
    flow: result.flow.map((row) => flowRow(row, definition)),
    window_cut_short: result.windowCutShort,
    balance_limit: LARGEST_ALIKE_DIFFERENCE,
    balance: result.balance.map(
      ({ name, kind, combined, groupOnly, differenceUnweighted, differenceWeighted }) => ({
        name,
        label: covariateLabel(name, definition),
        kind,
        combined: armSummary(combined),
        group_only: armSummary(groupOnly),
        smd: differenceUnweighted,
        smd_weighted: differenceWeighted,
        is_alike:
          differenceWeighted === null ? null : Math.abs(differenceWeighted) < LARGEST_ALIKE_DIFFERENCE,
      }),
    ),
    overlap:
      overlap === null
        ? null
        : {
            bins: overlap.bins.map(({ from, to, combined, groupOnly }) => ({
              from,
              to,
              combined,
              group_only: groupOnly,
            })),
            range: overlap.range,
            in_common: overlap.inCommon,
            without_choice: overlap.withoutChoice,
            is_positivity_doubtful: overlap.isPositivityDoubtful,
            c_statistic: overlap.concordance,
          },
    weights:
      weights === null
        ? null
        : {
            effective_combined: weights.effectiveCombined,
            effective_group_only: weights.effectiveGroupOnly,
            largest: weights.largest,
            sum: weights.sum,
          },
    estimates: result.estimates.map(estimateOnTheWire),
    subgroups: result.subgroups.map(({ by, subgroups, interaction }) => ({
      by,
      subgroups: subgroups.map(estimateOnTheWire),
      interaction:
        interaction === null
          ? null
          : { q: interaction.q, df: interaction.degreesOfFreedom, p: interaction.p },
    })),
    subgroup_note: SUBGROUP_NOTE,
    e_values: result.eValues.map(({ of, label, riskRatio, low, high, ofPoint, ofLimit, respectsGroups }) => ({
      of,
      label,
      risk_ratio: riskRatio,
      low,
      high,
      e_value_point: ofPoint,
      e_value_limit: ofLimit,
      respects_grouping: respectsGroups,
    })),
    non_inferiority:
      nonInferiority === null
        ? null
        : {
            margin: nonInferiority.margin,
            difference: nonInferiority.difference,
            interval: nonInferiority.interval,
            p_one_sided: nonInferiority.pOneSided,
            is_non_inferior: nonInferiority.isNonInferior,
            reading: nonInferiority.reading,
            confounding_range: nonInferiority.confoundingRange,
          },
    missing: {
      completeness: [...missing.completeness],
      tipping_point:
        missing.tippingPoint === null
          ? null
          : {
              estimate_is_zero: missing.tippingPoint.estimateIsZero,
              low_is_zero: missing.tippingPoint.lowIsZero,
              high_is_zero: missing.tippingPoint.highIsZero,
            },
    },
    trajectories: result.trajectories.map(({ arm, course }) => ({
      arm,
      points: course.points.map(({ at, n, mean, interval }) => ({
        week: at,
        n,
        mean,
        low: interval?.low ?? null,
        high: interval?.high ?? null,
      })),
      points_left_out: course.pointsLeftOut,
    })),
    course_differences: result.courseDifferences.map(
      ({ week, estimate, standardError, degreesOfFreedom, interval, p }) => ({
        week,
        estimate,
        se: standardError,
        df: degreesOfFreedom,
        low: interval.low,
        high: interval.high,
        p,
      }),
    ),
    time_to_improvement: {
      curves: timeToImprovement.curves.map(curveOnTheWire),
      log_rank:
        timeToImprovement.logRank === null
          ? null
          : {
              chi_square: timeToImprovement.logRank.chiSquare,
              df: timeToImprovement.logRank.degreesOfFreedom,
              p: timeToImprovement.logRank.p,
            },
      improved_before_landmark: timeToImprovement.improvedBeforeLandmark,
    },
    later_adjunct: { ...laterAdjunct, estimates: laterAdjunct.estimates.map(estimateOnTheWire) },
    combinations: [...result.combinations],
    confounding_range:
      result.confoundingRange === null
        ? null
        : { ...result.confoundingRange, estimates: [...result.confoundingRange.estimates] },
    refusals: result.refusals.map(refusalOnTheWire),
    grouping: result.resemblance === null ? null : grouping(result.resemblance),
    sign_change: result.signChange === null ? null : { text: result.signChange },
    verdict: { ...result.verdict, reasons: [...result.verdict.reasons] },
    methods: result.methods,
  }
}

function estimateOnTheWire(estimate: StudyEstimate): StudyEstimateContract {
  const { name, label, assumes, role, unit, n, interval, p, refusal } = estimate
  return {
    name,
    label,
    assumes,
    role,
    unit,
    n,
    n_combined: estimate.nCombined,
    n_group_only: estimate.nGroupOnly,
    estimate: estimate.estimate,
    se: estimate.standardError,
    df: estimate.degreesOfFreedom,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    level: interval?.level ?? null,
    method: interval?.method ?? null,
    p,
    respects_grouping: estimate.respectsGroups,
    refusal,
  }
}

function flowRow({ step, n, excluded, combined, groupOnly }: FlowRow, definition: StudyDefinition) {
  return { step, label: stepLabel(step, definition), n, excluded, combined, group_only: groupOnly }
}

function stepLabel(step: FlowStep, definition: StudyDefinition): string {
  const measure = requireMeasure(definition.measureCode).shortName
  const { outcome } = definition
  const window =
    outcome.kind === 'window' ? `week ${outcome.week} \u00b1 ${outcome.halfWidthWeeks}` : 'last score'
  const labels: Readonly<Record<FlowStep, string>> = {
    all_episodes: 'Episodes of care',
    arm_known: 'Arm known',
    combination_asked: 'Group therapy alone, or a combination that is asked for',
    baseline_known:
      definition.landmarkDay === null
        ? `${measure} baseline known`
        : `${measure} baseline known by day ${definition.landmarkDay}`,
    severity: `Baseline of ${definition.baselineThreshold ?? ''} or worse`,
    in_care_at_landmark: `In care on day ${definition.landmarkDay ?? ''}`,
    planned_length: `Planned course reaches ${window}`,
    window_closed: `${window.replace(/^w/, 'W')} lies in the past`,
    outcome_recorded: `Outcome recorded (${window})`,
    covariates_known: 'Every covariate known: compared',
  }
  return labels[step]
}

function covariateLabel(name: Covariate, { measureCode }: StudyDefinition): string {
  const labels: Readonly<Record<Covariate, string>> = {
    baseline: `${requireMeasure(measureCode).shortName} baseline`,
    baseline_other: `${requireMeasure(otherMeasureCode(measureCode)).shortName} baseline`,
    age: 'Age',
    female: 'Women',
    prior_episodes: 'Previous episodes',
  }
  return labels[name]
}

function armSummary(summary: StudyResult['balance'][number]['combined']) {
  const { n, missing, mean, standardDeviation } = summary
  return { n, missing, mean, sd: standardDeviation }
}

function refusalOnTheWire({ reason, message, estimates, limit, relax }: ExplainedRefusal) {
  return {
    reason,
    message,
    estimates: [...estimates],
    limit:
      limit === null
        ? null
        : {
            what: limit.what,
            needed: limit.needed,
            combined: limit.combined,
            group_only: limit.groupOnly,
            all: limit.all,
          },
    relax: relax.map(({ setting, leftOut, advice }) => ({ setting, left_out: leftOut, advice })),
  }
}

function curveOnTheWire(curve: CurveOfArm) {
  const { arm, n, events, median, at, steps, stoppedAt, risk, restrictedMean } = curve
  return {
    arm,
    n,
    events,
    median: median.median,
    median_limits: median.logLogLimits,
    at: at.map(({ time, atRisk, survival, standardError, logLogLimits }) => ({
      time,
      at_risk: atRisk,
      not_improved: survival,
      se: standardError,
      low: logLogLimits?.low ?? null,
      high: logLogLimits?.high ?? null,
    })),
    steps: steps.map(({ time, atRisk, survival, logLogLimits }) => ({
      time,
      at_risk: atRisk,
      not_improved: survival,
      low: logLogLimits?.low ?? null,
      high: logLogLimits?.high ?? null,
    })),
    stopped_at: stoppedAt,
    risk: risk.map(({ time, atRisk }) => ({ time, at_risk: atRisk })),
    restricted_mean: {
      horizon: restrictedMean.horizon,
      mean: restrictedMean.mean,
      se: restrictedMean.standardError,
    },
  }
}

function grouping({ unadjusted, atEqualBaseline, anova, designEffects }: GroupResemblance) {
  return {
    groups: anova.kind === 'estimated' ? anova.groups : 0,
    icc: 'icc' in unadjusted ? unadjusted.icc : null,
    icc_at_equal_baseline: 'icc' in atEqualBaseline ? atEqualBaseline.icc : null,
    design_effect: designEffects?.unequalSizes ?? null,
  }
}
