import type { User } from '../../../../../api/src/contracts/users.js'
import { hasSites } from './user-words.js'

/** What a user is and where, while it is being chosen; switching the role to and fro forgets nothing. */
export interface RoleDraft {
  readonly role: User['role']
  readonly siteIds: readonly string[]
  readonly therapistId: string | null
}

/** A therapist may wait for the link; a role by site without a site would see nothing. */
export function hasSomeReach(draft: RoleDraft): boolean {
  return !hasSites(draft.role) || draft.siteIds.length > 0
}

/** What goes with the role, without what another role had. */
export function reachOf(draft: RoleDraft): { site_ids: string[]; therapist_id: string | null } {
  return {
    site_ids: hasSites(draft.role) ? [...draft.siteIds] : [],
    therapist_id: draft.role === 'therapist' ? draft.therapistId : null,
  }
}
