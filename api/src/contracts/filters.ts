import { z } from 'zod'
import { ARMS, daySchema, FOCUSES, FORMATS, MODALITIES, STRUCTURES } from './vocabulary.js'

/**
 * The filters that every read of outcomes takes, alike. All are single values; absent = all.
 * `from` and `to` are inclusive; what they filter is said by `period_basis` in the answer.
 * No `.meta({ id })`: a named query schema becomes one nameless parameter in OpenAPI.
 */
export const filtersSchema = z.object({
  site: z.string().min(1).optional(),
  group: z.string().min(1).optional(),
  modality: z.enum(MODALITIES).optional(),
  format: z.enum(FORMATS).optional(),
  structure: z.enum(STRUCTURES).optional(),
  focus: z.enum(FOCUSES).optional(),
  arm: z.enum(ARMS).optional(),
  from: daySchema.optional(),
  to: daySchema.optional(),
  measure: z.string().min(1).optional(),
})
export type Filters = z.infer<typeof filtersSchema>

/** Which day of an episode or session `from` and `to` act on. */
export const periodBasisSchema = z.enum(['episode_end', 'session_date', 'joining_date'])

/** For reads that are about one measure and nothing else; PHQ-9 unless said otherwise. */
export const measureQuerySchema = filtersSchema.pick({ measure: true })
