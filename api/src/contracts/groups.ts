import { z } from 'zod'
import { meanSchema, proportionSchema } from './estimates.js'
import { filtersSchema } from './filters.js'
import { provenanceSchema } from './programme.js'
import { memberStatusSchema } from './signal-evidence.js'
import {
  ATTENDANCE_STATUSES,
  armSchema,
  daySchema,
  EXIT_REASONS,
  FOCUSES,
  FORMATS,
  MODALITIES,
  reliableChangeSchema,
  SESSION_STATUSES,
  STRUCTURES,
} from './vocabulary.js'

export const siteSchema = z.object({
  site_id: z.string(),
  name: z.string(),
  time_zone: z.string(),
  version: z.number().int(),
})
export type Site = z.infer<typeof siteSchema>
export const siteListSchema = z.object({ sites: z.array(siteSchema) })
export type SiteList = z.infer<typeof siteListSchema>
export const therapistSchema = z.object({
  therapist_id: z.string(),
  display_name: z.string(),
  site_id: z.string().nullable(),
  version: z.number().int(),
})
export type Therapist = z.infer<typeof therapistSchema>
export const therapistListSchema = z.object({ therapists: z.array(therapistSchema) })
export type TherapistList = z.infer<typeof therapistListSchema>

export const groupSchema = z.object({
  group_id: z.string(),
  name: z.string(),
  site_id: z.string(),
  site_name: z.string(),
  therapists: z.array(
    z.object({ therapist_id: z.string(), display_name: z.string(), part: z.enum(['lead', 'co_lead']) }),
  ),
  modality: z.enum(MODALITIES),
  format: z.enum(FORMATS),
  structure: z.enum(STRUCTURES),
  focus: z.enum(FOCUSES).nullable(),
  start_date: daySchema,
  end_date: daySchema.nullable(),
  /** Of the latest session that was held. */
  last_session_date: daySchema.nullable(),
  planned_sessions: z.number().int(),
  session_minutes: z.number().int().nullable(),
  capacity: z.number().int().nullable(),
  /** `running` while a session is planned or an episode is open on the day asked for. */
  status: z.enum(['planned', 'running', 'ended']),
  sessions_held: z.number().int(),
  n_episodes: z.number().int(),
  n_open_episodes: z.number().int(),
})
export type Group = z.infer<typeof groupSchema>
/** GET /groups: in order of id, never of outcome (a group of 8 cannot be ranked). */
export const groupListSchema = z.object({
  groups: z.array(groupSchema.extend({ attendance: proportionSchema, completeness: proportionSchema })),
  total: z.number().int(),
})
export type GroupList = z.infer<typeof groupListSchema>

/** A member's episode as a row of a roster or list. `status_words` come from core; scores are of `measure`. */
export const episodeRowSchema = z.object({
  member_id: z.string(),
  episode_id: z.number().int(),
  group_id: z.string(),
  group_name: z.string(),
  site_id: z.string(),
  arm: armSchema.nullable(),
  joined_on: daySchema,
  planned_end_on: daySchema.nullable(),
  exited_on: daySchema.nullable(),
  exit_reason: z.enum(EXIT_REASONS).nullable(),
  is_open: z.boolean(),
  sessions_attended: z.number().int(),
  sessions_eligible: z.number().int(),
  last_attended_on: daySchema.nullable(),
  measure: z.string(),
  /** Attended sessions with a scored form of the measure. */
  forms_valid: z.number().int(),
  n_scores: z.number().int(),
  baseline: z.number().nullable(),
  last: z.number().nullable(),
  last_on: daySchema.nullable(),
  /** Signed so that positive is improvement, whatever the measure's direction; null below two scores. */
  change: z.number().nullable(),
  reliable_change: reliableChangeSchema,
  is_case_at_start: z.boolean().nullable(),
  is_case_at_end: z.boolean().nullable(),
  /** Any answer above 0 to the risk item in this episode: yes, no (answered: not at all), unknown (not answered). */
  risk_item: z.enum(['yes', 'no', 'unknown']).nullable(),
  dropout_by_attendance: z.boolean().nullable(),
})
export type EpisodeRow = z.infer<typeof episodeRowSchema>

/** How a member in care stands now, by the signals of all measures. */
export const standingNowSchema = z.object({
  status: memberStatusSchema,
  /** Every signal in one line, the worst first; empty when nothing is raised. */
  sentence: z.string(),
})
export type StandingNow = z.infer<typeof standingNowSchema>
/** Of an episode: `now` is null when it has ended; answers to item 9 wait for a person also then. */
const episodeStandingSchema = z.object({
  now: standingNowSchema.nullable(),
  item_9_open: z.number().int(),
})

/** `weeks_since_baseline` is each member's own; by default a closed group goes by its sessions, an open one by weeks. */
export const GROUP_CLOCKS = ['session_number', 'weeks_since_baseline'] as const
export const groupTrajectoryQuerySchema = filtersSchema.extend({ clock: z.enum(GROUP_CLOCKS).optional() })
export type GroupTrajectoryQuery = z.infer<typeof groupTrajectoryQuerySchema>

