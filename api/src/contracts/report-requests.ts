import { z } from 'zod'
import { filtersSchema } from './filters.js'
import { GROUP_CLOCKS } from './groups.js'
import { outcomeRulesSchema } from './programme-query.js'
import { idSchema } from './typed-text.js'

/** What a report may be about. `programme_outcomes_public` is the one for those outside: small numbers are kept back. */
export const REPORT_DEFINITIONS = [
  'programme_outcomes',
  'programme_outcomes_public',
  'group_progress',
  'member_progress',
  'member_progress_clinical',
  'comparison',
  'completeness',
  'caseload_review',
] as const
export const reportDefinitionSchema = z.enum(REPORT_DEFINITIONS)
export type ReportDefinition = z.infer<typeof reportDefinitionSchema>

/** `csv` is a ZIP: a CSV a table, and a dictionary of the columns. */
export const REPORT_FORMATS = ['pdf', 'xlsx', 'csv', 'html'] as const
export const reportFormatSchema = z.enum(REPORT_FORMATS)
export type ReportFormat = z.infer<typeof reportFormatSchema>

export const REPORT_PAPERS = ['a4', 'letter'] as const
export const REPORT_LANGUAGES = ['en'] as const

const layout = {
  paper: z.enum(REPORT_PAPERS).default('a4'),
  language: z.enum(REPORT_LANGUAGES).default('en'),
}
const filters = z.strictObject(filtersSchema.shape).default({})
const measure = idSchema.optional()

export const programmeReportRequestSchema = z.strictObject({
  definition: z.literal('programme_outcomes'),
  filters,
  rules: outcomeRulesSchema.default('standard'),
  /** Of the control charts. */
  by: z.enum(['month', 'quarter']).default('month'),
  ...layout,
})
/** Never of one group: its members know each other. */
export const publicProgrammeReportRequestSchema = z.strictObject({
  definition: z.literal('programme_outcomes_public'),
  filters: z.strictObject(filtersSchema.omit({ group: true }).shape).default({}),
  rules: outcomeRulesSchema.default('standard'),
  ...layout,
})
export const groupProgressRequestSchema = z.strictObject({
  definition: z.literal('group_progress'),
  group: idSchema,
  measure,
  clock: z.enum(GROUP_CLOCKS).optional(),
  ...layout,
})
const ofMember = {
  member: idSchema,
  /** The latest unless said otherwise. */
  episode: z.number().int().positive().optional(),
  measure,
  ...layout,
}
/** In plain words, to talk through with the member. */
export const memberProgressRequestSchema = z.strictObject({
  definition: z.literal('member_progress'),
  ...ofMember,
})
/** For the notes: with the summary in text. */
export const memberProgressClinicalRequestSchema = z.strictObject({
  definition: z.literal('member_progress_clinical'),
  ...ofMember,
})
export const comparisonRequestSchema = z.strictObject({
  definition: z.literal('comparison'),
  study: z.number().int().positive(),
  ...layout,
})
export const completenessRequestSchema = z.strictObject({
  definition: z.literal('completeness'),
  filters,
  ...layout,
})
/** A therapist's own members in care. */
export const caseloadReviewRequestSchema = z.strictObject({
  definition: z.literal('caseload_review'),
  ...layout,
})

/** POST /report-runs. Who may make which: docs/SECURITY.md. */
export const reportRequestSchema = z.discriminatedUnion('definition', [
  programmeReportRequestSchema,
  publicProgrammeReportRequestSchema,
  groupProgressRequestSchema,
  memberProgressRequestSchema,
  memberProgressClinicalRequestSchema,
  comparisonRequestSchema,
  completenessRequestSchema,
  caseloadReviewRequestSchema,
])
export type ReportRequest = z.infer<typeof reportRequestSchema>
export type ReportRequestOf<Definition extends ReportDefinition> = Extract<
  ReportRequest,
  { definition: Definition }
>
