import { z } from 'zod'
import { meanSchema } from './estimates.js'
import { benchmarksSchema, provenanceSchema } from './programme.js'
import { EQUITY_DIMENSIONS, equityRateSchema } from './programme-parts.js'
import {
  countOrSuppressedSchema,
  programmeStateSchema,
  rulesInUseSchema,
  shareOrSuppressedSchema,
  suppressedSchema,
} from './programme-query.js'
import { daySchema } from './vocabulary.js'

/** A mean of at least 11 people, with their number rounded; its interval is left out, because it tells n again. */
const publishedMeanSchema = z.union([meanSchema, suppressedSchema])

const publishedRatesSchema = z.object({
  /** Ended in the period. */
  episodes: countOrSuppressedSchema,
  finished: countOrSuppressedSchema,
  national: z.object({
    reliable_recovery: shareOrSuppressedSchema,
    recovery: shareOrSuppressedSchema,
    reliable_improvement: shareOrSuppressedSchema,
    reliable_deterioration: shareOrSuppressedSchema,
    paired_data: shareOrSuppressedSchema,
  }),
  dropout: z.object({ by_attendance: shareOrSuppressedSchema, as_recorded: shareOrSuppressedSchema }),
  attendance: shareOrSuppressedSchema,
})

const publishedMeasureSchema = z.object({
  measure: z.string(),
  baseline: publishedMeanSchema,
  last: publishedMeanSchema,
  change: publishedMeanSchema,
  reliably_improved: shareOrSuppressedSchema,
  no_reliable_change: shareOrSuppressedSchema,
  reliably_deteriorated: shareOrSuppressedSchema,
  completeness: shareOrSuppressedSchema,
})

/**
 * The outcomes of a programme for those outside it (SECURITY.md, section 4): counts from 1 to 10, and what would reveal
 * them, are kept back; the rest is rounded, and shares with their intervals follow from the rounded counts. Nothing in
 * it leads to rows.
 */
export const publishedProgrammeSchema = publishedRatesSchema.extend({
  /** Counts from 1 up to this are kept back. */
  suppressed_up_to: z.number().int(),
  rounded_to: z.number().int(),
  by_measure: z.array(publishedMeasureSchema),
  /** The same filters over the days before `from`; null without `from`. */
  previous_period: publishedRatesSchema.extend({ from: daySchema, to: daySchema }).nullable(),
  equity: z.array(
    z.object({
      dimension: z.enum(EQUITY_DIMENSIONS),
      strata: z.array(
        z.object({
          stratum: z.string(),
          finished: countOrSuppressedSchema,
          rates: z.record(equityRateSchema, shareOrSuppressedSchema),
        }),
      ),
    }),
  ),
  /** How many numbers are kept back. */
  suppressed: z.number().int(),
  benchmarks: benchmarksSchema,
  rules: rulesInUseSchema,
  state: programmeStateSchema,
  provenance: provenanceSchema,
})
export type PublishedProgramme = z.infer<typeof publishedProgrammeSchema>
