import type { SignInPool } from '../../database/sign-in-pool.js'
import { Clock } from '../../platform/clock.js'
import { TooManyRequests } from '../../platform/problem.js'
import { clearAttempts, giveAttemptBack, secondsLocked, takeAttempt } from './sign-in-attempts.query.js'

/** The lock-out: what may be tried, and for how long nothing may. */
export class Attempts {
  readonly #pool: SignInPool
  readonly #clock: Clock

  constructor(pool: SignInPool, clock: Clock) {
    this.#pool = pool
    this.#clock = clock
  }

  /** Counts the attempt as failed until it is given back or cleared. False while the user is locked, and for nobody. */
  take(userId: string | null): Promise<boolean> {
    return takeAttempt(this.#pool, userId, this.#clock.now())
  }

  /**
   * For who may be told, having proven who they are in part.
   *
   * @throws TooManyRequests while the user is locked
   */
  async takeOrTell(userId: string): Promise<void> {
    if (await this.take(userId)) return
    const seconds = await secondsLocked(this.#pool, userId, this.#clock.now())
    throw new TooManyRequests(seconds ?? 1, 'too_many_attempts')
  }

  giveBack(userId: string): Promise<void> {
    return giveAttemptBack(this.#pool, userId)
  }

  clear(userId: string): Promise<void> {
    return clearAttempts(this.#pool, userId, this.#clock.now())
  }
}
