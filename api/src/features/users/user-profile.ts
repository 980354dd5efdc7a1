/** What an administrator decides of a login, as one value: its version is worked out of it. */

import type { NewUser, User, UserChange, UserRole } from '../../contracts/users.js'
import { contentVersion } from '../../platform/content-version.js'
import { invalidBody } from '../../platform/problem.js'
import type { Account, Belonging } from './users.query.js'

export interface UserProfile {
  readonly name: string
  readonly role: UserRole
  /** In order of id, each once. */
  readonly site_ids: readonly string[]
  readonly therapist_id: string | null
}

export function newProfile({ name, role, site_ids, therapist_id }: NewUser): UserProfile {
  return refuseMisplaced({ name, role, site_ids: inOrder(site_ids), therapist_id })
}

export function storedProfile(user: Omit<User, 'version'>): UserProfile {
  return {
    name: user.name,
    role: user.role,
    site_ids: inOrder(user.site_ids),
    therapist_id: user.therapist?.therapist_id ?? null,
  }
}

/** What is not said stays, but sites and therapist do not outlive a role that has none. */
export function changedProfile(stored: UserProfile, change: UserChange): UserProfile {
  const { name = stored.name, role = stored.role } = change
  return refuseMisplaced({
    name,
    role,
    site_ids: inOrder(change.site_ids ?? (hasSites(role) ? stored.site_ids : [])),
    therapist_id:
      change.therapist_id !== undefined
        ? change.therapist_id
        : role === 'therapist'
          ? stored.therapist_id
          : null,
  })
}

/** Which fields of two profiles are different. */
export function differentFields(one: UserProfile, other: UserProfile): (keyof UserProfile)[] {
  const fields = ['name', 'role', 'site_ids', 'therapist_id'] as const
  return fields.filter((field) => JSON.stringify(one[field]) !== JSON.stringify(other[field]))
}

export function userOnTheWire(account: Account, belonging: Belonging | undefined): User {
  const user = {
    ...account,
    site_ids: belonging?.site_ids ?? [],
    therapist: belonging?.therapist ?? null,
    disabled_at: account.disabled_at?.toISOString() ?? null,
    locked_until: account.locked_until?.toISOString() ?? null,
    last_sign_in_at: account.last_sign_in_at?.toISOString() ?? null,
  }
  return { ...user, version: contentVersion(storedProfile(user)) }
}

function hasSites(role: UserRole): boolean {
  return role === 'director' || role === 'coordinator'
}

function inOrder(siteIds: readonly string[]): string[] {
  return [...new Set(siteIds)].sort()
}

/** @throws ProblemError for sites or a therapist's record where the role has none */
function refuseMisplaced(profile: UserProfile): UserProfile {
  const errors = []
  if (profile.site_ids.length > 0 && !hasSites(profile.role)) {
    errors.push({ path: 'site_ids', message: 'Only directors and coordinators are given sites.' })
  }
  if (profile.therapist_id !== null && profile.role !== 'therapist') {
    errors.push({ path: 'therapist_id', message: 'Only a therapist is linked to a therapist record.' })
  }
  if (errors.length > 0) throw invalidBody(errors)
  return profile
}
