import { z } from 'zod'
import type { OutcomeRules as CoreOutcomeRules } from '../core/programme/outcome-rules.js'
import { proportionSchema } from './estimates.js'
import { filtersSchema } from './filters.js'

/**
 * By which rule a change counts as reliable: `standard` (each measure's own; GAD-7 4 points), `gad7_5` (GAD-7 5 points,
 * as some studies do), `jacobson_truax` (from the spread of the deployment's baselines and each measure's alpha).
 * Caseness, and so recovery, is the same under all of them.
 */
export const OUTCOME_RULES = [
  'standard',
  'gad7_5',
  'jacobson_truax',
] as const satisfies readonly CoreOutcomeRules[]
export const outcomeRulesSchema = z.enum(OUTCOME_RULES)
export type OutcomeRulesContract = z.infer<typeof outcomeRulesSchema>

/** The filters of every read of the programme, with the switch of rules. */
export const programmeQuerySchema = filtersSchema.extend({ rules: outcomeRulesSchema.default('standard') })
export type ProgrammeQuery = z.infer<typeof programmeQuerySchema>

/** Events whose time is asked for: two of an improvement on one measure, two of leaving. */
export const TIMED_EVENTS = [
  'first_observed',
  'sustained',
  'dropout_by_attendance',
  'dropout_as_recorded',
] as const
export const timedEventSchema = z.enum(TIMED_EVENTS)
export type TimedEvent = z.infer<typeof timedEventSchema>

/** The rules that an answer went by: from how many points a change is reliable; null where that is not known. */
export const rulesInUseSchema = z.object({
  code: outcomeRulesSchema,
  reliable_points: z.record(z.string(), z.number().int().nullable()),
})
export type RulesInUse = z.infer<typeof rulesInUseSchema>

/** Where the rows behind a mark or a cell are listed: a path of the API, with its parameters. */
export const rowsSchema = z.object({
  path: z.enum(['/episodes', '/attendance', '/group-sessions', '/programme/completeness/sessions']),
  query: z.record(z.string(), z.string()),
})
export type RowsLink = z.infer<typeof rowsSchema>

/** Named filters, for what an empty answer should be asked without. */
export const filterNameSchema = filtersSchema.keyof()

/**
 * Whether there is an answer; when there is none, why, and which single filters to relax, each with the episodes that
 * there would be without it.
 */
export const programmeStateSchema = z.object({
  kind: z.enum([
    'answered',
    /** No episode, and no filter is to blame. */
    'nothing_recorded',
    /** `from` is after `to`. */
    'contradictory_period',
    /** No episode matches the filters together. */
    'no_episodes',
    /** Episodes match, but none has ended with two attended sessions. */
    'no_finished_episodes',
    /** Fewer points, units or members than the picture needs. */
    'too_few_periods',
    'too_few_units',
    'too_few_members',
  ]),
  /** One sentence for the person who asked; null when answered. */
  message: z.string().nullable(),
  relax: z.array(z.object({ filter: filterNameSchema, episodes: z.number().int() })),
})
export type ProgrammeState = z.infer<typeof programmeStateSchema>

/** A number that is kept back, because it or another would tell of few people. */
export const suppressedSchema = z.object({
  suppressed: z.literal(true),
  reason: z.enum(['small_number', 'would_reveal_a_small_number']),
})
export const shareOrSuppressedSchema = z.union([proportionSchema, suppressedSchema])
export const countOrSuppressedSchema = z.union([z.number().int(), suppressedSchema])

/** A statistic that these data do not give, and why. */
export const refusalSchema = z.object({ refused: z.literal(true), reason: z.string(), message: z.string() })
export type RefusalContract = z.infer<typeof refusalSchema>
