import { z } from 'zod'
import { IMPORT_MODES } from './imports.js'

const claim = z.enum(['true', 'false']).transform((text) => text === 'true')

/** Fields of the form that POST /imports takes beside its `files`; all may be left out. */
export const importFieldsSchema = z.strictObject({
  mode: z.enum(IMPORT_MODES).default('all-or-nothing'),
  /** Say what would happen and store nothing. */
  dry_run: claim.default(false),
  /** Why rows that differ from what is stored replace it; without it they are conflicts. */
  correct: z.string().trim().min(1).max(1000).nullable().default(null),
  /** The system that gave the responses their ids. */
  source: z.string().trim().min(1).max(100).default('file'),
  /** Leave columns out that a file should not have, in place of refusing it. */
  ignore_unknown: claim.default(false),
})
export type ImportFields = z.infer<typeof importFieldsSchema>

const LARGEST_PAGE = 200

export const importPageSchema = z.object({
  limit: z.coerce.number().int().min(1).max(LARGEST_PAGE).default(50),
  offset: z.coerce.number().int().min(0).default(0),
})
export type ImportPage = z.infer<typeof importPageSchema>
