import { z } from 'zod'
import { intervalSchema, proportionSchema } from './estimates.js'
import { provenanceSchema } from './programme.js'
import {
  type ProgrammeQuery,
  programmeQuerySchema,
  programmeStateSchema,
  refusalSchema,
  rowsSchema,
  rulesInUseSchema,
  timedEventSchema,
} from './programme-query.js'
import { daySchema } from './vocabulary.js'

/** Shares of the national family that a chart or a funnel may show. */
export const PROGRAMME_RATES = [
  'reliable_recovery',
  'recovery',
  'reliable_improvement',
  'reliable_deterioration',
  'paired_data',
  'dropout_by_attendance',
  'dropout_as_recorded',
] as const
export const programmeRateSchema = z.enum(PROGRAMME_RATES)

/** Shares by Laney's p', `finished` (a count) and `mean_change` of `measure` (points) by XmR. */
export const CONTROL_METRICS = [...PROGRAMME_RATES, 'attendance', 'finished', 'mean_change'] as const

/** GET /programme/control-chart: by the end of the episode; `attendance` by the day of the session. */
export const controlChartQuerySchema = programmeQuerySchema.extend({
  metric: z.enum(CONTROL_METRICS).default('reliable_recovery'),
  by: z.enum(['month', 'quarter']).default('month'),
})
export type ControlChartQuery = z.infer<typeof controlChartQuerySchema>

const controlPointSchema = z.object({
  /** `2026-03` or `2026-Q1`. */
  period: z.string(),
  from: daySchema,
  to: daySchema,
  /** Whole: the filters do not cut it. */
  is_whole: z.boolean(),
  /** Denominator of a share; episodes behind a mean or a count. */
  n: z.number().int(),
  /** Null for a mean. */
  numerator: z.number().int().nullable(),
  /** A share 0 to 1, a count, or points. */
  value: z.number(),
  lower: z.number(),
  upper: z.number(),
  is_outside: z.boolean(),
  is_in_run_of_eight: z.boolean(),
  /** The signal at this point in words; null where there is none. */
  words: z.string().nullable(),
  /** The episodes counted: of a share those in its numerator. Null for attendance, which counts sessions. */
  rows: rowsSchema.nullable(),
  /** The episodes behind `n`. */
  rows_of_n: rowsSchema.nullable(),
})
export const controlChartSchema = z.object({
  metric: z.enum(CONTROL_METRICS),
  by: z.enum(['month', 'quarter']),
  chart: z.enum(['laney_p_prime', 'xmr']),
  unit: z.enum(['share', 'episodes', 'points']),
  /** Which way is good; null for a count. */
  better: z.enum(['higher', 'lower']).nullable(),
  /** What is divided by what, in one sentence. */
  definition: z.string(),
  centre: z.number().nullable(),
  /** How many times the binomial spread is seen from point to point; null for XmR. */
  sigma_z: z.number().nullable(),
  /** Fewer than 12 points: trial limits. */
  limits_are_provisional: z.boolean(),
  points: z.array(controlPointSchema),
  /** In order of time; empty: nothing beyond ordinary variation. */
  signals: z.array(
    z.object({
      kind: z.enum(['outside_limits', 'run_of_eight']),
      from: z.string(),
      to: z.string(),
      side: z.enum(['above', 'below']),
      meaning: z.enum(['better', 'worse', 'neither']),
      sentence: z.string(),
    }),
  ),
  /** One sentence that says whether anything changed beyond chance. */
  finding: z.string(),
  /** The period that is still running, left out of the chart; null when the filters do not reach it. */
  running_period: z.object({ period: z.string(), n: z.number().int() }).nullable(),
  /** Periods between the first and the last point with nobody in the denominator. */
  periods_without: z.array(z.string()),
  state: programmeStateSchema,
  rules: rulesInUseSchema,
  provenance: provenanceSchema,
})
export type ControlChart = z.infer<typeof controlChartSchema>

/** GET /programme/funnel. `therapist` answers only where the setting `therapist_funnel` is on. */
export const funnelQuerySchema = programmeQuerySchema.extend({
  rate: programmeRateSchema.default('reliable_recovery'),
  family: z.enum(['national', 'paired']).default('national'),
  by: z.enum(['site', 'group', 'therapist']).default('group'),
})
export type FunnelQuery = z.infer<typeof funnelQuerySchema>

const funnelLimitsSchema = z.object({
  lower_95: z.number(),
  upper_95: z.number(),
  lower_998: z.number(),
  upper_998: z.number(),
})
const funnelFlagSchema = z.enum(['below_998', 'below_95', 'within', 'above_95', 'above_998'])
export const funnelSchema = z.object({
  rate: programmeRateSchema,
  /** `attendance` for both dropouts, whatever was asked. */
  family: z.enum(['national', 'paired', 'attendance']),
  by: z.enum(['site', 'group', 'therapist']),
  better: z.enum(['higher', 'lower']),
  definition: z.string(),
  /** Pooled share of all units, 0 to 1. */
  target: z.number().nullable(),
  over_dispersion: z
    .object({
      /** 1 when units differ by chance only. */
      phi: z.number(),
      between_unit_variance: z.number(),
      p: z.number().nullable(),
      /** False below 10 units: then the limits are the exact ones. */
      is_applied: z.boolean(),
      words: z.string(),
    })
    .nullable(),
  /** The four lines at rising denominators: exact binomial, and widened for over-dispersion (the ones to judge by). */
  limits: z.array(z.object({ n: z.number().int(), exact: funnelLimitsSchema, widened: funnelLimitsSchema })),
  /** In order of id, never of rank; units with nobody in the denominator are counted in `units_without`. */
  units: z.array(
    z.object({
      unit: z.string(),
      name: z.string(),
      numerator: z.number().int(),
      n: z.number().int(),
      share: z.number(),
      z: z.number(),
      exact_flag: funnelFlagSchema,
      /** By the widened limits. */
      flag: funnelFlagSchema,
      words: z.string(),
      rows: rowsSchema,
      rows_of_n: rowsSchema,
    }),
  ),
  units_without: z.number().int(),
  /** Whether figures by therapist are switched on in this deployment, so that `by=therapist` would be answered. */
  therapist_figures: z.boolean(),
  finding: z.string(),
  state: programmeStateSchema,
  rules: rulesInUseSchema,
  provenance: provenanceSchema,
})
export type Funnel = z.infer<typeof funnelSchema>

