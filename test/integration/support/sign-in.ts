/** People to sign in as, without the cost of a password: their sessions are put where the application looks for them. */

import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import type { UserRole } from '../../../api/src/contracts/users.js'
import { SESSION_COOKIE } from '../../../api/src/platform/signed-cookie.js'
import type { TestDatabase } from './test-database.js'

/** What the test API signs cookies with. */
export const TEST_SIGN_IN_KEY = 'key-of-the-tests-for-signing-in-0123456789'

export interface NewTestUser {
  readonly role: UserRole
  /** Of directors and coordinators; the sites must be there. */
  readonly sites?: readonly string[]
  /** Of therapists; the record must be there. */
  readonly therapistId?: string
  /** Default: there is one where the role needs one, so that nothing is due. No codes can be made for it. */
  readonly twoFactorEnabled?: boolean
  readonly mustChangePassword?: boolean
}

export interface TestUser {
  readonly id: string
  readonly role: UserRole
  readonly email: string
  readonly name: string
}

const NEEDS_SECOND_FACTOR: readonly UserRole[] = ['director', 'administrator', 'researcher']

export async function makeUser(database: TestDatabase, given: NewTestUser): Promise<TestUser> {
  const { role, sites = [], therapistId, twoFactorEnabled = NEEDS_SECOND_FACTOR.includes(role) } = given
  const id = `u-${role}-${randomBytes(4).toString('hex')}`
  const user = { id, role, email: `${id}@clinic.example`, name: `Person of ${role}` }
  await database.ownerQuery(
    `insert into auth."user" (id, name, email, role, two_factor_enabled, must_change_password)
     values ($1, $2, $3, $4, $5, $6)`,
    [id, user.name, user.email, role, twoFactorEnabled, given.mustChangePassword ?? false],
  )
  await database.ownerQuery('insert into user_site (user_id, site_id) select $1, unnest($2::text[])', [
    id,
    sites,
  ])
  if (therapistId !== undefined) {
    await database.ownerQuery('insert into user_therapist (user_id, therapist_id) values ($1, $2)', [
      id,
      therapistId,
    ])
  }
  return user
}

export interface SessionTimes {
  /** When password and code were last given; default: the API's present, so that nothing asks for them again. */
  readonly confirmedAt?: Date | null
  /** Default: now, and the whole idle time left. */
  readonly createdAt?: Date
  readonly expiresAt?: Date
}

/** A session of the user, as the value of the header `cookie`. */
export async function signInCookie(
  api: { readonly database: TestDatabase; now(): Date },
  user: Pick<TestUser, 'id'>,
  times: SessionTimes = {},
): Promise<string> {
  const token = randomBytes(24).toString('base64url')
  const { createdAt = new Date(), expiresAt = new Date(Date.now() + 30 * 60_000) } = times
  const confirmedAt = times.confirmedAt === undefined ? api.now() : times.confirmedAt
  await api.database.ownerQuery(
    `insert into auth.session (id, user_id, token, created_at, updated_at, expires_at, confirmed_at)
     values ($1, $2, $3, $4, $4, $5, $6)`,
    [randomUUID(), user.id, token, createdAt, expiresAt, confirmedAt],
  )
  return sessionCookie(token)
}

/** The cookie of a session whose token is known. */
export function sessionCookie(token: string, key = TEST_SIGN_IN_KEY): string {
  const signature = createHmac('sha256', key).update(token).digest('base64')
  return `${SESSION_COOKIE}=${encodeURIComponent(`${token}.${signature}`)}`
}
