import { z } from 'zod'
import { programmeCompletenessSchema } from './completeness.js'
import { filtersSchema, periodBasisSchema } from './filters.js'
import { groupBoardSchema, groupTrajectorySchema } from './groups.js'
import { measureSchema } from './measures.js'
import { memberTrajectorySchema } from './members.js'
import { programmeOutcomesSchema, programmeTrajectorySchema } from './programme.js'
import {
  controlChartSchema,
  doseResponseSchema,
  funnelSchema,
  timeToChangeSchema,
} from './programme-charts.js'
import { equitySchema, flowSchema, missingDataSchema } from './programme-parts.js'
import { rulesInUseSchema } from './programme-query.js'
import { publishedProgrammeSchema } from './published-programme.js'
import {
  caseloadReviewRequestSchema,
  comparisonRequestSchema,
  completenessRequestSchema,
  groupProgressRequestSchema,
  memberProgressClinicalRequestSchema,
  memberProgressRequestSchema,
  programmeReportRequestSchema,
  publicProgrammeReportRequestSchema,
  REPORT_LANGUAGES,
  REPORT_PAPERS,
} from './report-requests.js'
import { caseloadSchema } from './signals.js'
import { studySchema } from './studies.js'
import { instantSchema } from './typed-text.js'
import { daySchema, USER_ROLES } from './vocabulary.js'

/** Which state of the records a report was made of. */
export const reportWatermarkSchema = z.object({
  /** What had been stored by this moment was read. */
  records_until: instantSchema,
  /** All that its maker could see, not only what the filters name. */
  episodes: z.number().int(),
  responses: z.number().int(),
  attendance: z.number().int(),
  /** Changes to stored records so far, as opposed to new ones: a later report with more of them may differ. */
  corrections: z.number().int(),
})
export type ReportWatermark = z.infer<typeof reportWatermarkSchema>

/** What stands on every cover, whatever the definition. */
const headSchema = z.object({
  /** Of this contract. A renderer refuses another one. */
  schema_version: z.literal(1),
  language: z.enum(REPORT_LANGUAGES),
  paper: z.enum(REPORT_PAPERS),
  /** Empty where a report is about one thing (`request` says which). */
  filters: filtersSchema,
  /** Names of the ids in `filters` and in the request, as they were called then. */
  names: z.object({
    site: z.string().nullable(),
    group: z.string().nullable(),
    /** Every site that the maker could see, in order of id. */
    sites: z.array(z.object({ site_id: z.string(), name: z.string() })),
  }),
  period: z.object({
    /** As asked for; null: open on this side. */
    from: daySchema.nullable(),
    to: daySchema.nullable(),
    basis: periodBasisSchema.nullable(),
    /** First and last day of what was found. */
    found: z.object({ from: daySchema, to: daySchema }).nullable(),
  }),
  /** The day for which everything is worked out. */
  as_of: daySchema,
  frozen_at: instantSchema,
  made_by: z.object({
    name: z.string(),
    /** null: from the command line. */
    role: z.enum(USER_ROLES).nullable(),
  }),
  watermark: reportWatermarkSchema,
  calculation_version: z.number().int(),
  /** Of the rule set by which signals were raised; null where the report has none. */
  signal_rules_version: z.number().int().nullable(),
  /** By which a change counts as reliable; null where the report has no such rate. */
  outcome_rules: rulesInUseSchema.nullable(),
  /** Days and times on paper are those of the deployment. */
  time_zone: z.string(),
  /** What to tell a member in danger; null until a deployment has entered it. */
  crisis_line: z.string().nullable(),
  /** Every measure that the deployment knows, as GET /measures tells of them. */
  measures: z.array(measureSchema),
})
export type ReportHead = z.infer<typeof headSchema>

/**
 * A report as it was computed, once: the request that it answers, and `parts`, the answers of the API's own routes at
 * one state of the records, so that the same format functions say the same words. It is stored as canonical JSON (keys in
 * order of code units, no blanks, UTF-8); the SHA-256 of these bytes stands on every page. Renderers read nothing else.
 * No name of a member is in it.
 */
export const reportContentSchema = z.discriminatedUnion('definition', [
  headSchema.extend({
    definition: z.literal('programme_outcomes'),
    request: programmeReportRequestSchema,
    parts: z.object({
      outcomes: programmeOutcomesSchema,
      /** In the order to be shown: reliable recovery, reliable deterioration, attendance. */
      control_charts: z.array(controlChartSchema),
      /** By site where there is more than one, then by group. Never by therapist. */
      funnels: z.array(funnelSchema),
      trajectory: programmeTrajectorySchema,
      /** To the first observed reliable improvement, then to dropout by attendance. */
      times_to_change: z.array(timeToChangeSchema),
      dose_response: doseResponseSchema,
      missing_data: missingDataSchema,
      equity: equitySchema,
      flow: flowSchema,
      completeness: programmeCompletenessSchema,
    }),
  }),
  headSchema.extend({
    definition: z.literal('programme_outcomes_public'),
    request: publicProgrammeReportRequestSchema,
    parts: z.object({ published: publishedProgrammeSchema }),
  }),
  headSchema.extend({
    definition: z.literal('group_progress'),
    request: groupProgressRequestSchema,
    parts: z.object({
      /** The measure asked for first, then every other one with a form in the group. */
      trajectories: z.array(groupTrajectorySchema).min(1),
      /** Of the same measures in the same order. */
      boards: z.array(groupBoardSchema).min(1),
    }),
  }),
  headSchema.extend({
    definition: z.literal('member_progress'),
    request: memberProgressRequestSchema,
    /** The measure asked for first, then every other one with a form in the episode. */
    parts: z.object({ trajectories: z.array(memberTrajectorySchema).min(1) }),
  }),
  headSchema.extend({
    definition: z.literal('member_progress_clinical'),
    request: memberProgressClinicalRequestSchema,
    parts: z.object({ trajectories: z.array(memberTrajectorySchema).min(1) }),
  }),
  headSchema.extend({
    definition: z.literal('comparison'),
    request: comparisonRequestSchema,
    parts: z.object({ study: studySchema }),
  }),
  headSchema.extend({
    definition: z.literal('completeness'),
    request: completenessRequestSchema,
    /** With `by_session`. */
    parts: z.object({ completeness: programmeCompletenessSchema }),
  }),
  headSchema.extend({
    definition: z.literal('caseload_review'),
    request: caseloadReviewRequestSchema,
    /** `full_name` and `initials` are null: paper goes further than a screen. */
    parts: z.object({ caseload: caseloadSchema }),
  }),
])
export type ReportContent = z.infer<typeof reportContentSchema>
export type ReportContentOf<Definition extends ReportContent['definition']> = Extract<
  ReportContent,
  { definition: Definition }
>
