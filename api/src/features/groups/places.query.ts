import type { Site, Therapist } from '../../contracts/groups.js'
import type { Transaction } from '../../database/access.js'

export function querySites(transaction: Transaction): Promise<Site[]> {
  return transaction.query<Site>('select site_id, name, time_zone from site order by site_id collate "C"')
}

export function queryTherapists(transaction: Transaction): Promise<Therapist[]> {
  return transaction.query<Therapist>(
    'select therapist_id, display_name, site_id from therapist order by therapist_id collate "C"',
  )
}
