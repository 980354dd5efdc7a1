import { z } from 'zod'
import {
  changeReasonSchema,
  enteredFormSchema,
  entryNoticeSchema,
  FORM_MODES,
  formAnswersSchema,
  rowVersionSchema,
  safetySchema,
} from './entry.js'
import { idSchema, instantSchema, newIdSchema } from './typed-text.js'
import { daySchema } from './vocabulary.js'

const totalSchema = z.number().int()

/**
 * POST /responses: one form, with a session or without. Without a `response_id` of its own it needs the header
 * `Idempotency-Key`, so that sending it twice stores it once.
 */
export const newResponseSchema = z
  .strictObject({
    response_id: newIdSchema.optional(),
    member_id: idSchema,
    session_id: idSchema.nullable().default(null),
    responded_on: daySchema,
    /** Names the episode, where the day alone leaves more than one. */
    joined_on: daySchema.optional(),
    measure: z.string().min(1).max(50),
    /** null: only the total is known. */
    answers: formAnswersSchema.nullable(),
    /** Needed without answers; with them it is held against their sum. */
    total: totalSchema.nullable().default(null),
    functional_difficulty: z.number().int().nullable().default(null),
    mode: z.enum(FORM_MODES).default('paper'),
  })
  .refine(({ answers, total }) => answers !== null || total !== null, {
    path: ['answers'],
    message: 'Give the answers, or the total where the answers are not known.',
  })
export type NewResponse = z.infer<typeof newResponseSchema>

/**
 * PATCH /responses/:source/:id: what is left out stays; the old version is kept with the reason. A form that was voided
 * comes back with it.
 */
export const responseChangeSchema = z.strictObject({
  version: rowVersionSchema,
  reason: changeReasonSchema,
  session_id: idSchema.nullable().optional(),
  responded_on: daySchema.optional(),
  joined_on: daySchema.optional(),
  answers: formAnswersSchema.optional(),
  /** Only of a form of which the answers are not known. */
  total: totalSchema.optional(),
  functional_difficulty: z.number().int().nullable().optional(),
  mode: z.enum(FORM_MODES).optional(),
})
export type ResponseChange = z.infer<typeof responseChangeSchema>

/** POST /responses/:source/:id/void: the form counts no more; nothing of it is lost. */
export const responseVoidSchema = z.strictObject({ version: rowVersionSchema, reason: changeReasonSchema })
export type ResponseVoid = z.infer<typeof responseVoidSchema>

export const savedResponseSchema = safetySchema.extend({
  member_id: z.string(),
  response: enteredFormSchema,
  notices: z.array(entryNoticeSchema),
})
export type SavedResponse = z.infer<typeof savedResponseSchema>

/** GET /responses/:source/:id/versions: every version of one form, the present one first. */
export const responseVersionsSchema = z.object({
  member_id: z.string(),
  versions: z.array(
    enteredFormSchema.omit({ change: true }).extend({
      recorded_at: instantSchema,
      /** Who entered this version, as `user:..`; null where it is not known. */
      recorded_by: z.string().nullable(),
      import_id: z.number().int().nullable(),
      /** When, by whom and why the next version took its place; null for the present one. */
      replaced: z.object({ at: instantSchema, by: z.string().nullable(), reason: z.string() }).nullable(),
    }),
  ),
})
export type ResponseVersions = z.infer<typeof responseVersionsSchema>
