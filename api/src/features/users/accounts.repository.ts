/** Writes logins in the schema of signing in. For administrators, the command line and signing in. */

import { randomUUID } from 'node:crypto'
import type { UserRole } from '../../contracts/users.js'
import type { Transaction } from '../../database/access.js'

/** Under this name the library of signing in keeps passwords. */
const PASSWORD_PROVIDER = 'credential'

export interface NewAccount {
  readonly name: string
  readonly email: string
  readonly role: UserRole
  readonly passwordHash: string
}

/** The id; null when the address is in use. The password is for one use. */
export async function insertAccount(transaction: Transaction, account: NewAccount): Promise<string | null> {
  const [row] = await transaction.query<{ id: string }>(
    `insert into auth."user" (id, name, email, role, must_change_password) values ($1, $2, $3, $4, true)
     on conflict do nothing returning id`,
    [randomUUID(), account.name, account.email, account.role],
  )
  if (row === undefined) return null
  await storeOneTimePassword(transaction, row.id, account.passwordHash)
  return row.id
}

export interface LockedAccount {
  /** Nobody else is an enabled administrator: without this user nobody could manage users. */
  readonly isLastAdministrator: boolean
}

/**
 * The user stays as they are until the transaction ends, and so do all administrators, in one order for everybody: of
 * two who take each other's access at once, the second one finds themselves the last. Null when there is no such user.
 */
export async function lockAccount(transaction: Transaction, userId: string): Promise<LockedAccount | null> {
  const rows = await transaction.query<{ id: string; may_administrate: boolean }>(
    `select id, role = 'administrator' and disabled_at is null as may_administrate
     from auth."user" where id = $1 or (role = 'administrator' and disabled_at is null)
     order by id for update`,
    [userId],
  )
  const own = rows.find(({ id }) => id === userId)
  if (own === undefined) return null
  const administrators = rows.filter(({ may_administrate }) => may_administrate)
  return { isLastAdministrator: own.may_administrate && administrators.length === 1 }
}

/** Another role ends the user's sessions: a trigger of the table sees to it, whoever changes it. */
export async function updateAccount(
  transaction: Transaction,
  userId: string,
  { name, role }: { name: string; role: UserRole },
): Promise<void> {
  await transaction.query('update auth."user" set name = $2, role = $3, updated_at = now() where id = $1', [
    userId,
    name,
    role,
  ])
}

/** Disabling ends the user's sessions, as above. */
export async function disableAccount(transaction: Transaction, userId: string): Promise<void> {
  await transaction.query('update auth."user" set disabled_at = now(), updated_at = now() where id = $1', [
    userId,
  ])
  await dropChallenges(transaction, userId)
}

export async function enableAccount(transaction: Transaction, userId: string): Promise<void> {
  await transaction.query(
    `update auth."user" set disabled_at = null, failed_sign_ins = 0, locked_until = null, updated_at = now()
     where id = $1`,
    [userId],
  )
}

/** From now on only this password signs in, once; a lock after failed attempts ends with the old one. */
export async function replacePassword(transaction: Transaction, userId: string, hash: string): Promise<void> {
  await storeOneTimePassword(transaction, userId, hash)
  await transaction.query(
    `update auth."user" set must_change_password = true, failed_sign_ins = 0, locked_until = null, updated_at = now()
     where id = $1`,
    [userId],
  )
  await endSessions(transaction, userId)
}

/** The user enrols anew where the role needs it. */
export async function dropSecondFactor(transaction: Transaction, userId: string): Promise<void> {
  await transaction.query('delete from auth.two_factor where user_id = $1', [userId])
  await transaction.query(
    'update auth."user" set two_factor_enabled = false, updated_at = now() where id = $1',
    [userId],
  )
  await endSessions(transaction, userId)
}

/** @returns how many there were */
export async function endSessions(transaction: Transaction, userId: string): Promise<number> {
  await dropChallenges(transaction, userId)
  const rows = await transaction.query('delete from auth.session where user_id = $1 returning id', [userId])
  return rows.length
}

/** Who gave the password, but not yet the code, begins anew. */
async function dropChallenges(transaction: Transaction, userId: string): Promise<void> {
  await transaction.query('delete from auth.verification where value = $1', [userId])
}

async function storeOneTimePassword(transaction: Transaction, userId: string, hash: string): Promise<void> {
  const replaced = await transaction.query(
    `update auth.account set password = $2, updated_at = now() where user_id = $1 and provider_id = $3 returning id`,
    [userId, hash, PASSWORD_PROVIDER],
  )
  if (replaced.length > 0) return
  await transaction.query(
    'insert into auth.account (id, account_id, provider_id, user_id, password) values ($1, $2, $3, $2, $4)',
    [randomUUID(), userId, PASSWORD_PROVIDER, hash],
  )
}
