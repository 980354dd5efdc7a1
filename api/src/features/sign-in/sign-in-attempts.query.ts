/**
 * Failed attempts are counted before they fail: an attempt takes its place first and gives it back when it was right,
 * so that many at the same time are no more than many in turn. Codes and passwords count together.
 */

import type { SignInPool } from '../../database/sign-in-pool.js'

/** The failure that locks, and each later one, locks longer: 1, 2, 4, 8, then 15 minutes. */
export const FAILURES_UNTIL_LOCK = 5
const LONGEST_LOCK_MINUTES = 15

// The count may be lost with the machine's last half second. Waiting for the disk would tell that the user exists.
const TAKE = `
  update "user" set
    failed_sign_ins = failed_sign_ins + 1,
    locked_until = case when failed_sign_ins + 1 < ${FAILURES_UNTIL_LOCK} then null
      else $2::timestamptz + interval '1 minute'
        * least(${LONGEST_LOCK_MINUTES}, 2 ^ least(failed_sign_ins + 1 - ${FAILURES_UNTIL_LOCK}, 4)) end
  from (select set_config('synchronous_commit', 'off', true)) as without_waiting
  where id = $1 and (locked_until is null or locked_until <= $2)
  returning id`

/** @returns false while the user is locked, and for nobody */
export async function takeAttempt(pool: SignInPool, userId: string | null, now: Date): Promise<boolean> {
  return (await pool.query(TAKE, [userId, now])).length === 1
}

/** The attempt was right, but is not yet, or was not meant to be, a complete sign-in. */
export async function giveAttemptBack(pool: SignInPool, userId: string): Promise<void> {
  await pool.query(
    'update "user" set failed_sign_ins = greatest(failed_sign_ins - 1, 0), locked_until = null where id = $1',
    [userId],
  )
}

/** A complete sign-in: what failed before is forgotten. */
export async function clearAttempts(pool: SignInPool, userId: string, now: Date): Promise<void> {
  await pool.query(
    'update "user" set failed_sign_ins = 0, locked_until = null, last_sign_in_at = $2 where id = $1',
    [userId, now],
  )
}

/** How long a locked user has to wait; null when they need not. */
export async function secondsLocked(pool: SignInPool, userId: string, now: Date): Promise<number | null> {
  const [row] = await pool.query<{ locked_until: Date | null }>(
    'select locked_until from "user" where id = $1',
    [userId],
  )
  const until = row?.locked_until?.getTime() ?? 0
  return until > now.getTime() ? Math.ceil((until - now.getTime()) / 1000) : null
}
