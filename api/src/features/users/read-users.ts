import type { User } from '../../contracts/users.js'
import type { Transaction } from '../../database/access.js'
import { notFound } from '../../platform/problem.js'
import { userOnTheWire } from './user-profile.js'
import { queryAccounts, queryBelongings } from './users.query.js'

/** Logins with where they belong. */
export async function readUsers(transaction: Transaction): Promise<User[]> {
  const belongings = await queryBelongings(transaction)
  const accounts = await queryAccounts(transaction)
  const byUser = new Map(belongings.map((belonging) => [belonging.user_id, belonging]))
  return accounts.map((account) => userOnTheWire(account, byUser.get(account.user_id)))
}

/** @throws ProblemError when there is no such user */
export async function readUser(transaction: Transaction, userId: string): Promise<User> {
  const [belonging] = await queryBelongings(transaction, userId)
  const [account] = await queryAccounts(transaction, userId)
  if (account === undefined) throw notFound('user')
  return userOnTheWire(account, belonging)
}
