import type { CardState } from '../../../components/chart-card/card-state.js'
import { useCovers, useRoles, useSettings, useTokens, useUsers } from '../admin-reads.js'
import { jointState } from '../joint-state.js'
import type { Overview } from './attention.js'

/** Null until every list has arrived: "nothing needs your attention" must not be said before. */
export function useOverview(): { overview: Overview | null; state: CardState } {
  const users = useUsers()
  const roles = useRoles()
  const tokens = useTokens()
  const covers = useCovers()
  const settings = useSettings()
  const state = jointState([users, roles, tokens, covers, settings])
  if (!users.data || !roles.data || !tokens.data || !covers.data || !settings.data) {
    return { overview: null, state }
  }
  return {
    overview: {
      users: users.data.users,
      roles: roles.data.roles,
      tokens: tokens.data.tokens,
      covers: covers.data.covers,
      settings: settings.data,
    },
    state,
  }
}
