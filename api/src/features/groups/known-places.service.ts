/** Sites and therapists as other features name them: wrong ids are refused with the place where they stand. */

import type { Transaction } from '../../database/access.js'
import { invalidBody } from '../../platform/problem.js'
import { queryKnownSites, queryTherapist } from './places.query.js'

export interface TherapistName {
  therapist_id: string
  display_name: string
}

const NO_SUCH_SITE = 'There is no such site.'

/** @throws ProblemError when one of `site_ids` is no site in the caller's reach */
export async function refuseUnknownSites(
  transaction: Transaction,
  siteIds: readonly string[],
): Promise<void> {
  const known = new Set(await queryKnownSites(transaction, siteIds))
  const errors = siteIds.flatMap((siteId, index) =>
    known.has(siteId) ? [] : [{ path: `site_ids.${index}`, message: NO_SUCH_SITE }],
  )
  if (errors.length > 0) throw invalidBody(errors)
}

/** @throws ProblemError when `site_id` is no site in the caller's reach; null is none and fine */
export async function refuseUnknownSite(transaction: Transaction, siteId: string | null): Promise<void> {
  if (siteId === null) return
  const [known] = await queryKnownSites(transaction, [siteId])
  if (known === undefined) throw invalidBody([{ path: 'site_id', message: NO_SUCH_SITE }])
}

/** @throws ProblemError when there is none, with the field that names it */
export async function therapistNamed(
  transaction: Transaction,
  therapistId: string,
  path: string,
): Promise<TherapistName> {
  const therapist = await queryTherapist(transaction, therapistId)
  if (therapist === undefined) throw invalidBody([{ path, message: 'There is no such therapist.' }])
  return { therapist_id: therapist.therapist_id, display_name: therapist.display_name }
}
