import { z } from 'zod'
import { intervalSchema, meanSchema, proportionSchema } from './estimates.js'
import { filtersSchema, periodBasisSchema } from './filters.js'
import { programmeStateSchema, refusalSchema, rulesInUseSchema } from './programme-query.js'
import { daySchema } from './vocabulary.js'

/** What was asked and on which rows and rules the answer stands; the same on every aggregate. */
export const provenanceSchema = z.object({
  as_of: daySchema,
  filters: filtersSchema,
  period_basis: periodBasisSchema,
  /** First and last day of what was found; null when nothing was. */
  period_found: z.object({ from: daySchema, to: daySchema }).nullable(),
  calculation_version: z.number().int(),
  n_groups: z.number().int(),
})
export type Provenance = z.infer<typeof provenanceSchema>

/** NHS Talking Therapies family: of finished courses; see docs/STATISTICS.md for each denominator. */
export const nationalRatesSchema = z.object({
  reliable_recovery: proportionSchema,
  recovery: proportionSchema,
  reliable_improvement: proportionSchema,
  reliable_deterioration: proportionSchema,
  paired_data: proportionSchema,
})

/** `paired` family: at least 2 attended sessions and 2 valid scores on both measures. */
export const pairedRatesSchema = z.object({
  n_members: z.number().int(),
  n_eligible: z.number().int(),
  caseness_at_start: z.number().int(),
  recovery: proportionSchema,
  reliable_recovery: proportionSchema,
  reliable_improvement: proportionSchema,
  reliable_deterioration: proportionSchema,
})

/** One measure alone, over episodes with two valid scores on it. */
export const measureOutcomesSchema = z.object({
  n_baseline: z.number().int(),
  n_paired: z.number().int(),
  baseline: meanSchema,
  last: meanSchema,
  change: meanSchema,
  reliably_improved: proportionSchema,
  no_reliable_change: proportionSchema,
  reliably_deteriorated: proportionSchema,
  /** At least 50 % better, of paired episodes at caseness at the start; null where the measure has no caseness. */
  response: proportionSchema.nullable(),
  /** Null where the measure defines no remission. */
  remission: proportionSchema.nullable(),
  /** Pre-post, positive = improvement: change of the same members, not an effect of treatment. */
  effect_size: z.union([
    z.object({
      n: z.number().int(),
      /** Mean change over the spread at baseline. */
      d: z.number(),
      /** With the correction for small samples. */
      g: z.number(),
      interval: intervalSchema,
      note: z.string(),
    }),
    refusalSchema,
  ]),
  /** How much better the last scores are than usual for their baselines: compares units, never an effect. */
  severity_adjusted: z.union([
    z.object({
      n: z.number().int(),
      mean: z.number(),
      interval: intervalSchema.nullable(),
      /** Every episode in reach with two scores: its mean is 0. */
      reference: z.object({
        n: z.number().int(),
        intercept: z.number(),
        slope: z.number(),
        sd_baseline: z.number(),
      }),
      note: z.string(),
    }),
    refusalSchema,
  ]),
  /** Severity band at the start by band at the end: counts of paired episodes. Empty without bands. */
  band_moves: z.array(z.object({ from: z.string(), to: z.string(), n: z.number().int() })),
  completeness: proportionSchema,
})
export type MeasureOutcomes = z.infer<typeof measureOutcomesSchema>

const benchmarkRatesSchema = z.object({
  recovery: z.number().nullable(),
  reliable_recovery: z.number().nullable(),
  reliable_improvement: z.number().nullable(),
  reliable_deterioration: z.number().nullable(),
})
/** Published national figures: shares 0 to 1 of the national family's denominators. For orientation. */
export const benchmarksSchema = z.object({
  source: z.string(),
  caveat: z.string(),
  years: z.array(z.object({ year: z.string(), finished: z.number().int(), rates: benchmarkRatesSchema })),
  therapies: z.array(
    z.object({
      year: z.string(),
      therapy: z.string(),
      courses: z.number().int().nullable(),
      rates: benchmarkRatesSchema,
      phq9_effect_size: z.number().nullable(),
      gad7_effect_size: z.number().nullable(),
    }),
  ),
})
export type Benchmarks = z.infer<typeof benchmarksSchema>