/** GET /groups/:id/trajectory: each member's observed scores and the group's observed mean. */
export const groupTrajectorySchema = z.object({
  group: groupSchema,
  measure: z.string(),
  clock: z.enum(GROUP_CLOCKS),
  members: z.array(
    z.object({
      member_id: z.string(),
      episode_id: z.number().int(),
      points: z.array(
        z.object({ x: z.number(), score: z.number(), responded_on: daySchema, response_id: z.string() }),
      ),
    }),
  ),
  mean: z.array(z.object({ x: z.number(), estimate: meanSchema })),
  /** Points of the mean with fewer than 3 members are not drawn; how many were left out. */
  points_left_out: z.number().int(),
  /** Members with a score at each point, also where there are too few for a mean. */
  counts: z.array(z.object({ x: z.number(), n: z.number().int() })),
  composition: z.object({
    baseline: meanSchema,
    case_at_start: proportionSchema.nullable(),
    combined: proportionSchema,
  }),
  attendance: proportionSchema,
  completeness: proportionSchema,
  /** Codes of the measures with a form in this group. */
  measures_used: z.array(z.string()),
  episodes: z.array(episodeRowSchema),
  standings: z.array(episodeStandingSchema.extend({ episode_id: z.number().int() })),
  provenance: provenanceSchema,
})
export type GroupTrajectory = z.infer<typeof groupTrajectorySchema>

/** GET /groups/:id/board: roster x session. A cell absent from `cells` = session not of this episode. */
export const groupBoardSchema = z.object({
  group_id: z.string(),
  measure: z.string(),
  sessions: z.array(
    z.object({
      session_id: z.string(),
      session_number: z.number().int(),
      session_date: daySchema,
      status: z.enum(SESSION_STATUSES),
      /** Members with an attendance record, those of them who came, and those of these with a scored form. */
      n_eligible: z.number().int(),
      n_attended: z.number().int(),
      n_scored: z.number().int(),
    }),
  ),
  /** The rule set by which scores are judged, and whether there is an expected response to judge them by. */
  rules_version: z.number().int(),
  has_expected_response: z.boolean(),
  rows: z.array(
    z.object({
      member_id: z.string(),
      episode_id: z.number().int(),
      joined_on: daySchema,
      exited_on: daySchema.nullable(),
      /** The day of the first score, which the others are judged against; null without a score. */
      baseline_on: daySchema.nullable(),
      standing: episodeStandingSchema,
      cells: z.array(
        z.object({
          session_id: z.string(),
          attendance: z.enum(ATTENDANCE_STATUSES).nullable(),
          score: z.number().nullable(),
          /** not_returned = attended and no form; unscorable = form with too many missing answers. */
          form: z.enum(['scored', 'prorated', 'unscorable', 'total_only', 'not_returned', 'not_expected']),
          risk_item: z.enum(['yes', 'no', 'unknown']).nullable(),
          /** Since the first score, by the thresholds of signals; null at the first score and where there is none. */
          reliable_change: z
            .enum(['reliably_improved', 'no_reliable_change', 'reliably_deteriorated'])
            .nullable(),
          /** Limits that 84, or 90, of 100 such scores do not exceed; null at the first score and where it is off. */
          to_expected: z.enum(['within', 'above_84', 'above_90']).nullable(),
        }),
      ),
    }),
  ),
})
export type GroupBoard = z.infer<typeof groupBoardSchema>

/** GET /group-sessions?group=: every meeting of one group, in order. */
export const groupSessionListSchema = z.object({
  group_sessions: z.array(
    z.object({
      session_id: z.string(),
      group_id: z.string(),
      session_number: z.number().int(),
      session_date: daySchema,
      status: z.enum(SESSION_STATUSES),
      duration_minutes: z.number().int().nullable(),
      n_attended: z.number().int(),
      /** Members with an attendance record, come or not. */
      n_eligible: z.number().int(),
    }),
  ),
})
export type GroupSessionList = z.infer<typeof groupSessionListSchema>
export const groupSessionQuerySchema = z.object({ group: z.string().min(1) })
export type GroupSessionQuery = z.infer<typeof groupSessionQuerySchema>

/** GET /attendance?group=|member=: in order of day, then member. */
export const attendanceListSchema = z.object({
  attendance: z.array(
    z.object({
      member_id: z.string(),
      episode_id: z.number().int(),
      group_id: z.string(),
      session_id: z.string(),
      session_number: z.number().int(),
      session_date: daySchema,
      status: z.enum(ATTENDANCE_STATUSES),
      version: z.number().int(),
    }),
  ),
})
export type AttendanceList = z.infer<typeof attendanceListSchema>
export const attendanceQuerySchema = z.object({
  group: z.string().min(1).optional(),
  member: z.string().min(1).optional(),
})
export type AttendanceQuery = z.infer<typeof attendanceQuerySchema>
