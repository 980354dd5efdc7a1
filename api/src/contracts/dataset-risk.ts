import { z } from 'zod'

/** Counts are rounded to 5; null: some, and fewer than 11. */
export const shownCountSchema = z.number().int().nullable()

/** By variable: how coarse it is. */
export const levelsSchema = z.array(
  z.object({ name: z.string(), label: z.string(), level: z.number().int(), level_name: z.string() }),
)

/** What a director decides by. Shares, 0 to 1, in whole hundredths; no risk is larger than it says. */
export const measuredRiskSchema = z.object({
  persons: shownCountSchema,
  /** Share who were alone in all that is recorded of them, before anything was generalised. */
  unique_before: z.number(),
  prosecutor_highest: z.number(),
  prosecutor_average: z.number(),
  journalist_highest: z.number(),
  marketer: z.number(),
  share_above_threshold: z.object({ threshold: z.number(), share: z.number() }),
  /** Of every score, among those whom somebody who knows no score cannot tell apart. */
  distinct_l: z.number().int(),
  t: z.number(),
  information_lost: z.number(),
  levels: levelsSchema,
})
export type MeasuredRiskContract = z.infer<typeof measuredRiskSchema>
