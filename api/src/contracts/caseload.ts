import { z } from 'zod'
import { idSchema, instantSchema, typedLine } from './typed-text.js'
import { daySchema } from './vocabulary.js'

const therapistNameSchema = z.object({ therapist_id: z.string(), display_name: z.string() })
const partSchema = z.enum(['lead', 'co_lead'])
/** It stays with the records that change: no names of members. */
const reasonSchema = typedLine(3, 500)

/** GET /caseload/therapists: who leads what, at the caller's sites. */
export const therapistCaseloadListSchema = z.object({
  therapists: z.array(
    therapistNameSchema.extend({
      groups: z.array(
        z.object({
          group_id: z.string(),
          name: z.string(),
          site_id: z.string(),
          part: partSchema,
          end_date: daySchema.nullable(),
        }),
      ),
    }),
  ),
})
export type TherapistCaseloadList = z.infer<typeof therapistCaseloadListSchema>

/** POST /caseload/handovers: groups go from one therapist to another, for good. */
export const newHandoverSchema = z
  .strictObject({
    from_therapist_id: idSchema,
    to_therapist_id: idSchema,
    /** `all`: every group that the first one leads or co-leads, at the caller's sites. */
    group_ids: z.union([z.literal('all'), z.array(idSchema).min(1).max(1000)]),
    reason: reasonSchema,
  })
  .refine((handover) => handover.from_therapist_id !== handover.to_therapist_id, {
    path: ['to_therapist_id'],
    message: 'Choose another therapist than the one who hands over.',
  })
export type NewHandover = z.infer<typeof newHandoverSchema>
export const handoverSchema = z.object({
  from: therapistNameSchema,
  to: therapistNameSchema,
  /** Each group with the part that the new therapist has in it now. */
  groups: z.array(z.object({ group_id: z.string(), part: partSchema })),
})
export type Handover = z.infer<typeof handoverSchema>

/** A substitute who sees the groups of a colleague between two days, both included. */
export const coverSchema = z.object({
  cover_id: z.number().int(),
  covered: therapistNameSchema,
  substitute: therapistNameSchema,
  /** Null: the groups of all sites. */
  site_id: z.string().nullable(),
  from: daySchema,
  to: daySchema,
  reason: z.string(),
  created_at: instantSchema,
  /** When it was ended by hand; null when its days decide. */
  ended_at: instantSchema.nullable(),
  /** On the site's own day; of a cover of all sites, on the deployment's. */
  status: z.enum(['planned', 'running', 'past', 'ended']),
})
export type Cover = z.infer<typeof coverSchema>
/** GET /caseload/covers: the latest first. */
export const coverListSchema = z.object({ covers: z.array(coverSchema) })
export type CoverList = z.infer<typeof coverListSchema>

/** A slip in the year would give access for a century. */
const LONGEST_COVER_DAYS = 366

/** POST /caseload/covers */
export const newCoverSchema = z
  .strictObject({
    covered_therapist_id: idSchema,
    substitute_therapist_id: idSchema,
    /** Directors name one of their sites; administrators may leave it null: the groups of all sites. */
    site_id: idSchema.nullable().default(null),
    from: daySchema,
    to: daySchema,
    reason: reasonSchema,
  })
  .refine((cover) => cover.covered_therapist_id !== cover.substitute_therapist_id, {
    path: ['substitute_therapist_id'],
    message: 'Nobody covers for themselves. Choose another therapist.',
  })
  .refine((cover) => cover.from <= cover.to, {
    path: ['to'],
    message: 'The last day is before the first one.',
  })
  .refine((cover) => daysBetween(cover.from, cover.to) <= LONGEST_COVER_DAYS, {
    path: ['to'],
    message: `A cover lasts ${LONGEST_COVER_DAYS} days at most. For longer, hand the groups over.`,
  })
export type NewCover = z.infer<typeof newCoverSchema>

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000
}
