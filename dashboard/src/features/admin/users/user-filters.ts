import { parseAsStringLiteral, useQueryStates } from 'nuqs'
import type { RoleList, User } from '../../../../../api/src/contracts/users.js'
import { keysOf } from '../../../format/labels.js'
import { ROLE_LABELS } from '../../../format/role-words.js'
import { isInState, USER_STATE_LABELS, type UserState } from './user-words.js'

/** States to filter by; `without_second_factor` says nothing about whether the role needs one. */
export const STATE_FILTERS: Readonly<Record<UserState | 'without_second_factor', string>> = {
  ...USER_STATE_LABELS,
  without_second_factor: 'Without second factor',
}
export type StateFilter = keyof typeof STATE_FILTERS

export interface UserFilters {
  readonly role: User['role'] | null
  readonly state: StateFilter | null
}

/** Role and state stand in the address; a typed name never does. */
export function useUserFilters(): [UserFilters, (change: Partial<UserFilters>) => void] {
  const [filters, set] = useQueryStates(
    { role: parseAsStringLiteral(keysOf(ROLE_LABELS)), state: parseAsStringLiteral(keysOf(STATE_FILTERS)) },
    { history: 'push' },
  )
  return [filters, (change) => void set(change)]
}

/** The users that the filters and the typed words leave. */
export function filteredUsers(
  users: readonly User[],
  given: UserFilters & { readonly text: string; readonly roles: RoleList['roles']; readonly now: Date },
): readonly User[] {
  const words = given.text
    .toLocaleLowerCase('en')
    .split(/\s+/)
    .filter((word) => word !== '')
  return users.filter(
    (user) =>
      (given.role === null || user.role === given.role) &&
      (given.state === null || isIn(user, given.state, given.roles, given.now)) &&
      words.every((word) => `${user.name} ${user.email}`.toLocaleLowerCase('en').includes(word)),
  )
}

function isIn(user: User, state: StateFilter, roles: RoleList['roles'], now: Date): boolean {
  return state === 'without_second_factor'
    ? user.disabled_at === null && !user.two_factor_enabled
    : isInState(user, state, roles, now)
}
