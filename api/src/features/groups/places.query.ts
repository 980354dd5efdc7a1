import type { Site, Therapist } from '../../contracts/groups.js'
import type { Transaction } from '../../database/access.js'

export function querySites(transaction: Transaction): Promise<Site[]> {
  return transaction.query<Site>(
    'select site_id, name, time_zone, version from site order by site_id collate "C"',
  )
}

export function queryTherapists(transaction: Transaction): Promise<Therapist[]> {
  return transaction.query<Therapist>(
    'select therapist_id, display_name, site_id, version from therapist order by therapist_id collate "C"',
  )
}

export async function queryTherapist(
  transaction: Transaction,
  therapistId: string,
): Promise<Therapist | undefined> {
  const [therapist] = await transaction.query<Therapist>(
    'select therapist_id, display_name, site_id, version from therapist where therapist_id = $1',
    [therapistId],
  )
  return therapist
}

export async function queryKnownSites(
  transaction: Transaction,
  siteIds: readonly string[],
): Promise<string[]> {
  const rows = await transaction.query<{ site_id: string }>(
    'select site_id from site where site_id = any ($1)',
    [siteIds],
  )
  return rows.map(({ site_id }) => site_id)
}
