import { z } from 'zod'
import { proportionSchema } from './estimates.js'
import { filtersSchema, periodBasisSchema } from './filters.js'
import { episodeRowSchema } from './groups.js'
import {
  expectedResponseSchema,
  expectedScoreSchema,
  memberStandingSchema,
  signalEntrySchema,
} from './member-standing.js'
import { outcomeClassSchema, rateFamilySchema } from './programme.js'
import { programmeQuerySchema, timedEventSchema } from './programme-query.js'
import {
  ATTENDANCE_STATUSES,
  daySchema,
  EXIT_REASONS,
  reliableChangeSchema,
  SCORINGS,
  SESSION_STATUSES,
} from './vocabulary.js'

const wholeNumberSchema = z.coerce.number().int().min(0).max(10_000)
/**
 * GET /episodes: filters as everywhere, `search` by member id. The rows behind one number: `class` + `family` of
 * /programme/outcomes, `band_from` and `band_to` of its band moves, `week` of a point of /programme/trajectory; these
 * three speak of `measure`; `attended` of a bar of /programme/dose-response, `therapist` of a unit of the funnel,
 * `rules` of whatever was counted under them. `timed` is the event of a curve of /programme/time-to-change, with
 * `timed_state` those who had it, or what competes with it, by `timed_at`, or are still at risk there. `session_number`
 * is the place of a session in its group, with `presence` whose attendance is recorded there, or who came or missed.
 * `from` and `to` act on the day that `period` names; `session_date` is the day of the session of `session_number`.
 */
export const episodeQuerySchema = programmeQuerySchema.extend({
  search: z.string().max(100).optional(),
  class: outcomeClassSchema.optional(),
  family: rateFamilySchema.optional(),
  band_from: z.string().min(1).optional(),
  band_to: z.string().min(1).optional(),
  week: z.coerce.number().int().min(0).max(10_000).optional(),
  open: z.enum(['yes', 'no']).optional(),
  period: periodBasisSchema.default('episode_end'),
  /** Exactly so many sessions attended. */
  attended: wholeNumberSchema.optional(),
  attended_from: wholeNumberSchema.optional(),
  attended_to: wholeNumberSchema.optional(),
  timed: timedEventSchema.optional(),
  timed_state: z.enum(['event', 'competing', 'at_risk']).default('at_risk'),
  /** Days since baseline for an improvement, eligible sessions for a dropout. */
  timed_at: wholeNumberSchema.optional(),
  session_number: wholeNumberSchema.optional(),
  presence: z.enum(['recorded', 'attended', 'missed']).default('recorded'),
  /** Who leads the group; directors see it where the setting `therapist_funnel` is on. */
  therapist: z.string().min(1).optional(),
  page: z.coerce.number().int().min(1).default(1),
  page_size: z.coerce.number().int().min(1).max(500).default(50),
  sort: z.enum(['member_id', 'joined_on', 'last_on', 'change', 'last']).default('member_id'),
  order: z.enum(['asc', 'desc']).default('asc'),
})
export type EpisodeQuery = z.infer<typeof episodeQuerySchema>
export const episodeListSchema = z.object({
  episodes: z.array(episodeRowSchema),
  /** How many match in all; the page is never the silent end of the list. */
  total: z.number().int(),
  /** Of all that match: sessions attended of eligible ones, and of the attended those with a scored form. */
  attendance: proportionSchema,
  completeness: proportionSchema,
  page: z.number().int(),
  page_size: z.number().int(),
})
export type EpisodeList = z.infer<typeof episodeListSchema>

/**
 * GET /members: one row a member, with the latest of the episodes that the filters name. What a person types to find
 * a member goes to POST /members/search.
 */
export const memberQuerySchema = filtersSchema.extend({
  page: z.coerce.number().int().min(1).default(1),
  page_size: z.coerce.number().int().min(1).max(500).default(50),
})
export type MemberQuery = z.infer<typeof memberQuerySchema>
export const memberListSchema = z.object({
  members: z.array(
    z.object({ member_id: z.string(), n_episodes: z.number().int(), latest_episode: episodeRowSchema }),
  ),
  total: z.number().int(),
  page: z.number().int(),
  page_size: z.number().int(),
})
export type MemberList = z.infer<typeof memberListSchema>

/** GET /members/:id: every episode of a member, oldest first. */
export const memberSchema = z.object({ member_id: z.string(), episodes: z.array(episodeRowSchema) })
export type Member = z.infer<typeof memberSchema>

export const memberTrajectoryQuerySchema = z.object({
  /** The latest unless said otherwise. */
  episode: z.coerce.number().int().positive().optional(),
  measure: z.string().min(1).optional(),
})
export type MemberTrajectoryQuery = z.infer<typeof memberTrajectoryQuerySchema>

