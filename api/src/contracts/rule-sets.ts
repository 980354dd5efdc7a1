import { z } from 'zod'
import type { SwitchableKind } from '../core/signals/signal-rules.js'
import { instantSchema, typedLine } from './typed-text.js'

/** Kinds that may be switched off; item 9, reliable deterioration and "not enough data" never are. */
export const SWITCHABLE_SIGNALS = [
  'worse_than_expected',
  'no_reliable_change_by_k',
  'absent_2',
  'measure_missing',
] as const satisfies readonly SwitchableKind[]

/** The numbers by which signals are raised; hours of escalation and days of a snooze are settings. */
export const signalRulesSchema = z.strictObject({
  /** Attended sessions after which a reliable improvement is asked for. */
  no_reliable_change_after_sessions: z.number().int().min(2).max(52),
  absences_in_a_row: z.number().int().min(2).max(10),
  /** Codes of the measures that belong to every session. */
  expected_measures: z.array(z.string().min(1).max(50)).max(20),
  /** By measure code, where the deployment departs from the measure's own threshold; 1 up to the scale's width. */
  reliable_change_points: z.record(z.string().min(1).max(50), z.number().int()),
  switched_off: z.array(z.enum(SWITCHABLE_SIGNALS)).max(SWITCHABLE_SIGNALS.length),
})
export type SignalRulesContract = z.infer<typeof signalRulesSchema>

export const ruleSetSchema = z.object({
  version: z.number().int(),
  rules: signalRulesSchema,
  reason: z.string(),
  /** A name, or `system`. */
  created_by: z.string(),
  created_at: instantSchema,
})
export type RuleSet = z.infer<typeof ruleSetSchema>

/** GET /rule-sets: the latest first; the first is in use. */
export const ruleSetListSchema = z.object({ rule_sets: z.array(ruleSetSchema) })
export type RuleSetList = z.infer<typeof ruleSetListSchema>

/** POST /rule-sets: a whole set in place of the one in use (409 `changed_meanwhile` when that is another by now). */
export const newRuleSetSchema = z.strictObject({
  based_on: z.number().int().min(1),
  rules: signalRulesSchema,
  reason: typedLine(3, 500),
})
export type NewRuleSet = z.infer<typeof newRuleSetSchema>
/** `job_id`: signals of members in care are worked out again by it (GET /jobs/:id). */
export const storedRuleSetSchema = z.object({ rule_set: ruleSetSchema, job_id: z.number().int() })
export type StoredRuleSet = z.infer<typeof storedRuleSetSchema>
