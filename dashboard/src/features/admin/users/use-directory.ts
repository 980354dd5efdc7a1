import type { Site, Therapist } from '../../../../../api/src/contracts/groups.js'
import type { RoleList, User } from '../../../../../api/src/contracts/users.js'
import type { CardState } from '../../../components/chart-card/card-state.js'
import { useRoles, useSites, useTherapists, useUsers } from '../admin-reads.js'
import { jointState } from '../joint-state.js'

/** What a form about a user chooses from. */
export interface Directory {
  readonly users: readonly User[]
  readonly roles: RoleList['roles']
  readonly sites: readonly Site[]
  readonly therapists: readonly Therapist[]
}

/** Null until every list has arrived. */
export function useDirectory(): { directory: Directory | null; state: CardState } {
  const users = useUsers()
  const roles = useRoles()
  const sites = useSites()
  const therapists = useTherapists()
  const state = jointState([users, roles, sites, therapists])
  if (!users.data || !roles.data || !sites.data || !therapists.data) return { directory: null, state }
  return {
    directory: {
      users: users.data.users,
      roles: roles.data.roles,
      sites: sites.data.sites,
      therapists: therapists.data.therapists,
    },
    state,
  }
}