/** GET /programme/time-to-change: `from` and `to` act on the day of joining. */
export const timeToChangeQuerySchema = programmeQuerySchema.extend({
  event: timedEventSchema.default('first_observed'),
  by: z.enum(['none', 'arm', 'modality', 'format', 'structure']).default('arm'),
})
export type TimeToChangeQuery = z.infer<typeof timeToChangeQuerySchema>

const timeWithLimitsSchema = z.object({
  time: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
})
const survivalStratumSchema = z.object({
  /** Code of the arm, modality .., or `all`. */
  stratum: z.string(),
  n: z.number().int(),
  events: z.number().int(),
  competing_events: z.number().int(),
  censored: z.number().int(),
  /** Of the Kaplan-Meier curve; null when it stays above one half. */
  median: timeWithLimitsSchema,
  /** When half of all had the event, of the Aalen-Johansen curve; null when it stays below one half. */
  half: timeWithLimitsSchema,
  /** Kaplan-Meier: share without the event just after each time, as if nothing competed; log-log limits. */
  curve: z.array(
    z.object({
      time: z.number(),
      at_risk: z.number().int(),
      share_without: z.number(),
      low: z.number().nullable(),
      high: z.number().nullable(),
    }),
  ),
  /** Aalen-Johansen: shares with the event, and with a competing event, by each time; log-log limits of the first. */
  incidence: z.array(
    z.object({
      time: z.number(),
      at_risk: z.number().int(),
      event: z.number(),
      low: z.number().nullable(),
      high: z.number().nullable(),
      competing: z.number(),
    }),
  ),
  /** The first time with fewer than 5 at risk, where curves and table stop; null: they run to the end. */
  stopped_at: z.number().nullable(),
  /** At times that all strata share, in whole weeks or sessions. */
  risk_table: z.array(
    z.object({
      time: z.number(),
      at_risk: z.number().int(),
      events_so_far: z.number().int(),
      competing_so_far: z.number().int(),
      rows: rowsSchema,
      rows_of_events: rowsSchema,
      rows_of_competing: rowsSchema,
    }),
  ),
  rows: rowsSchema,
  rows_of_events: rowsSchema,
  rows_of_competing: rowsSchema,
})
export const timeToChangeSchema = z.object({
  event: timedEventSchema,
  by: z.enum(['none', 'arm', 'modality', 'format', 'structure']),
  measure: z.string(),
  /** Days since the member's baseline, or eligible sessions since joining. */
  unit: z.enum(['days', 'sessions']),
  /** Who is in the set, what the event is, and what competes with it, in sentences. */
  definition: z.string(),
  competing: z.string(),
  /** Episodes of the filters that are not in the set, and why. */
  left_out: z.object({ n: z.number().int(), reason: z.string() }),
  overall: survivalStratumSchema.nullable(),
  /** In order of name. */
  strata: z.array(survivalStratumSchema),
  log_rank: z.union([
    z.object({
      chi_square: z.number(),
      df: z.number().int(),
      p: z.number(),
      groups: z.array(z.object({ stratum: z.string(), observed: z.number(), expected: z.number() })),
      note: z.string(),
    }),
    refusalSchema,
  ]),
  state: programmeStateSchema,
  rules: rulesInUseSchema,
  provenance: provenanceSchema,
})
export type TimeToChange = z.infer<typeof timeToChangeSchema>
export type SurvivalStratum = z.infer<typeof survivalStratumSchema>

const correlationSchema = z.union([
  z.object({ estimate: z.number(), p: z.number(), interval: intervalSchema.nullable(), n: z.number().int() }),
  refusalSchema,
])
/** GET /programme/dose-response: sessions attended against change on `measure`. */
const dosedBarSchema = z.object({
  n: z.number().int(),
  /** Positive = improvement. */
  mean_change: z.number(),
  sd: z.number().nullable(),
  interval: intervalSchema.nullable(),
  reliably_improved: proportionSchema,
  rows: rowsSchema,
})
export const doseResponseSchema = z.object({
  measure: z.string(),
  better: z.enum(['higher', 'lower']),
  /** Always shown beside the picture. */
  caution: z.string(),
  n: z.number().int(),
  bars: z.array(dosedBarSchema.extend({ sessions_attended: z.number().int() })),
  /** The same episodes in at most eight steps of equal width, both ends included; steps without anybody are left out. */
  bins: z.array(dosedBarSchema.extend({ from: z.number().int(), to: z.number().int() })),
  pearson: correlationSchema,
  spearman: correlationSchema,
  attendance_rate_pearson: correlationSchema,
  /** Points of change for one more session attended, at the same baseline. */
  adjusted_per_session: z.union([
    z.object({ estimate: z.number(), se: z.number(), p: z.number(), interval: intervalSchema }),
    refusalSchema,
  ]),
  state: programmeStateSchema,
  rules: rulesInUseSchema,
  provenance: provenanceSchema,
})
export type DoseResponseQuery = ProgrammeQuery
export type DoseResponse = z.infer<typeof doseResponseSchema>
