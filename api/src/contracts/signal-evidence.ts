import { z } from 'zod'
import type * as core from '../core/signals/signal.js'
import { daySchema } from './vocabulary.js'

/** The worst first. `insufficient_data` is grey, never green. */
export const MEMBER_STATUSES = [
  'not_on_track',
  'watch',
  'insufficient_data',
  'on_track',
] as const satisfies readonly core.Status[]
export const memberStatusSchema = z.enum(MEMBER_STATUSES)
export type MemberStatus = z.infer<typeof memberStatusSchema>

/** `badge`: no part of the status. */
export const SIGNAL_LEVELS = [
  'not_on_track',
  'watch',
  'insufficient_data',
  'badge',
] as const satisfies readonly core.SignalLevel[]

export const SIGNAL_KINDS = [
  'risk_item',
  'reliably_deteriorated',
  'worse_than_expected',
  'no_reliable_change_by_k',
  'absent_2',
  'measure_missing',
  'insufficient_data',
] as const satisfies readonly core.SignalKind[]
export const signalKindSchema = z.enum(SIGNAL_KINDS)
export type SignalKindContract = z.infer<typeof signalKindSchema>

/** A score and its day, as it stands on the form. */
export const scoreOnDaySchema = z.object({ total: z.number(), on: daySchema })

/** What the evidence is, in words and in the numbers that it rests on ("Why"). docs/SIGNALS.md has the rules. */
const evidence = <Kind extends SignalKindContract, Inputs extends z.ZodRawShape>(
  kind: Kind,
  inputs: Inputs,
) =>
  z.object({
    kind: z.literal(kind),
    inputs: z.object(inputs),
    level: z.enum(SIGNAL_LEVELS),
    /** null: it speaks of attendance, and counts for every measure. */
    measure: z.string().nullable(),
    /** Since when the evidence has stood without a break. */
    since: daySchema,
    /** One plain sentence without a full stop. */
    sentence: z.string(),
    rules_version: z.number().int(),
    /** The expected response behind it; null for the other kinds. */
    model_fit_id: z.number().int().nullable(),
  })

export const signalEvidenceSchema = z.discriminatedUnion('kind', [
  evidence('risk_item', {
    item_number: z.number().int(),
    /** 1 or more. */
    answer: z.number().int(),
    answered_on: daySchema,
    /** A later form left the item out. */
    is_unanswered_since: z.boolean(),
  }),
  evidence('reliably_deteriorated', {
    baseline: scoreOnDaySchema,
    latest: scoreOnDaySchema,
    points_worse: z.number(),
    reliable_points: z.number(),
  }),
  evidence('worse_than_expected', {
    baseline: scoreOnDaySchema,
    latest: scoreOnDaySchema,
    /** At the latest score, from the baseline alone; totals of the measure, not rounded. */
    expected: z.number(),
    limit_84: z.number(),
    limit_90: z.number(),
    is_above_90: z.boolean(),
    scores_in_a_row: z.number().int(),
    points_beyond: z.number(),
    /** Among the member's own sessions; null before the first. */
    session_number: z.number().int().nullable(),
    weeks_since_baseline: z.number(),
    fitted_episodes: z.number().int(),
  }),
  evidence('no_reliable_change_by_k', {
    baseline: scoreOnDaySchema,
    latest: scoreOnDaySchema,
    attended_sessions: z.number().int(),
    after_sessions: z.number().int(),
    reliable_points: z.number(),
  }),
  evidence('absent_2', {
    missed_in_a_row: z.number().int(),
    missed_without_notice: z.number().int(),
    last_attended_on: daySchema.nullable(),
  }),
  evidence('measure_missing', { session_id: z.string(), session_on: daySchema }),
  evidence('insufficient_data', { n_scores: z.number().int() }),
])
export type SignalEvidence = z.infer<typeof signalEvidenceSchema>
