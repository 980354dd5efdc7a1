import { z } from 'zod'
import { proportionSchema } from './estimates.js'
import { provenanceSchema } from './programme.js'
import { programmeQuerySchema, rowsSchema } from './programme-query.js'
import { daySchema, SESSION_STATUSES } from './vocabulary.js'

/** GET /programme/completeness: with `by=session` also by the number of the session in its group, and of sessions. */
export const completenessQuerySchema = programmeQuerySchema
  .omit({ rules: true })
  .extend({ by: z.enum(['session']).optional() })
export type CompletenessQuery = z.infer<typeof completenessQuerySchema>

const formCountsSchema = z.object({
  measure: z.string(),
  /** Attended sessions: one form is expected at each. */
  expected: z.number().int(),
  returned: z.number().int(),
  valid: z.number().int(),
  completeness: proportionSchema,
})
export type FormCounts = z.infer<typeof formCountsSchema>

/** Of the sessions that were held, or planned for a day that has passed. */
const sessionRecordsSchema = z.object({
  n: z.number().int(),
  /** Of these, how many lack attendance or a form of a measure that belongs to every session (or of `measure`). */
  lacking: z.number().int(),
  /** Of members in care on the day of each, those with an attendance record. */
  attendance_recorded: proportionSchema,
})

const partSchema = z.object({
  attendance: proportionSchema,
  forms: z.array(formCountsSchema),
  /** Null unless `by=session` was asked for. */
  sessions: sessionRecordsSchema.nullable(),
})

/** By day of session; sites and groups in order of id. */
export const programmeCompletenessSchema = z.object({
  attendance: proportionSchema,
  overall: z.array(formCountsSchema),
  sessions: sessionRecordsSchema.nullable(),
  /** Codes of the measures that belong to every session, by the rules in use. */
  expected_measures: z.array(z.string()),
  sites: z.array(partSchema.extend({ site_id: z.string(), name: z.string() })),
  groups: z.array(partSchema.extend({ group_id: z.string(), name: z.string(), site_id: z.string() })),
  /** By the number of the session in its group; null unless `by=session` was asked for. */
  by_session: z
    .array(
      partSchema.extend({
        session_number: z.number().int(),
        groups: z.number().int(),
        /** The sessions with this number, complete ones too. */
        rows: rowsSchema,
        /** Episodes whose attendance is recorded at this session, and those of them that came. */
        rows_of_recorded: rowsSchema,
        rows_of_attended: rowsSchema,
      }),
    )
    .nullable(),
  provenance: provenanceSchema,
})
export type ProgrammeCompleteness = z.infer<typeof programmeCompletenessSchema>

/**
 * GET /programme/completeness/sessions: the sessions behind a count, the latest first; `show=lacking` those that lack
 * attendance or forms.
 */
export const sessionListQuerySchema = completenessQuerySchema.omit({ by: true }).extend({
  session_number: z.coerce.number().int().min(1).max(10_000).optional(),
  show: z.enum(['lacking', 'all']).default('lacking'),
  page: z.coerce.number().int().min(1).default(1),
  page_size: z.coerce.number().int().min(1).max(500).default(50),
})
export type SessionListQuery = z.infer<typeof sessionListQuerySchema>
export const sessionListSchema = z.object({
  group_sessions: z.array(
    z.object({
      session_id: z.string(),
      session_number: z.number().int(),
      session_date: daySchema,
      status: z.enum(SESSION_STATUSES),
      group_id: z.string(),
      group_name: z.string(),
      site_id: z.string(),
      /** Members in care on the day, and those of them with an attendance record. */
      n_in_care: z.number().int(),
      n_recorded: z.number().int(),
      /** Of all records, also of members who had left: each is expected to bring a form. */
      n_attended: z.number().int(),
      forms: z.array(formCountsSchema.omit({ completeness: true })),
      lacks: z.array(z.enum(['attendance', 'forms'])),
    }),
  ),
  /** How many match in all, and how many of them lack something. */
  n_sessions: z.number().int(),
  n_lacking: z.number().int(),
  page: z.number().int(),
  page_size: z.number().int(),
})
export type SessionList = z.infer<typeof sessionListSchema>
