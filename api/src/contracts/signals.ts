import { z } from 'zod'
import {
  memberStatusSchema,
  scoreOnDaySchema,
  signalEvidenceSchema,
  signalKindSchema,
} from './signal-evidence.js'
import { idSchema, instantSchema, typedLine } from './typed-text.js'
import { daySchema } from './vocabulary.js'

export const SIGNAL_STATES = ['open', 'acknowledged', 'snoozed', 'resolved'] as const
export const signalStateSchema = z.enum(SIGNAL_STATES)
export type SignalState = z.infer<typeof signalStateSchema>

/** What was done about it. `none_needed` asks for a reason. */
export const ACTIONS_TAKEN = [
  'plan_reviewed',
  'individual_therapy_added',
  'medication_review_referred',
  'risk_assessed',
  'none_needed',
] as const

/**
 * What happened to a signal: five by people (`act` = an action was taken), the rest by the system: raised; the evidence
 * became worse than what somebody had dealt with; the evidence is over; the episode ended; the days of a snooze are
 * over; hours without a person went by.
 */
export const SIGNAL_EVENTS = [
  'acknowledge',
  'act',
  'snooze',
  'resolve',
  'reopen',
  'raised',
  'became_worse',
  'evidence_over',
  'episode_ended',
  'snooze_over',
  'escalated',
] as const

/** The life of a signal, beside its evidence. */
export const signalLifeSchema = z.object({
  signal_id: z.number().int(),
  /** Sent back with an action; it changes with the state and with the evidence. */
  version: z.number().int(),
  state: signalStateSchema,
  /** When it was raised, and when it last became open; earlier than `since` never, later when forms come in late. */
  raised_at: instantSchema,
  opened_at: instantSchema,
  /** It opens again on this day, at the site. */
  snoozed_until: daySchema.nullable(),
  /** Still true of the member; a later form, a return or the end of the episode ends it. Item 9: the form still says so. */
  evidence_stands: z.boolean(),
  /** Item 9 alone: since when the director sees it as well; null before, and once a person has acknowledged it. */
  escalated_at: instantSchema.nullable(),
  /** Item 9 while open: when it escalates, or did. */
  escalates_at: instantSchema.nullable(),
  /** The latest thing that a person did. */
  last_action: z
    .object({
      event: z.enum(SIGNAL_EVENTS),
      taken: z.enum(ACTIONS_TAKEN).nullable(),
      note: z.string().nullable(),
      by: z.string(),
      at: instantSchema,
    })
    .nullable(),
})
export type SignalLife = z.infer<typeof signalLifeSchema>

/** Evidence with its life; null for what nobody has to deal with: a missing form, too few scores. */
export const raisedSignalSchema = z.object({
  evidence: signalEvidenceSchema,
  life: signalLifeSchema.nullable(),
})
export type RaisedSignal = z.infer<typeof raisedSignalSchema>

/** An answer of 1 or more to item 9. Each waits for a person, also when a later answer is 0. */
const riskAnswerSchema = z.object({
  answer: z.number().int(),
  on: daySchema,
  sentence: z.string(),
  life: signalLifeSchema,
})

