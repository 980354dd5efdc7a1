/**
 * Signing in, the second factor, the own sessions and the own password.
 *
 * Every path is POST with a JSON body unless it says GET. Whoever is signed in is known by an HttpOnly cookie that the
 * server sets and renews; no answer holds a token of a session. Every mutation needs the browser's own `Origin`.
 *
 * | path                                      | body                       | answer                     |
 * | GET /api/v1/sign-in-page                  |                            | signInPageSchema           |
 * | /api/auth/sign-in/email                   | signInSchema               | signInStepSchema           |
 * | /api/auth/two-factor/verify-totp          | codeSchema                 | signInStepSchema           |
 * | /api/auth/two-factor/verify-backup-code   | codeSchema                 | signInStepSchema           |
 * | /api/auth/sign-out                        | none                       | 204                        |
 * | GET /api/v1/me                            |                            | meSchema                   |
 * | /api/v1/me/confirm                        | confirmSchema              | confirmedSchema            |
 * | GET /api/auth/list-sessions               |                            | ownSessionsSchema          |
 * | /api/auth/revoke-session                  | revokeSessionSchema        | 204                        |
 * | /api/auth/revoke-other-sessions           | none                       | 204                        |
 * | /api/auth/change-password                 | changePasswordSchema       | 204                        |
 * | /api/auth/two-factor/enable               | passwordSchema             | secondFactorSchema         |
 * | /api/auth/two-factor/disable              | passwordSchema             | 204                        |
 * | /api/auth/two-factor/generate-backup-codes| passwordSchema             | backupCodesSchema          |
 *
 * Signing in: `sign-in/email` answers `signed_in`, or `second_factor` when a code is due; then `verify-totp` or
 * `verify-backup-code` (the challenge lives in a cookie, for 10 minutes). Enrolling: `two-factor/enable` gives the
 * address for the QR code and the backup codes; `verify-totp` with a first code, while signed in, ends it.
 *
 * Problems by `code`: `sign_in_failed` 401 (wrong password, unknown address, locked, disabled: one answer for all),
 * `second_factor_failed` 401 (wrong or used code), `challenge_expired` 401 (sign in anew), `wrong_password` 403 and
 * `too_many_attempts` 429 (while signed in), `password_refused` 422 (`errors` has the reasons, path `new_password`),
 * `step_up_needed` 403 (disable and generate-backup-codes: POST /me/confirm first), `second_factor_already_on` and
 * `second_factor_off` 409, `too_many_requests` 429 with Retry-After, `cross_site` 403, `invalid_body` 400.
 */

import { z } from 'zod'
import { USER_ROLES } from './vocabulary.js'

/** A new password. With an enrolled second factor the shorter one is enough. */
export const SHORTEST_PASSWORD = 15
export const SHORTEST_PASSWORD_WITH_SECOND_FACTOR = 12
export const LONGEST_PASSWORD = 256

const instantSchema = z.iso.datetime({ offset: true })
/** What is typed into a password field; longer ones than can be set are not looked at. */
const typedPasswordSchema = z.string().min(1).max(LONGEST_PASSWORD)

export const signInSchema = z.strictObject({
  email: z.string().trim().min(1).max(254),
  password: typedPasswordSchema,
})
export type SignIn = z.infer<typeof signInSchema>

/** `second_factor`: the password was right, a code is due. */
export const signInStepSchema = z.object({ next: z.enum(['signed_in', 'second_factor']) })
export type SignInStep = z.infer<typeof signInStepSchema>

/** Six digits of the authenticator app, or a backup code as it was printed. */
export const codeSchema = z.strictObject({ code: z.string().trim().min(1).max(32) })
export type Code = z.infer<typeof codeSchema>

export const passwordSchema = z.strictObject({ password: typedPasswordSchema })
export type Password = z.infer<typeof passwordSchema>

/** The code is needed by who has a second factor, and refused from who has none. */
export const confirmSchema = z.strictObject({
  password: typedPasswordSchema,
  code: z.string().trim().min(1).max(32).optional(),
})
export type Confirm = z.infer<typeof confirmSchema>
export const confirmedSchema = z.object({ confirmed_at: instantSchema })
export type Confirmed = z.infer<typeof confirmedSchema>

/** Ends every other session of the user; the own one goes on under a new cookie. */
export const changePasswordSchema = z.strictObject({
  current_password: typedPasswordSchema,
  // Its length is judged with the other rules, so that one answer names all that is wrong.
  new_password: z.string().max(10_000),
})
export type ChangePassword = z.infer<typeof changePasswordSchema>

/** Shown once. `totp_uri` (otpauth://) is what the QR code holds; `secret` is for typing it in. */
export const secondFactorSchema = z.object({
  totp_uri: z.string(),
  secret: z.string(),
  backup_codes: z.array(z.string()),
})
export type SecondFactor = z.infer<typeof secondFactorSchema>

/** Shown once; the earlier ones no longer work. */
export const backupCodesSchema = z.object({ backup_codes: z.array(z.string()) })
export type BackupCodes = z.infer<typeof backupCodesSchema>

export const ownSessionSchema = z.object({
  session_id: z.string(),
  /** Of signing in. */
  created_at: instantSchema,
  /** To the minute. */
  last_seen_at: instantSchema,
  /** Where it came from and with what, as the browser said it; null where it said nothing. */
  address: z.string().nullable(),
  user_agent: z.string().nullable(),
  is_current: z.boolean(),
})
/** Newest first. */
export const ownSessionsSchema = z.object({ sessions: z.array(ownSessionSchema) })
export type OwnSessions = z.infer<typeof ownSessionsSchema>

export const revokeSessionSchema = z.strictObject({ session_id: z.string().min(1).max(200) })
export type RevokeSession = z.infer<typeof revokeSessionSchema>

/** Who is signed in. */
export const meSchema = z.object({
  user_id: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(USER_ROLES),
  /** Of directors and coordinators, in order of name; empty for others. */
  sites: z.array(z.object({ site_id: z.string(), name: z.string() })),
  /** The record that a therapist's login belongs to; null for others, and while it is not linked. */
  therapist_id: z.string().nullable(),
  two_factor_enabled: z.boolean(),
  /** What must be done before anything else; every other route answers 403 until then. */
  due: z.enum(['password_change', 'second_factor']).nullable(),
  /** When password and second factor were last given in this session. */
  confirmed_at: instantSchema.nullable(),
  /** When the session ends if nothing more is asked; never later than 12 hours after signing in. */
  session_expires_at: instantSchema,
  deployment: z.object({
    /** The records are simulated. */
    is_demo: z.boolean(),
    /** For administrators: the first questions wait for answers. False for everybody else. */
    needs_setup: z.boolean(),
    time_zone: z.string(),
    crisis_line: z.string().nullable(),
    /** An answer to item 9 that nobody has acknowledged by then goes to the director. */
    item_9_escalation_hours: z.number().int(),
    /** A signal may be put off for so many days. */
    longest_snooze_days: z.number().int(),
  }),
})
export type Me = z.infer<typeof meSchema>

/** For everybody, signed in or not. `demo_accounts` is null outside the demo clinic on the own machine. */
export const signInPageSchema = z.object({
  product: z.literal('Tidemark'),
  demo_accounts: z
    .array(z.object({ role: z.enum(USER_ROLES), email: z.string(), password: z.string(), name: z.string() }))
    .nullable(),
})
export type SignInPage = z.infer<typeof signInPageSchema>
