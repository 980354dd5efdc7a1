/** Writes sites and therapists one by one; a replaced version stays in the history with its reason. */

import type { Site, Therapist } from '../../contracts/groups.js'
import type { NewSite, NewTherapist } from '../../contracts/places.js'
import type { Transaction } from '../../database/access.js'

/** Null when the id is in use. */
export async function insertSite(transaction: Transaction, site: NewSite): Promise<Site | null> {
  const [row] = await transaction.query<Site>(
    `insert into site (site_id, name, time_zone) values ($1, $2, $3)
     on conflict do nothing returning site_id, name, time_zone, version`,
    [site.site_id, site.name, site.time_zone],
  )
  return row ?? null
}

/** Null when the id is in use. */
export async function insertTherapist(
  transaction: Transaction,
  therapist: NewTherapist,
): Promise<Therapist | null> {
  const [row] = await transaction.query<Therapist>(
    `insert into therapist (therapist_id, display_name, site_id) values ($1, $2, $3)
     on conflict do nothing returning therapist_id, display_name, site_id, version`,
    [therapist.therapist_id, therapist.display_name, therapist.site_id],
  )
  return row ?? null
}

/** The site as it is until the transaction ends. */
export async function lockedSite(transaction: Transaction, siteId: string): Promise<Site | undefined> {
  const [site] = await transaction.query<Site>(
    'select site_id, name, time_zone, version from site where site_id = $1 for update',
    [siteId],
  )
  return site
}

/** The therapist as they are until the transaction ends. */
export async function lockedTherapist(
  transaction: Transaction,
  therapistId: string,
): Promise<Therapist | undefined> {
  const [therapist] = await transaction.query<Therapist>(
    'select therapist_id, display_name, site_id, version from therapist where therapist_id = $1 for update',
    [therapistId],
  )
  return therapist
}

/** A new version of a locked site. */
export async function updateSite(transaction: Transaction, site: Site, reason: string): Promise<void> {
  await transaction.query(
    `with kept as (
       insert into reference_record_history (record_type, record_key, version, content, reason)
       select 'site', site_id, version, to_jsonb(site) - 'version', $4 from site where site_id = $1
     )
     update site set name = $2, time_zone = $3, version = version + 1 where site_id = $1`,
    [site.site_id, site.name, site.time_zone, reason],
  )
}

/** A new version of a locked therapist. */
export async function updateTherapist(
  transaction: Transaction,
  therapist: Therapist,
  reason: string,
): Promise<void> {
  await transaction.query(
    `with kept as (
       insert into reference_record_history (record_type, record_key, version, content, reason)
       select 'therapist', therapist_id, version, to_jsonb(therapist) - 'version', $4
       from therapist where therapist_id = $1
     )
     update therapist set display_name = $2, site_id = $3, version = version + 1 where therapist_id = $1`,
    [therapist.therapist_id, therapist.display_name, therapist.site_id, reason],
  )
}