/** One episode of the caseload. */
export const caseloadRowSchema = z.object({
  member_id: z.string(),
  full_name: z.string().nullable(),
  /** Of the name; null without one. */
  initials: z.string().nullable(),
  episode_id: z.number().int(),
  group_id: z.string(),
  group_name: z.string(),
  site_id: z.string(),
  joined_on: daySchema,
  planned_end_on: daySchema.nullable(),
  /** False: the episode has ended, and an answer to item 9 still waits for a person. Not in the tiles' `of`. */
  is_open: z.boolean(),
  /** The member's own clock: sessions held since joining, and of these attended. */
  sessions: z.object({ held: z.number().int(), attended: z.number().int() }),
  /** The latest one held while the member belonged to the group. */
  last_session: z.object({ session_number: z.number().int(), session_date: daySchema }).nullable(),
  status: memberStatusSchema,
  /** The highest over the measures, 0 to 1; orders the list; null without a forecast. */
  probability_of_no_improvement: z.number().nullable(),
  /** Every sentence in one line, the worst first; empty when nothing is raised. */
  sentence: z.string(),
  measures: z.array(
    z.object({
      measure: z.string(),
      status: memberStatusSchema,
      n_scores: z.number().int(),
      baseline: scoreOnDaySchema.nullable(),
      /** null below two scores. */
      latest: scoreOnDaySchema.nullable(),
      /** Positive = improvement, whatever the measure's direction; null below two scores. */
      change: z.number().nullable(),
      probability_of_no_improvement: z.number().nullable(),
      /** The latest 12 days with a score, in time order: the sparkline. */
      scores: z.array(
        scoreOnDaySchema.extend({
          /**
           * What was to be expected on that day, from the baseline alone; totals, neither rounded nor clamped. null
           * for the baseline itself, and without an expected response.
           */
          expected_range: z
            .object({ expected: z.number(), limit_84: z.number(), limit_90: z.number() })
            .nullable(),
        }),
      ),
    }),
  ),
  /** What stands now, the worst first. */
  signals: z.array(raisedSignalSchema),
  /** null without a form that has such an item. */
  risk_item: z
    .object({
      measure: z.string(),
      /** Of the latest form: yes = 1 or more; no = "not at all", which is not "no risk"; unknown = not answered. */
      latest: z.enum(['yes', 'no', 'unknown']),
      latest_on: daySchema,
      /** Open ones, the latest first; acknowledged ones are in the history. */
      to_acknowledge: z.array(riskAnswerSchema),
    })
    .nullable(),
})
export type CaseloadRow = z.infer<typeof caseloadRowSchema>

/** GET /caseload/tiles: members, each counted once. No names go out with them. */
export const caseloadTilesSchema = z.object({
  not_on_track: z.object({ n: z.number().int(), of: z.number().int() }),
  /** Members with an open answer to item 9, those of ended episodes included. */
  item_9_new: z.number().int(),
  form_missing: z.number().int(),
  absent_twice: z.number().int(),
})
export type CaseloadTiles = z.infer<typeof caseloadTilesSchema>

/** GET /caseload: the members of the caller's groups who are in care today. */
export const caseloadSchema = z.object({
  as_of: instantSchema,
  tiles: caseloadTilesSchema,
  /** Not on track, watch, not enough data; within these by forecast, then by id. */
  members: z.array(caseloadRowSchema),
  on_track: z.array(caseloadRowSchema),
  /** The latest one that brought records of the caller's groups. `rejected` counts all of its rows. */
  last_import: z.object({ at: instantSchema, rejected: z.number().int() }).nullable(),
  crisis_line: z.string().nullable(),
  rules_version: z.number().int(),
  /** Whether `worse_than_expected` and the forecast are there at all, by measure of the rule set; and why not. */
  expected_response: z.array(
    z.object({
      measure: z.string(),
      is_on: z.boolean(),
      message: z.string().nullable(),
      /** Ended episodes that it was fitted on, and when; null where it was never fitted. */
      fitted_episodes: z.number().int().nullable(),
      fitted_at: instantSchema.nullable(),
    }),
  ),
})
export type Caseload = z.infer<typeof caseloadSchema>

/** A stored signal with whose it is. */
export const signalSchema = z.object({
  member_id: z.string(),
  episode_id: z.number().int(),
  group_id: z.string(),
  group_name: z.string(),
  site_id: z.string(),
  evidence: signalEvidenceSchema,
  life: signalLifeSchema,
})
export type SignalContract = z.infer<typeof signalSchema>

