import type { RoleList, User } from '../../../../../api/src/contracts/users.js'
import type { Status } from '../../../components/status-pill/status-pill.js'
import { formatInstant } from '../../../format/day.js'
import { countOf } from '../../../format/number.js'

export type UserState =
  | 'disabled'
  | 'locked'
  | 'second_factor_due'
  | 'not_linked'
  | 'without_sites'
  | 'password_waiting'
  | 'active'

const ROLES_WITH_SITES: readonly User['role'][] = ['director', 'coordinator']

/** Directors and coordinators work at the sites that they are given. */
export function hasSites(role: User['role']): boolean {
  return ROLES_WITH_SITES.includes(role)
}

/** What holds for a user: `password_waiting` and `not_linked` may both. */
export function isInState(user: User, state: UserState, roles: RoleList['roles'], now: Date): boolean {
  if (user.disabled_at !== null || state === 'disabled') {
    return user.disabled_at !== null && state === 'disabled'
  }
  switch (state) {
    case 'locked':
      return user.locked_until !== null && Date.parse(user.locked_until) > now.getTime()
    case 'not_linked':
      return user.role === 'therapist' && user.therapist === null
    case 'without_sites':
      return hasSites(user.role) && user.site_ids.length === 0
    case 'password_waiting':
      return user.must_change_password
    case 'second_factor_due':
      return owesSecondFactor(user, roles)
    case 'active':
      return userState(user, roles, now) === 'active'
  }
}

/** What stands first in the way of a user's work. */
export function userState(user: User, roles: RoleList['roles'], now: Date): UserState {
  return IN_THE_WAY.find((state) => isInState(user, state, roles, now)) ?? 'active'
}

const IN_THE_WAY = [
  'disabled',
  'locked',
  'not_linked',
  'without_sites',
  'password_waiting',
  'second_factor_due',
] as const satisfies readonly UserState[]

/** The role needs a second factor and there is none. Demo accounts are excused. */
export function owesSecondFactor(user: User, roles: RoleList['roles']): boolean {
  const isNeeded = roles.find((each) => each.role === user.role)?.needs_second_factor === true
  return isNeeded && !user.two_factor_enabled && !user.is_demo
}

export const USER_STATE_LABELS: Readonly<Record<UserState, string>> = {
  disabled: 'Disabled',
  locked: 'Locked',
  second_factor_due: 'Second factor due',
  not_linked: 'Not linked',
  without_sites: 'No site given',
  password_waiting: 'One-time password',
  active: 'Active',
}

export const USER_STATE_STATUS: Readonly<Record<UserState, Status>> = {
  disabled: 'neutral',
  locked: 'watch',
  second_factor_due: 'watch',
  not_linked: 'watch',
  without_sites: 'watch',
  password_waiting: 'neutral',
  active: 'good',
}

/** The state as a sentence about the user. */
export function userStateWords(user: User, state: UserState, timeZone: string): string {
  switch (state) {
    case 'disabled':
      return `${user.name} cannot sign in since ${formatInstant(user.disabled_at ?? '', timeZone)}`
    case 'locked':
      return `${user.name} is locked out after failed sign-ins, until ${formatInstant(user.locked_until ?? '', timeZone)}`
    case 'second_factor_due':
      return `${user.name} must set up a second factor before anything else`
    case 'not_linked':
      return `${user.name} sees no members: the login is not linked to a therapist`
    case 'without_sites':
      return `${user.name} sees no members: no site is given`
    case 'password_waiting':
      return `${user.name} has a one-time password that is not used yet`
    case 'active':
      return `${user.name} can sign in and work`
  }
}

/** The title of the list. */
export function userListTitle(users: readonly User[], roles: RoleList['roles']): string {
  const active = users.filter((user) => user.disabled_at === null)
  const without = active.filter((user) => !user.two_factor_enabled).length
  const due = active.filter((user) => owesSecondFactor(user, roles)).length
  const all = countOf(active.length, 'user')
  if (without === 0) return `${all}, all with a second factor`
  const who = without === active.length ? 'none with' : `${without} without`
  const mustEnrol = due === 0 ? '' : `; ${due === without ? 'each' : due} must set one up`
  return `${all}, ${who} a second factor${mustEnrol}`
}

/** Nobody else could make users, tokens or settings: this one may neither be disabled nor lose the role. */
export function isLastAdministrator(user: User, users: readonly User[]): boolean {
  return (
    user.role === 'administrator' &&
    user.disabled_at === null &&
    !users.some(
      (other) =>
        other.user_id !== user.user_id && other.role === 'administrator' && other.disabled_at === null,
    )
  )
}
