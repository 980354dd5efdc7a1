import { z } from 'zod'
import { idSchema, instantSchema, readVersionSchema, typedLine } from './typed-text.js'
import { ROLES, USER_ROLES } from './vocabulary.js'

export const userRoleSchema = z.enum(USER_ROLES)
export type UserRole = z.infer<typeof userRoleSchema>

/** A login as an administrator sees it. */
export const userSchema = z.object({
  user_id: z.string(),
  name: z.string(),
  email: z.string(),
  role: userRoleSchema,
  /** Of directors and coordinators; empty for others. */
  site_ids: z.array(z.string()),
  /** The record that a therapist's login belongs to; null for others, and for therapists not linked yet. */
  therapist: z.object({ therapist_id: z.string(), display_name: z.string() }).nullable(),
  two_factor_enabled: z.boolean(),
  /** A one-time password waits for its first use. */
  must_change_password: z.boolean(),
  disabled_at: instantSchema.nullable(),
  /** After failed sign-ins; null when the user may try. */
  locked_until: instantSchema.nullable(),
  last_sign_in_at: instantSchema.nullable(),
  open_sessions: z.number().int(),
  is_demo: z.boolean(),
  /** Sent back with a change. */
  version: z.string(),
})
export type User = z.infer<typeof userSchema>
/** GET /users: all of them, in order of name. */
export const userListSchema = z.object({ users: z.array(userSchema) })
export type UserList = z.infer<typeof userListSchema>

const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email('It needs an address like name@clinic.example.'))
const siteIdsSchema = z.array(idSchema).max(1000)

/** POST /users */
export const newUserSchema = z.strictObject({
  name: typedLine(1, 100),
  email: emailSchema,
  role: userRoleSchema,
  /** Directors and coordinators only. */
  site_ids: siteIdsSchema.default([]),
  /** Therapists only. */
  therapist_id: idSchema.nullable().default(null),
})
export type NewUser = z.infer<typeof newUserSchema>

/** PATCH /users/:id: what is left out stays. Another role drops sites and therapist that it does not use. */
export const userChangeSchema = z.strictObject({
  version: readVersionSchema,
  name: typedLine(1, 100).optional(),
  role: userRoleSchema.optional(),
  site_ids: siteIdsSchema.optional(),
  therapist_id: idSchema.nullable().optional(),
})
export type UserChange = z.infer<typeof userChangeSchema>

/** POST /users, POST /users/:id/reset-password: the password is shown this once and stored nowhere. */
export const userWithPasswordSchema = z.object({ user: userSchema, one_time_password: z.string() })
export type UserWithPassword = z.infer<typeof userWithPasswordSchema>

/** POST /users/:id/sessions/revoke */
export const revokedSessionsSchema = z.object({ revoked: z.number().int() })
export type RevokedSessions = z.infer<typeof revokedSessionsSchema>

/** GET /roles: what each role may and may not see, in words. */
export const roleListSchema = z.object({
  roles: z.array(
    z.object({
      role: z.enum(ROLES),
      title: z.string(),
      may: z.array(z.string()),
      may_not: z.array(z.string()),
      needs_second_factor: z.boolean(),
    }),
  ),
})
export type RoleList = z.infer<typeof roleListSchema>
