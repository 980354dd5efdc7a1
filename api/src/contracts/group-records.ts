import { z } from 'zod'
import { changeReasonSchema, rowVersionSchema } from './entry.js'
import { episodeRecordSchema } from './member-records.js'
import { idSchema, newIdSchema, typedLine } from './typed-text.js'
import { daySchema, FOCUSES, FORMATS, MODALITIES, SESSION_STATUSES, STRUCTURES } from './vocabulary.js'

/** A group as it is stored: what may be changed, with its version. */
export const groupRecordSchema = z.object({
  group_id: z.string(),
  site_id: z.string(),
  therapist_id: z.string().nullable(),
  co_therapist_id: z.string().nullable(),
  name: z.string(),
  modality: z.enum(MODALITIES),
  format: z.enum(FORMATS),
  structure: z.enum(STRUCTURES),
  focus: z.enum(FOCUSES).nullable(),
  start_date: daySchema,
  end_date: daySchema.nullable(),
  planned_sessions: z.number().int(),
  session_minutes: z.number().int().nullable(),
  capacity: z.number().int().nullable(),
  version: rowVersionSchema,
})
export type GroupRecord = z.infer<typeof groupRecordSchema>

const groupFields = {
  site_id: idSchema,
  therapist_id: idSchema,
  co_therapist_id: idSchema.nullable(),
  name: typedLine(1, 200),
  modality: z.enum(MODALITIES),
  format: z.enum(FORMATS),
  structure: z.enum(STRUCTURES),
  focus: z.enum(FOCUSES).nullable(),
  start_date: daySchema,
  end_date: daySchema.nullable(),
  planned_sessions: z.number().int(),
  session_minutes: z.number().int().nullable(),
  capacity: z.number().int().nullable(),
}

/** POST /groups. The id is the clinic's own and stays. */
export const newGroupSchema = z.strictObject({
  ...groupFields,
  group_id: newIdSchema,
  co_therapist_id: groupFields.co_therapist_id.default(null),
  /** Default: the id. */
  name: groupFields.name.optional(),
  focus: groupFields.focus.default(null),
  end_date: groupFields.end_date.default(null),
  session_minutes: groupFields.session_minutes.default(null),
  capacity: groupFields.capacity.default(null),
})
export type NewGroup = z.infer<typeof newGroupSchema>

/** PATCH /groups/:id: what is left out stays. */
export const groupChangeSchema = z
  .strictObject(groupFields)
  .partial()
  .extend({ version: rowVersionSchema, reason: changeReasonSchema })
export type GroupChange = z.infer<typeof groupChangeSchema>

export const groupSessionRecordSchema = z.object({
  session_id: z.string(),
  group_id: z.string(),
  session_number: z.number().int(),
  session_date: daySchema,
  status: z.enum(SESSION_STATUSES),
  duration_minutes: z.number().int().nullable(),
  /** Members whose attendance is entered. */
  n_attendance: z.number().int(),
  version: rowVersionSchema,
})
export type GroupSessionRecord = z.infer<typeof groupSessionRecordSchema>

/** POST /group-sessions: planned ones too. */
export const newGroupSessionSchema = z.strictObject({
  /** Default: made of the group and the number. */
  session_id: newIdSchema.optional(),
  group_id: idSchema,
  session_number: z.number().int(),
  session_date: daySchema,
  status: z.enum(SESSION_STATUSES).default('planned'),
  duration_minutes: z.number().int().nullable().default(null),
})
export type NewGroupSession = z.infer<typeof newGroupSessionSchema>

/** PATCH /group-sessions/:id: what is left out stays; to cancel is a status. */
export const groupSessionChangeSchema = z.strictObject({
  version: rowVersionSchema,
  reason: changeReasonSchema,
  session_number: z.number().int().optional(),
  session_date: daySchema.optional(),
  status: z.enum(SESSION_STATUSES).optional(),
  duration_minutes: z.number().int().nullable().optional(),
  /**
   * A session with attendance stays held. With true, what was entered is taken back first (it stays in the history)
   * and forms of the session stay with their day.
   */
  take_back_attendance: z.boolean().default(false),
})
export type GroupSessionChange = z.infer<typeof groupSessionChangeSchema>

/** GET /groups/:id/record: a group with its sessions and its members, to be kept up. */
export const groupPageSchema = z.object({
  group: groupRecordSchema,
  today: daySchema,
  /** In order of number. */
  sessions: z.array(groupSessionRecordSchema),
  /** In order of joining. */
  episodes: z.array(episodeRecordSchema.extend({ full_name: z.string().nullable() })),
})
export type GroupPage = z.infer<typeof groupPageSchema>