/** GET /signals: in reach; open first, item 9 before the rest, then the latest. */
export const signalQuerySchema = z.object({
  member: z.string().min(1).optional(),
  episode: z.coerce.number().int().positive().optional(),
  group: z.string().min(1).optional(),
  site: z.string().min(1).optional(),
  kind: signalKindSchema.optional(),
  /** Left out: everything that is not resolved; `any`: the resolved ones too. */
  state: z.enum([...SIGNAL_STATES, 'any']).optional(),
  /** `yes`: answers to item 9 that nobody acknowledged in time: what a director may act on. */
  escalated: z.enum(['yes']).optional(),
  page: z.coerce.number().int().min(1).default(1),
  page_size: z.coerce.number().int().min(1).max(500).default(50),
})
export type SignalQuery = z.infer<typeof signalQuerySchema>
export const signalListSchema = z.object({
  signals: z.array(signalSchema),
  total: z.number().int(),
  page: z.number().int(),
  page_size: z.number().int(),
})
export type SignalList = z.infer<typeof signalListSchema>

/** GET /signals/escalated: answers to item 9 in reach that wait for a person, and for longer than they may. */
export const escalatedSchema = z.object({ n: z.number().int() })
export type Escalated = z.infer<typeof escalatedSchema>

/** GET /signals/:id, and what every action answers with: the signal, and all that happened to it, in time order. */
export const signalHistorySchema = signalSchema.extend({
  history: z.array(
    z.object({
      event: z.enum(SIGNAL_EVENTS),
      taken: z.enum(ACTIONS_TAKEN).nullable(),
      note: z.string().nullable(),
      snoozed_until: daySchema.nullable(),
      /** A name, or `system`. */
      by: z.string(),
      at: instantSchema,
      state: signalStateSchema,
      /** The evidence as it stood. */
      sentence: z.string(),
    }),
  ),
})
export type SignalHistory = z.infer<typeof signalHistorySchema>

/** It stays with the signal: no names. */
const noteSchema = typedLine(3, 500)
const version = z.number().int().min(1)

/**
 * POST /signals/:id/actions. `version` is the one that was read: when the signal has changed since, nothing is stored
 * (409 `changed_meanwhile`); the same action sent twice is stored once and answers the same.
 */
export const signalActionSchema = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('acknowledge'),
    version,
    note: noteSchema.nullable().default(null),
    /** Item 9: earlier open answers of the episode as well. */
    also_earlier: z.boolean().default(false),
  }),
  z
    .strictObject({
      action: z.literal('act'),
      version,
      taken: z.enum(ACTIONS_TAKEN),
      note: noteSchema.nullable().default(null),
    })
    .refine(({ taken, note }) => taken !== 'none_needed' || note !== null, {
      path: ['note'],
      message: 'Say why nothing is needed.',
    }),
  /** Until a day within the days that the deployment allows (28 at most). Item 9 cannot be put off. */
  z.strictObject({ action: z.literal('snooze'), version, until: daySchema, note: noteSchema }),
  z.strictObject({ action: z.literal('resolve'), version, note: noteSchema.nullable().default(null) }),
  z.strictObject({ action: z.literal('reopen'), version, note: noteSchema }),
])
export type SignalAction = z.infer<typeof signalActionSchema>

/** GET /signals/burden: what therapists have to bear, for the director's sites. */
export const signalBurdenQuerySchema = z.object({
  site: idSchema.optional(),
  /** Both included; by default the last 90 days. */
  from: daySchema.optional(),
  to: daySchema.optional(),
})
export type SignalBurdenQuery = z.infer<typeof signalBurdenQuerySchema>

const burdenSchema = z.object({
  members: z.number().int(),
  /** Time in care within the period; a month is 365.25 / 12 days. */
  member_months: z.number(),
  /** How often a signal that counts for the status was raised or opened again. */
  alerts: z.number().int(),
  /** null without time in care. */
  alerts_a_member_a_month: z.number().nullable(),
  by_kind: z.array(z.object({ kind: signalKindSchema, alerts: z.number().int() })),
})
export const signalBurdenSchema = z.object({
  from: daySchema,
  to: daySchema,
  /** In order of name. A group with two therapists counts for both, so that their sum is more than `all`. */
  therapists: z.array(burdenSchema.extend({ therapist_id: z.string(), display_name: z.string() })),
  all: burdenSchema,
})
export type SignalBurden = z.infer<typeof signalBurdenSchema>
