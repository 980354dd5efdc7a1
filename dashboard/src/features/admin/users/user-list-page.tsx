import { Button } from '@mantine/core'
import { type ReactElement, useMemo, useState } from 'react'
import { Link } from 'react-router'
import type { User } from '../../../../../api/src/contracts/users.js'
import { useSignedIn } from '../../../components/access/signed-in.js'
import { Card } from '../../../components/card.js'
import { cardMessage } from '../../../components/chart-card/card-message.js'
import { type CardState, cardState } from '../../../components/chart-card/card-state.js'
import { DataTable } from '../../../components/data-table/data-table.js'
import { PageHeader } from '../../../components/page-header/page-header.js'
import { ROLE_LABELS } from '../../../format/role-words.js'
import { useRoles, useSites, useUsers } from '../admin-reads.js'
import { userColumns } from './user-columns.js'
import { UserFilterBar } from './user-filter-bar.js'
import { filteredUsers, STATE_FILTERS, useUserFilters } from './user-filters.js'
import { userListTitle } from './user-words.js'

const NO_USERS: readonly User[] = []

/** Who can sign in, as what, and what stands in their way. */
export function UserListPage(): ReactElement {
  const { deployment } = useSignedIn()
  const users = useUsers()
  const roles = useRoles().data?.roles
  const sites = useSites().data?.sites
  const [filters, setFilters] = useUserFilters()
  const [text, setText] = useState('')
  const listed = users.data?.users ?? NO_USERS
  const shown = useMemo(
    () => filteredUsers(listed, { ...filters, text, roles: roles ?? [], now: new Date() }),
    [listed, filters, text, roles],
  )
  const columns = useMemo(
    () => userColumns({ roles: roles ?? [], sites: sites ?? [], timeZone: deployment.time_zone }),
    [roles, sites, deployment.time_zone],
  )
  const state = cardState(users, (): CardState => {
    if (shown.length > 0) return { kind: 'ready' }
    return {
      kind: 'empty_by_filter',
      filters: [
        ...(text === '' ? [] : [{ words: `Typed “${text}”`, remove: () => setText('') }]),
        ...(filters.role === null
          ? []
          : [{ words: `Role ${ROLE_LABELS[filters.role]}`, remove: () => setFilters({ role: null }) }]),
        ...(filters.state === null
          ? []
          : [{ words: STATE_FILTERS[filters.state], remove: () => setFilters({ state: null }) }]),
      ],
    }
  })
  return (
    <>
      <PageHeader
        name="Users"
        title={users.data === undefined ? 'Users' : userListTitle(listed, roles ?? [])}
        subline="Everybody who can sign in, and what stands in their way; programs sign in with tokens instead"
        actions={
          <Button component={Link} to="/settings/users/new">
            Add a user
          </Button>
        }
      />
      <UserFilterBar filters={filters} set={setFilters} text={text} setText={setText} />
      <Card label="Users">
        {cardMessage(state) ?? (
          <DataTable
            caption="Users with role, sites, second factor and state"
            isCaptionHidden
            columns={columns}
            rows={shown}
            rowKey={(user) => user.user_id}
            total={users.data === undefined ? null : listed.length}
            counted="users"
            emptyWords="Loading users"
          />
        )}
      </Card>
    </>
  )
}
