import { z } from 'zod'
import { intervalSchema, proportionSchema } from './estimates.js'
import { provenanceSchema } from './programme.js'
import {
  countOrSuppressedSchema,
  programmeStateSchema,
  refusalSchema,
  rowsSchema,
  rulesInUseSchema,
  shareOrSuppressedSchema,
} from './programme-query.js'

/** One answer to "how much did they change?" under one assumption about who left. */
const missingDataMethodSchema = z.object({
  method: z.enum(['completers', 'last_observation', 'mixed_model']),
  /** What has to be true for this to be right. */
  assumption: z.string(),
  n: z.number().int(),
  /** Points, positive = improvement. */
  change: z
    .object({ estimate: z.number(), se: z.number().nullable(), interval: intervalSchema.nullable() })
    .nullable(),
  /** Null for the model, which speaks of the average. */
  reliably_improved: proportionSchema.nullable(),
  refused: refusalSchema.nullable(),
  rows: rowsSchema,
})
/** GET /programme/missing-data: ended episodes with a score on `measure`, three ways side by side. */
export const missingDataSchema = z.object({
  measure: z.string(),
  better: z.enum(['higher', 'lower']),
  /** Ended episodes of the filters. */
  episodes: z.number().int(),
  without_score: z.number().int(),
  one_score: z.number().int(),
  /** Started, and the last two or more eligible sessions missed. */
  dropped_out: z.number().int(),
  /** Weeks since baseline at which the model is read: the median of the completers. */
  horizon_weeks: z.number().nullable(),
  methods: z.array(missingDataMethodSchema),
  /** One sentence: how far the three lie apart. */
  finding: z.string(),
  state: programmeStateSchema,
  rules: rulesInUseSchema,
  provenance: provenanceSchema,
})
export type MissingData = z.infer<typeof missingDataSchema>

export const EQUITY_DIMENSIONS = ['age_band', 'gender', 'prior_episodes', 'arm'] as const
export const equityRateSchema = z.enum([
  'reliable_recovery',
  'recovery',
  'reliable_improvement',
  'reliable_deterioration',
  'paired_data',
])
/** Whether the strata of one rate that are shown and known differ, by a test that allows for groups. */
const strataDifferenceSchema = z.object({
  /** How many strata were compared. */
  strata: z.number().int(),
  /** Chi-square, divided by the design effect of the rate. */
  statistic: z.number(),
  degrees_of_freedom: z.number().int(),
  p: z.number(),
  /** Allowing for all `comparisons` of the answer (Holm). */
  p_adjusted: z.number(),
  design_effect: z.number(),
  is_beyond_chance: z.boolean(),
})
export type StrataDifference = z.infer<typeof strataDifferenceSchema>

/** GET /programme/equity: finished courses by strata; what would tell of 1 to 10 people is kept back. */
export const equitySchema = z.object({
  /** Counts from 1 up to this, and what would reveal them, are suppressed. */
  smallest_shown: z.number().int(),
  total: z.object({ finished: z.number().int(), rates: z.record(equityRateSchema, proportionSchema) }),
  dimensions: z.array(
    z.object({
      dimension: z.enum(EQUITY_DIMENSIONS),
      strata: z.array(
        z.object({
          stratum: z.string(),
          finished: countOrSuppressedSchema,
          rates: z.record(equityRateSchema, shareOrSuppressedSchema),
        }),
      ),
      differences: z.record(equityRateSchema, z.union([strataDifferenceSchema, refusalSchema])),
      /** How many numbers of this dimension are kept back. */
      suppressed: z.number().int(),
    }),
  ),
  /** How many of `differences` could be tested: the more, the more would differ by chance alone. */
  comparisons: z.number().int(),
  /** Rows of a stratum are not listed: they would undo the suppression. */
  note: z.string(),
  state: programmeStateSchema,
  rules: rulesInUseSchema,
  provenance: provenanceSchema,
})
export type Equity = z.infer<typeof equitySchema>

/** GET /programme/flow: from joining to a paired outcome; `from` and `to` act on the day of joining. */
export const flowSchema = z.object({
  /** Each step is the sum of its `parts`; the first is every episode. */
  steps: z.array(
    z.object({
      step: z.enum(['joined', 'attended', 'ended', 'finished', 'paired_data']),
      n: z.number().int(),
      /** Of the step before; null for the first. */
      share: proportionSchema.nullable(),
      rows: rowsSchema,
      /** Who of this step does not reach the next. */
      exits: z.array(
        z.object({
          exit: z.enum([
            'not_yet_attended',
            'never_attended',
            'in_care',
            'ended_after_one_session',
            'without_baseline',
            'without_last_score',
          ]),
          n: z.number().int(),
          rows: rowsSchema,
        }),
      ),
    }),
  ),
  state: programmeStateSchema,
  provenance: provenanceSchema,
})
export type ProgrammeFlow = z.infer<typeof flowSchema>
