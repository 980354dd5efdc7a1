import { z } from 'zod'
import { proportionSchema } from './estimates.js'
import { jobSchema } from './jobs.js'
import { instantSchema } from './typed-text.js'
import { daySchema } from './vocabulary.js'

/** A share of scores above a limit that 84 or 90 of 100 scores should not exceed. */
const shareAboveSchema = proportionSchema.extend({
  /** What it should be: 0.16 or 0.10. */
  expected: z.number(),
  /** Scores of one member taken together; null below 5 members. */
  standard_error: z.number().nullable(),
  /** Off by more than 2 points and more than 2 standard errors: worth a warning. */
  is_off: z.boolean(),
})
const sharesSchema = z.object({ scores: z.number().int(), p84: shareAboveSchema, p90: shareAboveSchema })

const accuracySchema = z.object({
  /** The baseline is 1. */
  score_number: z.number().int(),
  n: z.number().int(),
  /** null when all end alike. */
  auc: z.number().nullable(),
  /** Alerts among those who do not improve reliably by their last score. */
  sensitivity: proportionSchema,
  /** Those who do not, among the alerts. */
  precision: proportionSchema,
  alert_rate: proportionSchema,
})

const alertsSchema = z.object({
  /** Scores after which the level stood, of all scores after baseline. */
  per_score: proportionSchema,
  /** Episodes in which it stood at least once. */
  per_episode: proportionSchema,
})

/** The expected response judged by members it has not seen: five folds by member. */
export const calibrationSchema = z.object({
  all: sharesSchema,
  /** From the mildest; empty for a measure without bands. */
  by_baseline_band: z.array(sharesSchema.extend({ band: z.string() })),
  by_score_number: z.array(sharesSchema.extend({ score_number: z.number().int() })),
  alerts: z.object({
    watch: alertsSchema,
    not_on_track: alertsSchema,
    /** Episodes with a score above the 90 % limit at least once: why one crossing is not enough. */
    ever_above_90: proportionSchema,
  }),
  /** At the second, fourth and sixth score, of members at caseness at baseline with a score still to come. */
  forecast: z.array(accuracySchema),
  /** The plainest rule that learns: change since baseline alone. */
  simple_change: z.array(accuracySchema),
  /** "No reliable improvement yet". */
  naive: z.array(accuracySchema),
})
export type CalibrationContract = z.infer<typeof calibrationSchema>

export const modelFitSchema = z.object({
  model_fit_id: z.number().int(),
  measure: z.string(),
  /** `off`: too few ended episodes or another reason, which `message` says. */
  state: z.enum(['on', 'off']),
  message: z.string().nullable(),
  fitted_at: instantSchema,
  /** Forms recorded up to this moment, of episodes that had ended on this day. */
  data_until: instantSchema,
  as_of: daySchema,
  episodes: z.number().int(),
  /** null when off. */
  members: z.number().int().nullable(),
  scores: z.number().int().nullable(),
  time_function: z.enum(['week', 'log_week']).nullable(),
  /** A spread of 0: a correct answer on the boundary. */
  is_singular: z.boolean().nullable(),
  /** Points at and beyond which a change is reliable; null: the measure has no threshold yet. */
  reliable_points: z.number().nullable(),
  /** Why there is no forecast; null when there is one. */
  forecast_off: z.string().nullable(),
  calculation_version: z.number().int(),
  rules_version: z.number().int(),
  /** null when off. */
  calibration: calibrationSchema.nullable(),
})
export type ModelFit = z.infer<typeof modelFitSchema>

/** GET /model-fits: the latest of each measure, and the job that is fitting now, if there is one. */
export const modelFitListSchema = z.object({
  model_fits: z.array(modelFitSchema),
  job: jobSchema.nullable(),
})
export type ModelFitList = z.infer<typeof modelFitListSchema>
