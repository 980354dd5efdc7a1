import { z } from 'zod'
import { changeReasonSchema, rowVersionSchema } from './entry.js'
import { idSchema, instantSchema, newIdSchema, typedLine } from './typed-text.js'
import {
  ARMS,
  ATTENDANCE_STATUSES,
  armSchema,
  CONCURRENT_TREATMENT_KINDS,
  daySchema,
  EXIT_REASONS,
  GENDERS,
} from './vocabulary.js'

const treatmentKindSchema = z.enum(CONCURRENT_TREATMENT_KINDS)

/** An episode of care as it is stored, with its version. */
export const episodeRecordSchema = z.object({
  episode_id: z.number().int(),
  member_id: z.string(),
  group_id: z.string(),
  group_name: z.string(),
  site_id: z.string(),
  joined_on: daySchema,
  planned_end_on: daySchema.nullable(),
  exited_on: daySchema.nullable(),
  exit_reason: z.enum(EXIT_REASONS).nullable(),
  /** As it follows from everything that is known of the first 14 days. */
  arm: armSchema.nullable(),
  /** As somebody recorded it. */
  recorded_arm: armSchema.nullable(),
  concurrent_individual: z.boolean().nullable(),
  concurrent_medication: z.boolean().nullable(),
  age_at_joining: z.number().int().nullable(),
  birth_year: z.number().int().nullable(),
  gender: z.enum(GENDERS).nullable(),
  prior_episodes: z.number().int().nullable(),
  version: rowVersionSchema,
})
export type EpisodeRecord = z.infer<typeof episodeRecordSchema>

const episodeFields = {
  planned_end_on: daySchema.nullable(),
  exited_on: daySchema.nullable(),
  exit_reason: z.enum(EXIT_REASONS).nullable(),
  recorded_arm: z.enum(ARMS).nullable(),
  concurrent_individual: z.boolean().nullable(),
  concurrent_medication: z.boolean().nullable(),
  age_at_joining: z.number().int().nullable(),
  birth_year: z.number().int().nullable(),
  gender: z.enum(GENDERS).nullable(),
  prior_episodes: z.number().int().nullable(),
}

const newEpisodeFields = z.strictObject({
  group_id: idSchema,
  joined_on: daySchema,
  planned_end_on: episodeFields.planned_end_on.default(null),
  exited_on: episodeFields.exited_on.default(null),
  exit_reason: episodeFields.exit_reason.default(null),
  recorded_arm: episodeFields.recorded_arm.default(null),
  concurrent_individual: episodeFields.concurrent_individual.default(null),
  concurrent_medication: episodeFields.concurrent_medication.default(null),
  age_at_joining: episodeFields.age_at_joining.default(null),
  birth_year: episodeFields.birth_year.default(null),
  gender: episodeFields.gender.default(null),
  prior_episodes: episodeFields.prior_episodes.default(null),
})
export type NewEpisodeFields = z.infer<typeof newEpisodeFields>

/** POST /episodes: a member begins in a group. */
export const newEpisodeSchema = newEpisodeFields.extend({ member_id: idSchema })
export type NewEpisode = z.infer<typeof newEpisodeSchema>

/** PATCH /episodes/:id: what is left out stays. To close it: `exited_on` with `exit_reason`; both null open it again. */
export const episodeChangeSchema = z
  .strictObject(episodeFields)
  .partial()
  .extend({ version: rowVersionSchema, reason: changeReasonSchema })
export type EpisodeChange = z.infer<typeof episodeChangeSchema>

/** POST /episodes/:id/move: the episode closes and another one opens in another group, on the same day. */
export const episodeMoveSchema = z.strictObject({
  version: rowVersionSchema,
  to_group_id: idSchema,
  on: daySchema,
  /** Of the episode that closes. */
  exit_reason: z.enum(EXIT_REASONS),
  /** Of the episode that opens. */
  planned_end_on: daySchema.nullable().default(null),
  reason: changeReasonSchema,
})
export type EpisodeMove = z.infer<typeof episodeMoveSchema>
export const movedEpisodeSchema = z.object({ closed: episodeRecordSchema, opened: episodeRecordSchema })
export type MovedEpisode = z.infer<typeof movedEpisodeSchema>