export const responseRowSchema = z.object({
  response_id: z.string(),
  source_system: z.string(),
  measure: z.string(),
  responded_on: daySchema,
  recorded_at: z.iso.datetime({ offset: true }),
  session_id: z.string().nullable(),
  session_number: z.number().int().nullable(),
  weeks_since_baseline: z.number().nullable(),
  /** One entry an item, null = not answered; null as a whole when only a total was recorded. */
  answers: z.array(z.number().int().nullable()).nullable(),
  total: z.number().nullable(),
  band: z.string().nullable(),
  scoring: z.enum(SCORINGS),
  n_missing: z.number().int(),
  functional_difficulty: z.number().int().nullable(),
  risk_item: z.enum(['yes', 'no', 'unknown']).nullable(),
  mode: z.string(),
  version: z.number().int(),
  is_voided: z.boolean(),
  /** More than one form of this measure on this day. */
  same_day_forms: z.number().int(),
  /** Scored on a session the member is recorded as absent from. */
  member_was_absent: z.boolean(),
  import_id: z.number().int().nullable(),
})
export type ResponseRow = z.infer<typeof responseRowSchema>
/** GET /responses?member=&episode=&measure=: in time order, voided forms included and marked. */
export const responseListSchema = z.object({
  member_id: z.string(),
  responses: z.array(responseRowSchema.extend({ episode_id: z.number().int() })),
})
export type ResponseList = z.infer<typeof responseListSchema>
export const responseQuerySchema = z.object({
  member: z.string().min(1),
  episode: z.coerce.number().int().positive().optional(),
  measure: z.string().min(1).optional(),
})
export type ResponseQuery = z.infer<typeof responseQuerySchema>

const suddenStepSchema = z.object({
  date_before: daySchema,
  date_after: daySchema,
  score_before: z.number(),
  score_after: z.number(),
  reversed: z.boolean(),
})

export const memberTrajectorySchema = z.object({
  member_id: z.string(),
  measure: z.string(),
  /** Codes of the measures with a form in this episode. */
  measures_used: z.array(z.string()),
  episode: episodeRowSchema,
  /** Every episode of the member, oldest first, with its outcome on this measure. */
  episodes: z.array(episodeRowSchema),
  /** Valid scores in time order: the marks of the chart. */
  points: z.array(
    z.object({
      response_id: z.string(),
      responded_on: daySchema,
      weeks_since_baseline: z.number(),
      score: z.number(),
      band: z.string().nullable(),
      scoring: z.enum(SCORINGS),
      risk_item: z.enum(['yes', 'no', 'unknown']).nullable(),
      reliable_change: reliableChangeSchema,
      /** null on the day of the baseline, and while there is no expected response. */
      expected: expectedScoreSchema.nullable(),
    }),
  ),
  unscorable: z.array(
    z.object({ response_id: z.string(), responded_on: daySchema, n_missing: z.number().int() }),
  ),
  /** Ordinary least squares over this episode's scores; null below three. Points per week, raw sign. */
  fitted: z
    .object({
      intercept: z.number(),
      slope_per_week: z.number(),
      standard_error: z.number(),
      n: z.number().int(),
    })
    .nullable(),
  /** The score at and beyond which change from baseline is reliable; null without a baseline or threshold. */
  reliable_change: z
    .object({ threshold: z.number(), improved_at: z.number(), deteriorated_at: z.number(), rule: z.string() })
    .nullable(),
  jacobson_truax: z
    .object({
      class: z.enum(['recovered', 'improved', 'unchanged', 'deteriorated']),
      index: z.number(),
      reliability: z.number(),
      sd_baseline: z.number(),
      n_reference: z.number().int(),
    })
    .nullable(),
  sudden_gains: z.array(suddenStepSchema.extend({ gain: z.number() })),
  /** `loss` is positive; reversed: a later score won half of it back. */
  sudden_losses: z.array(suddenStepSchema.extend({ loss: z.number() })),
  expected_response: expectedResponseSchema,
  standing: memberStandingSchema,
  what_was_done: z.array(signalEntrySchema),
  attendance: z.array(
    z.object({
      session_id: z.string(),
      session_number: z.number().int(),
      session_date: daySchema,
      session_status: z.enum(SESSION_STATUSES),
      status: z.enum(ATTENDANCE_STATUSES).nullable(),
      has_form: z.boolean(),
    }),
  ),
  concurrent_treatments: z.array(
    z.object({
      kind: z.enum(['individual_therapy', 'medication']),
      started_on: daySchema.nullable(),
      ended_on: daySchema.nullable(),
    }),
  ),
  responses: z.array(responseRowSchema),
  exit_reason: z.enum(EXIT_REASONS).nullable(),
  calculation_version: z.number().int(),
  as_of: daySchema,
})
export type MemberTrajectory = z.infer<typeof memberTrajectorySchema>
