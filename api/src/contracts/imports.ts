import { z } from 'zod'

export const IMPORT_MODES = ['all-or-nothing', 'accept-valid'] as const
export const IMPORT_FILES = [
  'sites.csv',
  'therapists.csv',
  'groups.csv',
  'members.csv',
  'concurrent_treatments.csv',
  'sessions.csv',
  'attendance.csv',
  'responses.csv',
] as const

const counts = {
  rows: z.number().int(),
  accepted: z.number().int(),
  corrected: z.number().int(),
  rejected: z.number().int(),
  duplicate: z.number().int(),
}
/** Why a row is not taken, for people: row = line in the file, header = 1. */
export const importRejectSchema = z.object({
  file: z.string(),
  row: z.number().int(),
  column: z.string(),
  code: z.string(),
  expected: z.string(),
  message: z.string(),
  /** Item 9 above 0 in a row that was not stored: a person must look at the form. */
  is_safety_relevant: z.boolean(),
})
export type ImportReject = z.infer<typeof importRejectSchema>

/** Answer of POST /imports and of `tidemark import --json`: rows = accepted + corrected + rejected + duplicate. */
export const importReportSchema = z.object({
  import_id: z.number().int().nullable(),
  mode: z.enum(IMPORT_MODES),
  dry_run: z.boolean(),
  committed: z.boolean(),
  ...counts,
  files: z.array(z.object({ file: z.string(), ...counts })),
  /** Sites and therapists made because their file is absent. */
  created: z.array(z.object({ kind: z.enum(['site', 'therapist']), id: z.string() })),
  /** Files refused whole. Any entry: nothing was stored. */
  errors: z.array(z.object({ code: z.string(), file: z.string(), message: z.string() })),
  notices: z.array(z.object({ code: z.string(), file: z.string(), message: z.string() })),
  safety: z.object({
    rejected_with_risk_answer: z.number().int(),
    rows: z.array(z.object({ file: z.string(), row: z.number().int() })),
  }),
  /** The first rejects; the whole list is rejects.csv (`rejected_rows_total` counts it). */
  first_rejects: z.array(importRejectSchema),
  rejects_total: z.number().int(),
  /** The difference a dry run shows: stored rows that would be added or changed, by table. */
  difference: z.array(z.object({ table: z.string(), added: z.number().int(), changed: z.number().int() })),
  touched_episodes: z.number().int(),
})
export type ImportReport = z.infer<typeof importReportSchema>

export const importBatchSchema = importReportSchema.extend({
  source_system: z.string(),
  started_at: z.string(),
  finished_at: z.string().nullable(),
  actor: z.string(),
  correct_reason: z.string().nullable(),
})
export const importListSchema = z.object({ imports: z.array(importBatchSchema), total: z.number().int() })
export type ImportBatch = z.infer<typeof importBatchSchema>
export type ImportList = z.infer<typeof importListSchema>
