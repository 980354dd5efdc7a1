import { z } from 'zod'
import { instantSchema, typedLine } from './typed-text.js'
import { daySchema } from './vocabulary.js'

/** GET /members/:id/identity */
export const memberIdentitySchema = z.object({
  member_id: z.string(),
  full_name: z.string().nullable(),
  date_of_birth: daySchema.nullable(),
  /** For a director: when it closes again. Null for those who may always see it. */
  open_until: instantSchema.nullable(),
})
export type MemberIdentity = z.infer<typeof memberIdentitySchema>

/** POST /members/:id/identity/break-glass: opens the identity for 15 minutes. */
export const breakGlassSchema = z.strictObject({ reason: typedLine(10, 500) })
export type BreakGlass = z.infer<typeof breakGlassSchema>
export const openedIdentitySchema = z.object({
  member_id: z.string(),
  opened_at: instantSchema,
  expires_at: instantSchema,
})
export type OpenedIdentity = z.infer<typeof openedIdentitySchema>

export const pageQuerySchema = z.object({
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  page_size: z.coerce.number().int().min(1).max(500).default(50),
})
export type PageQuery = z.infer<typeof pageQuerySchema>

/** GET /identity/break-glass: who opened whose identity, when and why; newest first. */
export const openedIdentityListSchema = z.object({
  openings: z.array(
    openedIdentitySchema.extend({
      break_glass_id: z.number().int(),
      /** Names are in GET /users. */
      user_id: z.string(),
      reason: z.string(),
    }),
  ),
  total: z.number().int(),
  page: z.number().int(),
  page_size: z.number().int(),
})
export type OpenedIdentityList = z.infer<typeof openedIdentityListSchema>

/**
 * POST /members/search: what is typed never stands in an address. Matches the member's id; for therapists and
 * coordinators the name too, every typed word in any order, without regard to case and accents.
 */
export const memberSearchSchema = z.strictObject({
  text: typedLine(1, 100),
  page: z.number().int().min(1).max(1_000_000).default(1),
  page_size: z.number().int().min(1).max(500).default(50),
})
export type MemberSearch = z.infer<typeof memberSearchSchema>
/** In order of id. Without scores: coordinators search too, and do not see outcomes. */
export const foundMembersSchema = z.object({
  members: z.array(
    z.object({
      member_id: z.string(),
      /** Null where no name is recorded, and always for directors. */
      full_name: z.string().nullable(),
      n_episodes: z.number().int(),
      latest_episode: z.object({
        episode_id: z.number().int(),
        group_id: z.string(),
        group_name: z.string(),
        site_id: z.string(),
        joined_on: daySchema,
        is_open: z.boolean(),
      }),
    }),
  ),
  total: z.number().int(),
  page: z.number().int(),
  page_size: z.number().int(),
})
export type FoundMembers = z.infer<typeof foundMembersSchema>
