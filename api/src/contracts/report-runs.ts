import { z } from 'zod'
import { jobSchema } from './jobs.js'
import { reportDefinitionSchema, reportFormatSchema, reportRequestSchema } from './report-requests.js'
import { instantSchema } from './typed-text.js'

/**
 * What the renderer's process writes to its standard output, a line of JSON each:
 *
 *     node dist/reports/render.js FROZEN.json --format pdf|xlsx|csv|html --out FILE
 *
 * FROZEN.json is `ReportContent` as canonical JSON; the hash on the pages is the SHA-256 of its bytes. The file is whole
 * when the exit code is 0; else standard error has one sentence for a person, without names or scores. It reads nothing
 * but its arguments, and ends at SIGTERM.
 */
export const renderProgressSchema = z.object({
  /** Real steps, like figures drawn or pages set. */
  done: z.number().int(),
  total: z.number().int(),
  /** What is being done, one sentence. */
  message: z.string(),
})
export type RenderProgress = z.infer<typeof renderProgressSchema>

export const REPORT_RUN_STATES = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const
export const reportRunStateSchema = z.enum(REPORT_RUN_STATES)

/** A number of a report that is another one by the records as they are now; both as a report would print them. */
const movedNumberSchema = z.object({ label: z.string(), before: z.string(), after: z.string() })
export type MovedNumber = z.infer<typeof movedNumberSchema>

const reportFileSchema = z.object({
  format: reportFormatSchema,
  file_name: z.string(),
  bytes: z.number().int(),
  sha256: z.string(),
})

export const reportRunSchema = z.object({
  report_run_id: z.number().int(),
  definition: reportDefinitionSchema,
  request: reportRequestSchema,
  /** What it is about, in words: filters, group, code of the member, name of the study. */
  about: z.string(),
  requested_by: z.string(),
  is_own: z.boolean(),
  requested_at: instantSchema,
  finished_at: instantSchema.nullable(),
  state: reportRunStateSchema,
  /** One sentence for the person who asked, when it failed or was cancelled. */
  message: z.string().nullable(),
  /** How far it is: GET /jobs/:id/events tells of each step. null for others than who asked for it. */
  job: jobSchema.nullable(),
  /** null until the numbers are fixed; from then on they stay, whatever is rendered. */
  frozen: z.object({ at: instantSchema, sha256: z.string(), records_until: instantSchema }).nullable(),
  /** Those that are whole. */
  files: z.array(reportFileSchema),
  /** The records behind it were corrected or completed since, and these numbers moved; null: none is known to have. */
  superseded: z.object({ at: instantSchema, moved: z.array(movedNumberSchema) }).nullable(),
})
export type ReportRun = z.infer<typeof reportRunSchema>

/** GET /report-runs: the latest first. */
export const reportRunQuerySchema = z.object({
  definition: reportDefinitionSchema.optional(),
  state: reportRunStateSchema.optional(),
  by: z.enum(['me']).optional(),
  superseded: z.enum(['yes', 'no']).optional(),
  /** Runs asked for on these days, both included; days of UTC. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  page_size: z.coerce.number().int().min(1).max(200).default(50),
})
export type ReportRunQuery = z.infer<typeof reportRunQuerySchema>
export const reportRunListSchema = z.object({
  report_runs: z.array(reportRunSchema),
  total: z.number().int(),
  page: z.number().int(),
  page_size: z.number().int(),
  /** What the caller may make, in the order to be offered. */
  may_make: z.array(reportDefinitionSchema),
})
export type ReportRunList = z.infer<typeof reportRunListSchema>

/** GET /report-runs/:id/file: an attachment. */
export const reportFileQuerySchema = z.object({ format: reportFormatSchema })
export type ReportFileQuery = z.infer<typeof reportFileQuerySchema>
