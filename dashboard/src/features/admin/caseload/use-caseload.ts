import type { Cover } from '../../../../../api/src/contracts/caseload.js'
import type { Site, Therapist } from '../../../../../api/src/contracts/groups.js'
import type { UserList } from '../../../../../api/src/contracts/users.js'
import { useSignedIn } from '../../../components/access/signed-in.js'
import type { CardState } from '../../../components/chart-card/card-state.js'
import { useCovers, useSites, useTherapistCaseloads, useTherapists, useUsers } from '../admin-reads.js'
import { jointState } from '../joint-state.js'
import type { TherapistCaseload } from './caseload-words.js'

export interface Caseload {
  readonly covers: readonly Cover[]
  /** Those who lead something. */
  readonly leaders: readonly TherapistCaseload[]
  readonly therapists: readonly Therapist[]
  readonly sites: readonly Site[]
  /** Therapists with a login; null for directors, who do not see users. */
  readonly withLogin: ReadonlySet<string> | null
  /** Administrators may cover the groups of all sites. */
  readonly mayNameAllSites: boolean
}

/** Null until every list has arrived. */
export function useCaseload(): { caseload: Caseload | null; state: CardState } {
  const isAdministrator = useSignedIn().role === 'administrator'
  const covers = useCovers()
  const leaders = useTherapistCaseloads()
  const therapists = useTherapists()
  const sites = useSites()
  const users = useUsers(isAdministrator)
  const reads = [covers, leaders, therapists, sites]
  const state = jointState(isAdministrator ? [...reads, users] : reads)
  if (!covers.data || !leaders.data || !therapists.data || !sites.data) return { caseload: null, state }
  if (isAdministrator && !users.data) return { caseload: null, state }
  return {
    caseload: {
      covers: covers.data.covers,
      leaders: leaders.data.therapists.filter((therapist) => therapist.groups.length > 0),
      therapists: therapists.data.therapists,
      sites: sites.data.sites,
      withLogin: users.data === undefined ? null : therapistsWithLogin(users.data),
      mayNameAllSites: isAdministrator,
    },
    state,
  }
}

function therapistsWithLogin({ users }: UserList): ReadonlySet<string> {
  return new Set(
    users.flatMap((user) =>
      user.therapist === null || user.disabled_at !== null ? [] : [user.therapist.therapist_id],
    ),
  )
}
