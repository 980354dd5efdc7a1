import type { Transaction } from '../../database/access.js'
import { SETTINGS_LOCK } from '../../database/lock-keys.js'

/** One change at a time, until the transaction ends: a setting that nobody chose yet has no row to lock. */
export async function lockSettings(transaction: Transaction): Promise<void> {
  await transaction.query('select pg_advisory_xact_lock($1)', [SETTINGS_LOCK])
}

export async function storeSetting(transaction: Transaction, name: string, value: unknown): Promise<void> {
  await transaction.query(
    `insert into setting (name, value) values ($1, $2)
     on conflict (name) do update set value = excluded.value`,
    [name, JSON.stringify(value)],
  )
}