const programmeRatesSchema = z.object({
  episodes: z.number().int(),
  finished: z.number().int(),
  national: nationalRatesSchema,
  paired: pairedRatesSchema,
  /** Dropout as "the last two or more eligible sessions missed", of started episodes; and as recorded. */
  dropout: z.object({ by_attendance: proportionSchema, as_recorded: proportionSchema }),
  attendance: proportionSchema,
})

/** GET /programme/outcomes: the rates of all episodes that ended in the period. */
export const programmeOutcomesSchema = programmeRatesSchema.extend({
  by_measure: z.record(z.string(), measureOutcomesSchema),
  /** The same filters over the days before `from`, as many as from `from` to `to`; null without `from`. */
  previous_period: programmeRatesSchema.extend({ from: daySchema, to: daySchema }).nullable(),
  benchmarks: benchmarksSchema,
  rules: rulesInUseSchema,
  /** What other rules than the standard ones move; empty under the standard rules. */
  moves: z.array(
    z.object({
      family: z.enum(['national', 'paired']),
      rate: z.enum(['reliable_recovery', 'reliable_improvement', 'reliable_deterioration']),
      standard: proportionSchema,
      chosen: proportionSchema,
      /** Episodes more (or fewer) in the numerator. */
      difference: z.number().int(),
    }),
  ),
  state: programmeStateSchema,
  provenance: provenanceSchema,
})
export type ProgrammeOutcomes = z.infer<typeof programmeOutcomesSchema>

const trajectoryPointSchema = z.object({
  /** Whole weeks since the member's own baseline; a point holds scores within half a week either side. */
  week: z.number(),
  n: z.number().int(),
  mean: z.number(),
  sd: z.number().nullable(),
  interval: intervalSchema.nullable(),
})
export const observedTrajectorySchema = z.object({
  measure: z.string(),
  /** Observed means; a point with n < 3 is left out, and counted in `points_left_out`. */
  points: z.array(trajectoryPointSchema),
  points_left_out: z.number().int(),
  n_episodes: z.number().int(),
})
/** GET /programme/trajectory: observed mean score by week since baseline, with n at each point. */
export const programmeTrajectorySchema = z.object({
  measure: z.string(),
  overall: observedTrajectorySchema,
  by_arm: z.object({ group_only: observedTrajectorySchema, combined: observedTrajectorySchema }),
  provenance: provenanceSchema,
})
export type ObservedTrajectory = z.infer<typeof observedTrajectorySchema>
export type ProgrammeTrajectory = z.infer<typeof programmeTrajectorySchema>

/** Where a number comes from: the episodes behind one outcome cell. */
export const outcomeClassSchema = z.enum([
  'all',
  'finished',
  'paired_data',
  'without_paired_data',
  'without_baseline',
  'without_last_score',
  'case_at_start',
  'recovery',
  'reliable_recovery',
  'reliable_improvement',
  'reliable_deterioration',
  'reliably_improved',
  'no_reliable_change',
  'reliably_deteriorated',
  'scored',
  'response',
  'not_in_remission_at_start',
  'remission',
  'started',
  'dropout_by_attendance',
  'dropout_as_recorded',
  'completer',
  'improvable',
  'improvement_observed',
  'improvement_sustained',
  'attended',
  'not_yet_attended',
  'never_attended',
  'in_care',
  'ended',
  'ended_after_one_session',
])
export type OutcomeClass = z.infer<typeof outcomeClassSchema>
/**
 * The family a class is counted in: `national` and `paired` need both measures, `measure` one, `attendance` and `flow`
 * (from joining to a paired outcome) none.
 */
export const rateFamilySchema = z.enum(['national', 'paired', 'measure', 'attendance', 'flow'])
