import type { Site } from '../../../../../api/src/contracts/groups.js'
import type { RoleList, User } from '../../../../../api/src/contracts/users.js'
import type { TableColumn } from '../../../components/data-table/table-column.js'
import { StatusPill } from '../../../components/status-pill/status-pill.js'
import { formatInstant } from '../../../format/day.js'
import { ROLE_LABELS } from '../../../format/role-words.js'
import { hasSites, USER_STATE_LABELS, USER_STATE_STATUS, userState } from './user-words.js'

export function userColumns(context: {
  roles: RoleList['roles']
  sites: readonly Site[]
  timeZone: string
}): TableColumn<User>[] {
  const { roles, sites, timeZone } = context
  const stateOf = (user: User) => userState(user, roles, new Date())
  return [
    {
      name: 'name',
      label: 'Name',
      kind: 'text',
      value: (user) => user.name,
      href: (user) => `/settings/users/${encodeURIComponent(user.user_id)}`,
      detail: (user) => user.email,
      isRowHeader: true,
    },
    { name: 'role', label: 'Role', kind: 'text', value: (user) => ROLE_LABELS[user.role] },
    { name: 'sees', label: 'Sees', kind: 'text', value: (user) => reachWords(user, sites) },
    {
      name: 'second_factor',
      label: 'Second factor',
      kind: 'text',
      value: (user) => (user.two_factor_enabled ? 'on' : 'off'),
    },
    {
      name: 'last_sign_in_at',
      label: 'Last sign-in',
      kind: 'day',
      value: (user) => user.last_sign_in_at,
      text: (user) =>
        user.last_sign_in_at === null ? 'never' : formatInstant(user.last_sign_in_at, timeZone),
    },
    {
      name: 'state',
      label: 'State',
      kind: 'text',
      value: (user) => USER_STATE_LABELS[stateOf(user)],
      cell: (user) => (
        <StatusPill status={USER_STATE_STATUS[stateOf(user)]}>{USER_STATE_LABELS[stateOf(user)]}</StatusPill>
      ),
    },
  ]
}

/** Whose records the user can open; null where the role opens none. */
function reachWords(user: User, sites: readonly Site[]): string | null {
  if (user.role === 'therapist') {
    return user.therapist === null ? 'no group yet' : `groups of ${user.therapist.display_name}`
  }
  if (!hasSites(user.role)) return null
  const names = user.site_ids.map((id) => sites.find((site) => site.site_id === id)?.name ?? id)
  return names.length === 0 ? 'no site yet' : names.join(', ')
}
