import { z } from 'zod'

/** An interval and how it was made; `method` names the formula (docs/STATISTICS.md). */
export const intervalSchema = z.object({
  low: z.number(),
  high: z.number(),
  level: z.number(),
  method: z.string(),
})
export type IntervalContract = z.infer<typeof intervalSchema>

/** A share with its fraction. `proportion` and `interval` are null only when the denominator is 0. */
export const proportionSchema = z.object({
  numerator: z.number().int(),
  denominator: z.number().int(),
  proportion: z.number().nullable(),
  interval: intervalSchema.nullable(),
})
export type ProportionContract = z.infer<typeof proportionSchema>

/** A mean with its spread; `sd` and `interval` are null when n < 2. */
export const meanSchema = z.object({
  n: z.number().int(),
  mean: z.number().nullable(),
  sd: z.number().nullable(),
  interval: intervalSchema.nullable(),
})
export type MeanContract = z.infer<typeof meanSchema>