export const treatmentRecordSchema = z.object({
  member_id: z.string(),
  kind: treatmentKindSchema,
  started_on: daySchema,
  ended_on: daySchema.nullable(),
  version: rowVersionSchema,
})
export type TreatmentRecord = z.infer<typeof treatmentRecordSchema>

/** POST /concurrent-treatments */
export const newTreatmentSchema = z.strictObject({
  member_id: idSchema,
  kind: treatmentKindSchema,
  started_on: daySchema,
  ended_on: daySchema.nullable().default(null),
})
export type NewTreatment = z.infer<typeof newTreatmentSchema>

/** PATCH /concurrent-treatments/:memberId/:kind/:startedOn */
export const treatmentChangeSchema = z.strictObject({
  version: rowVersionSchema,
  ended_on: daySchema.nullable(),
  reason: changeReasonSchema,
})
export type TreatmentChange = z.infer<typeof treatmentChangeSchema>

/** PATCH /attendance/:sessionId/:memberId: a correction; null takes back what was entered. */
export const attendanceChangeSchema = z.strictObject({
  version: rowVersionSchema,
  status: z.enum(ATTENDANCE_STATUSES).nullable(),
  reason: changeReasonSchema,
})
export type AttendanceChange = z.infer<typeof attendanceChangeSchema>
export const attendanceRecordSchema = z.object({
  member_id: z.string(),
  session_id: z.string(),
  /** null: nothing is entered. */
  attendance: z
    .object({
      episode_id: z.number().int(),
      status: z.enum(ATTENDANCE_STATUSES),
      version: rowVersionSchema,
    })
    .nullable(),
})
export type AttendanceRecord = z.infer<typeof attendanceRecordSchema>

const fullNameSchema = typedLine(1, 200)

/** POST /members: a person, and where they begin. */
export const newMemberSchema = z.strictObject({
  member_id: newIdSchema,
  full_name: fullNameSchema.nullable().default(null),
  date_of_birth: daySchema.nullable().default(null),
  episode: newEpisodeFields,
})
export type NewMember = z.infer<typeof newMemberSchema>

/** PATCH /members/:id: who the person is; what is left out stays. */
export const memberChangeSchema = z.strictObject({
  /** Of the identity; null: none was recorded. */
  version: rowVersionSchema.nullable(),
  full_name: fullNameSchema.nullable().optional(),
  date_of_birth: daySchema.nullable().optional(),
  reason: changeReasonSchema,
})
export type MemberChange = z.infer<typeof memberChangeSchema>

/** GET /members/:id/record: a member to be kept up; no outcomes. */
export const memberRecordSchema = z.object({
  member_id: z.string(),
  identity: z.object({
    full_name: z.string().nullable(),
    date_of_birth: daySchema.nullable(),
    /** null: none is recorded. */
    version: rowVersionSchema.nullable(),
  }),
  /** In reach, oldest first. */
  episodes: z.array(episodeRecordSchema),
  treatments: z.array(treatmentRecordSchema),
})
export type MemberRecord = z.infer<typeof memberRecordSchema>

/** POST /members/:id/merge: this record and that of `into` are one person. */
export const memberMergeRequestSchema = z.strictObject({ into: idSchema, reason: changeReasonSchema })
export type MemberMergeRequest = z.infer<typeof memberMergeRequestSchema>

/** POST /member-merges/:id/undo */
export const memberMergeUndoSchema = z.strictObject({ reason: changeReasonSchema })
export type MemberMergeUndo = z.infer<typeof memberMergeUndoSchema>

export const memberMergeSchema = z.object({
  merge_id: z.number().int(),
  /** The record that was given up; its id names nobody while the merge stands. */
  from: z.string(),
  into: z.string(),
  reason: z.string(),
  moved: z.object({
    episodes: z.number().int(),
    attendance: z.number().int(),
    responses: z.number().int(),
    treatments: z.number().int(),
  }),
  /** What `into` lacked of name and birth and took from the other record. */
  completed: z.array(z.enum(['full_name', 'date_of_birth'])),
  merged_at: instantSchema,
  merged_by: z.string(),
  undone_at: instantSchema.nullable(),
  undone_by: z.string().nullable(),
  undo_reason: z.string().nullable(),
})
export type MemberMerge = z.infer<typeof memberMergeSchema>

/** GET /member-merges: in reach, the latest first. */
export const memberMergeListSchema = z.object({ merges: z.array(memberMergeSchema) })
export type MemberMergeList = z.infer<typeof memberMergeListSchema>
