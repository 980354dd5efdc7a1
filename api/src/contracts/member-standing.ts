import { z } from 'zod'
import { memberStatusSchema, signalKindSchema } from './signal-evidence.js'
import { caseloadRowSchema, raisedSignalSchema, signalHistorySchema } from './signals.js'
import { instantSchema } from './typed-text.js'
import { daySchema } from './vocabulary.js'

/** Totals of the measure, not rounded and not clamped to the scale. Where higher is better limits lie below `expected`. */
export const expectedScoreSchema = z.object({
  expected: z.number(),
  /** 84 of 100 scores are no worse. */
  limit_84: z.number(),
  /** 90 of 100 scores are no worse: the end of the expected range. */
  limit_90: z.number(),
})
export type ExpectedScore = z.infer<typeof expectedScoreSchema>

/** What was to be expected of this episode on this measure, from its baseline alone; or why that cannot be said. */
export const expectedResponseSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('fitted'),
    model_fit_id: z.number().int(),
    fitted_at: instantSchema,
    /** Fitted on this many episodes that had ended by that day. */
    episodes: z.number().int(),
    as_of: daySchema,
    /** After it too few episodes went on: the curve is held. */
    last_week: z.number(),
    /** From the first week on: the model speaks of scores after the baseline. */
    weeks: z.array(expectedScoreSchema.extend({ week: z.number() })),
  }),
  z.object({ kind: z.literal('off'), reason: z.string() }),
])
export type ExpectedResponseContract = z.infer<typeof expectedResponseSchema>

/** Where the episode stands today. */
export const memberStandingSchema = z.object({
  /** null once the episode has ended: nobody is on track or off it then. */
  status: memberStatusSchema.nullable(),
  /** Every sentence in one line, the worst first; empty when nothing is raised. */
  sentence: z.string(),
  /** Of all measures, the worst first; after the end those that still wait for a person. */
  signals: z.array(raisedSignalSchema),
  risk_item: caseloadRowSchema.shape.risk_item,
  rules_version: z.number().int(),
})
export type MemberStanding = z.infer<typeof memberStandingSchema>

/** Everything that happened to the signals of the episode, the latest first. */
export const signalEntrySchema = signalHistorySchema.shape.history.element.extend({
  signal_id: z.number().int(),
  kind: signalKindSchema,
  measure: z.string().nullable(),
})
export type SignalEntry = z.infer<typeof signalEntrySchema>
