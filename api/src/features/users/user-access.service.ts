import { Injectable } from '@nestjs/common'
import type { RevokedSessions, User, UserWithPassword } from '../../contracts/users.js'
import { type AccessContext, DatabaseAccess, type Transaction } from '../../database/access.js'
import { notFound } from '../../platform/problem.js'
import { oneTimePassword } from '../sign-in/one-time-password.js'
import { PasswordHasher } from '../sign-in/password-hashing.js'
import {
  disableAccount,
  dropSecondFactor,
  enableAccount,
  endSessions,
  type LockedAccount,
  lockAccount,
  replacePassword,
} from './accounts.repository.js'
import { refuseOwnAccess } from './last-administrator.js'
import { readUser } from './read-users.js'

/** Takes access from users and gives it back. For administrators and the command line. */
@Injectable()
export class UserAccessService {
  readonly #access: DatabaseAccess
  readonly #hasher: PasswordHasher

  constructor(access: DatabaseAccess, hasher: PasswordHasher) {
    this.#access = access
    this.#hasher = hasher
  }

  /** Ends the user's sessions too. */
  disable(caller: AccessContext, userId: string): Promise<User> {
    return this.#change(caller, userId, 'disabled', async (transaction, account) => {
      refuseOwnAccess(caller, userId, account)
      await disableAccount(transaction, userId)
    })
  }

  /** Ends a lock after failed sign-ins too. */
  enable(caller: AccessContext, userId: string): Promise<User> {
    return this.#change(caller, userId, 'enabled', (transaction) => enableAccount(transaction, userId))
  }

  /** The answer holds the new password, for one use: the only time that it is shown. */
  async resetPassword(caller: AccessContext, userId: string): Promise<UserWithPassword> {
    const password = oneTimePassword()
    const hash = await this.#hasher.hash(password)
    const user = await this.#change(caller, userId, 'password_reset', (transaction) =>
      replacePassword(transaction, userId, hash),
    )
    return { user, one_time_password: password }
  }

  resetSecondFactor(caller: AccessContext, userId: string): Promise<User> {
    return this.#change(caller, userId, 'second_factor_reset', (transaction) =>
      dropSecondFactor(transaction, userId),
    )
  }

  async revokeSessions(caller: AccessContext, userId: string): Promise<RevokedSessions> {
    let revoked = 0
    await this.#change(caller, userId, 'sessions_revoked', async (transaction) => {
      revoked = await endSessions(transaction, userId)
    })
    return { revoked }
  }

  /** @throws ProblemError when there is no such user */
  #change(
    caller: AccessContext,
    userId: string,
    change: string,
    work: (transaction: Transaction, account: LockedAccount) => Promise<void>,
  ): Promise<User> {
    return this.#access.run(caller, async (transaction) => {
      const account = await lockAccount(transaction, userId)
      if (account === null) throw notFound('user')
      await work(transaction, account)
      transaction.record({ action: 'user.change', target: `user:${userId}`, detail: { change } })
      return readUser(transaction, userId)
    })
  }
}
