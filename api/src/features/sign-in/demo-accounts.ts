/** One account for each role of people, for the simulated clinic on the own machine. */

import { randomUUID } from 'node:crypto'
import type { SignInPage } from '../../contracts/sign-in.js'
import type { UserRole } from '../../contracts/users.js'
import type { AccessContext, DatabaseAccess, Transaction } from '../../database/access.js'
import type { SignInPool } from '../../database/sign-in-pool.js'
import type { Log } from '../../platform/logging.js'
import type { PasswordHasher } from './password-hashing.js'

type DemoAccount = NonNullable<SignInPage['demo_accounts']>[number]

const DEMO_PASSWORD = 'try-the-demo-clinic'

const ACCOUNTS: readonly DemoAccount[] = [
  account('director', 'Dana Reyes'),
  account('therapist', 'Theo Lindqvist'),
  account('researcher', 'Rosa Okafor'),
  account('coordinator', 'Cora Nyman'),
  account('administrator', 'Adam Ferrari'),
]

function account(role: UserRole, name: string): DemoAccount {
  return { role, name, email: `${role}@demo.example`, password: DEMO_PASSWORD }
}

/** What is known of them since the start. */
export class DemoAccounts {
  /** The records are simulated. */
  readonly exist: boolean
  /** For the sign-in page; null where they may not be used. */
  readonly shown: SignInPage['demo_accounts']

  constructor(exist: boolean, shown: SignInPage['demo_accounts']) {
    this.exist = exist
    this.shown = shown
  }
}

export const NO_DEMO_ACCOUNTS = new DemoAccounts(false, null)

/**
 * Makes the accounts, once, in a database whose records are the demo clinic's and that has no user yet: the therapist
 * is the one with most members in care, director and coordinator get every site.
 */
export async function makeDemoAccounts(
  access: DatabaseAccess,
  caller: AccessContext,
  hasher: PasswordHasher,
): Promise<void> {
  const hash = await hasher.hash(DEMO_PASSWORD)
  await access.run(caller, async (transaction) => {
    const [found] = await transaction.query<{ is_demo_without_users: boolean }>(
      `select exists (select from import_batch where source_system = 'demo' and is_committed)
         and not exists (select from import_batch where source_system <> 'demo' and is_committed)
         and not exists (select from auth."user") as is_demo_without_users`,
    )
    if (!found?.is_demo_without_users) return
    for (const demo of ACCOUNTS) await insertAccount(transaction, demo, hash)
  })
}

async function insertAccount(
  transaction: Transaction,
  { role, name, email }: DemoAccount,
  hash: string,
): Promise<void> {
  const userId = randomUUID()
  await transaction.query(
    `insert into auth."user" (id, name, email, role, is_demo) values ($1, $2, $3, $4, true)`,
    [userId, name, email, role],
  )
  await transaction.query(
    `insert into auth.account (id, account_id, provider_id, user_id, password) values ($1, $2, 'credential', $2, $3)`,
    [randomUUID(), userId, hash],
  )
  const belonging = BELONGINGS[role]
  if (belonging !== undefined) await transaction.query(belonging, [userId])
  transaction.record({
    action: 'user.change',
    target: `user:${userId}`,
    detail: { change: 'added', is_demo: true },
  })
}

const EVERY_SITE = 'insert into user_site (user_id, site_id) select $1, site_id from site'

const BELONGINGS: Readonly<Partial<Record<UserRole, string>>> = {
  director: EVERY_SITE,
  coordinator: EVERY_SITE,
  therapist: `insert into user_therapist (user_id, therapist_id)
    select $1, therapist_id from group_therapist join episode using (group_id)
    group by therapist_id
    order by count(*) filter (where ended_on is null or ended_on > current_date) desc, count(*) desc, therapist_id limit 1`,
}

/**
 * What the sign-in page may show. Where others can reach this server the accounts are closed, and stay closed: whoever
 * opened it to others may have put real records in since.
 */
export async function settleDemoAccounts(
  pool: SignInPool,
  isLocal: boolean,
  log: Log,
): Promise<DemoAccounts> {
  if (!isLocal) {
    const closed = await pool.query(
      'update "user" set disabled_at = now() where is_demo and disabled_at is null returning id',
    )
    if (closed.length > 0) {
      log.warn({ accounts: closed.length }, 'The demo accounts were closed: others can reach this server.')
    }
  }
  const rows = await pool.query<{ email: string; is_usable: boolean }>(
    `select email, disabled_at is null and account.updated_at = account.created_at as is_usable
     from "user" join account on account.user_id = "user".id where is_demo`,
  )
  const usable = new Set(rows.filter((row) => row.is_usable).map((row) => row.email))
  const shown = ACCOUNTS.filter(({ email }) => usable.has(email))
  return new DemoAccounts(rows.length > 0, isLocal && shown.length > 0 ? shown : null)
}

/** For the terminal: empty where nothing may be shown. */
export function demoAccountLines({ shown }: DemoAccounts): string {
  if (shown === null) return ''
  const width = Math.max(...shown.map(({ email }) => email.length))
  const lines = shown.map(({ email, password }) => `  ${email.padEnd(width)}  ${password}\n`)
  return ['Demo accounts, for simulated records on this machine alone:\n', ...lines].join('')
}
