import { z } from 'zod'
import { idSchema, newIdSchema, timeZoneSchema, typedLine } from './typed-text.js'

/** POST /sites. The id is the clinic's own and stays. */
export const newSiteSchema = z.strictObject({
  site_id: newIdSchema,
  name: typedLine(1, 200),
  time_zone: timeZoneSchema,
})
export type NewSite = z.infer<typeof newSiteSchema>

/** PATCH /sites/:id: what is left out stays. `version` is that of GET /sites. */
export const siteChangeSchema = z.strictObject({
  version: z.number().int().min(1),
  name: typedLine(1, 200).optional(),
  time_zone: timeZoneSchema.optional(),
  reason: typedLine(3, 500),
})
export type SiteChange = z.infer<typeof siteChangeSchema>

/** POST /therapists */
export const newTherapistSchema = z.strictObject({
  therapist_id: newIdSchema,
  display_name: typedLine(1, 200),
  site_id: idSchema.nullable().default(null),
})
export type NewTherapist = z.infer<typeof newTherapistSchema>

/** PATCH /therapists/:id */
export const therapistChangeSchema = z.strictObject({
  version: z.number().int().min(1),
  display_name: typedLine(1, 200).optional(),
  site_id: idSchema.nullable().optional(),
  reason: typedLine(3, 500),
})
export type TherapistChange = z.infer<typeof therapistChangeSchema>
