import { z } from 'zod'

/** What a screen needs of a measure's definition file. */
export const measureSchema = z.object({
  code: z.string(),
  version: z.string(),
  name: z.string(),
  short_name: z.string(),
  items: z.array(
    z.object({
      number: z.number().int(),
      label: z.string(),
      is_risk_item: z.boolean(),
      is_reversed: z.boolean(),
    }),
  ),
  item_range: z.object({ low: z.number(), high: z.number() }),
  total_range: z.object({ low: z.number(), high: z.number() }),
  direction: z.enum(['lower_is_better', 'higher_is_better']),
  /** Empty where the measure has no agreed bands. */
  bands: z.array(z.object({ code: z.string(), label: z.string(), low: z.number(), high: z.number() })),
  caseness: z.number().nullable(),
  /** Points; null where reliable change comes from Jacobson-Truax on the deployment's own SD. */
  reliable_change_threshold: z.number().nullable(),
  reliable_change_note: z.string(),
  licence: z.string(),
  source: z.string(),
})
export type MeasureContract = z.infer<typeof measureSchema>
export const measureListSchema = z.object({ measures: z.array(measureSchema) })
export type MeasureList = z.infer<typeof measureListSchema>
