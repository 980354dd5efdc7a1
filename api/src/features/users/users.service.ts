import { Injectable } from '@nestjs/common'
import type { NewUser, User, UserChange, UserList, UserWithPassword } from '../../contracts/users.js'
import { type AccessContext, DatabaseAccess, type Transaction } from '../../database/access.js'
import { conflictingChange, notFound, ProblemError } from '../../platform/problem.js'
import { refuseUnknownSites, therapistNamed } from '../groups/known-places.service.js'
import { oneTimePassword } from '../sign-in/one-time-password.js'
import { PasswordHasher } from '../sign-in/password-hashing.js'
import { insertAccount, lockAccount, updateAccount } from './accounts.repository.js'
import { replaceSites, replaceTherapist } from './belongings.repository.js'
import { refuseOwnAccess } from './last-administrator.js'
import { readUser, readUsers } from './read-users.js'
import {
  changedProfile,
  differentFields,
  newProfile,
  storedProfile,
  type UserProfile,
} from './user-profile.js'

/** Who may sign in, as what, and what they belong to. For administrators and the command line. */
@Injectable()
export class UsersService {
  readonly #access: DatabaseAccess
  readonly #hasher: PasswordHasher

  constructor(access: DatabaseAccess, hasher: PasswordHasher) {
    this.#access = access
    this.#hasher = hasher
  }

  list(caller: AccessContext): Promise<UserList> {
    return this.#access.run(caller, async (transaction) => ({ users: await readUsers(transaction) }), {
      readOnly: true,
    })
  }

  /** The answer holds the one-time password: the only time that it is shown. */
  async add(caller: AccessContext, given: NewUser): Promise<UserWithPassword> {
    const profile = newProfile(given)
    const password = oneTimePassword()
    const passwordHash = await this.#hasher.hash(password)
    return this.#access.run(caller, async (transaction) => {
      await refuseUnknownPlaces(transaction, profile)
      const account = { name: given.name, email: given.email, role: given.role, passwordHash }
      const userId = await insertAccount(transaction, account)
      if (userId === null) throw addressInUse()
      transaction.record({
        action: 'user.change',
        target: `user:${userId}`,
        detail: { change: 'added', role: given.role },
      })
      await storeBelonging(transaction, userId, nowhere(profile), profile)
      return { user: await readUser(transaction, userId), one_time_password: password }
    })
  }

  change(caller: AccessContext, userId: string, change: UserChange): Promise<User> {
    return this.#access.run(caller, async (transaction) => {
      const account = await lockAccount(transaction, userId)
      if (account === null) throw notFound('user')
      const user = await readUser(transaction, userId)
      const stored = storedProfile(user)
      const wanted = changedProfile(stored, change)
      if (user.version !== change.version) throw conflictingChange(nowDifferent(stored, wanted))
      if (stored.role !== wanted.role) refuseOwnAccess(caller, userId, account)
      await refuseUnknownPlaces(transaction, wanted)
      await storeBelonging(transaction, userId, stored, wanted)
      await storeNameAndRole(transaction, userId, stored, wanted)
      return readUser(transaction, userId)
    })
  }
}

async function storeNameAndRole(
  transaction: Transaction,
  userId: string,
  before: UserProfile,
  after: UserProfile,
): Promise<void> {
  const target = `user:${userId}`
  await updateAccount(transaction, userId, after)
  if (before.name !== after.name) {
    transaction.record({ action: 'user.change', target, detail: { change: 'name' } })
  }
  if (before.role !== after.role) {
    const detail = { change: 'role', from: before.role, to: after.role }
    transaction.record({ action: 'role.change', target, detail })
  }
}

/** Each site and each link is an event of its own: the audit can be asked who was given a site. */
async function storeBelonging(
  transaction: Transaction,
  userId: string,
  before: UserProfile,
  after: UserProfile,
): Promise<void> {
  await replaceSites(transaction, userId, after.site_ids)
  const isLinked = await replaceTherapist(transaction, userId, after.therapist_id)
  if (!isLinked) throw therapistInUse()
  const record = (change: string, concerned: Record<string, string>) =>
    transaction.record({ action: 'role.change', target: `user:${userId}`, detail: { change, ...concerned } })
  for (const site of after.site_ids) if (!before.site_ids.includes(site)) record('site_given', { site })
  for (const site of before.site_ids) if (!after.site_ids.includes(site)) record('site_taken', { site })
  if (before.therapist_id !== after.therapist_id) {
    record('therapist_link', { from: before.therapist_id ?? 'none', to: after.therapist_id ?? 'none' })
  }
}

async function refuseUnknownPlaces(transaction: Transaction, profile: UserProfile): Promise<void> {
  await refuseUnknownSites(transaction, profile.site_ids)
  if (profile.therapist_id !== null) await therapistNamed(transaction, profile.therapist_id, 'therapist_id')
}

function nowhere(profile: UserProfile): UserProfile {
  return { ...profile, site_ids: [], therapist_id: null }
}

function nowDifferent(stored: UserProfile, wanted: UserProfile) {
  return differentFields(stored, wanted).map((path) => {
    const now = stored[path]
    return { path, message: `It is now: ${Array.isArray(now) ? now.join(', ') || 'none' : (now ?? 'none')}.` }
  })
}

function addressInUse(): ProblemError {
  return new ProblemError(
    409,
    'email_in_use',
    'The address is in use',
    'Another login has this e-mail address. Use that login, or give another address.',
  )
}

function therapistInUse(): ProblemError {
  return new ProblemError(
    409,
    'therapist_linked',
    'Linked already',
    'This therapist record belongs to another login. Take it from that login first.',
  )
}
