import type { UserRole } from '../../contracts/users.js'
import type { SignInPool } from '../../database/sign-in-pool.js'

/** What a sign-in is held against. */
export interface Credentials {
  readonly user_id: string
  readonly role: UserRole
  readonly is_disabled: boolean
  readonly two_factor_enabled: boolean
  /** Null for who never had a password (single sign-on). */
  readonly password_hash: string | null
}

const CREDENTIALS = `
  select "user".id as user_id, role, disabled_at is not null as is_disabled, two_factor_enabled,
         password as password_hash
  from "user" left join account on account.user_id = "user".id and provider_id = 'credential'`

export async function credentialsByEmail(pool: SignInPool, email: string): Promise<Credentials | null> {
  const [row] = await pool.query<Credentials>(`${CREDENTIALS} where email = $1`, [email.toLowerCase()])
  return row ?? null
}

export async function credentialsOf(pool: SignInPool, userId: string): Promise<Credentials | null> {
  const [row] = await pool.query<Credentials>(`${CREDENTIALS} where "user".id = $1`, [userId])
  return row ?? null
}

/** The encrypted secret of the authenticator app; `isConfirmed` once a first code has proven it. */
export async function totpSecretOf(
  pool: SignInPool,
  userId: string,
): Promise<{ readonly secret: string; readonly is_confirmed: boolean } | null> {
  const [row] = await pool.query<{ secret: string; is_confirmed: boolean }>(
    'select secret, verified as is_confirmed from two_factor where user_id = $1',
    [userId],
  )
  return row ?? null
}

/** @returns false for a code of this or an earlier step than the last one that was taken: a code counts once */
export async function claimTotpStep(pool: SignInPool, userId: string, step: number): Promise<boolean> {
  const rows = await pool.query(
    `update "user" set last_totp_step = $2
     where id = $1 and (last_totp_step is null or last_totp_step < $2) returning id`,
    [userId, step],
  )
  return rows.length === 1
}

export async function passwordWasChanged(pool: SignInPool, userId: string): Promise<void> {
  await pool.query('update "user" set must_change_password = false, updated_at = now() where id = $1', [
    userId,
  ])
}
