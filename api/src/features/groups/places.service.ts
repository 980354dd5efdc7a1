import { Injectable } from '@nestjs/common'
import type { Site, SiteList, Therapist, TherapistList } from '../../contracts/groups.js'
import type { NewSite, NewTherapist, SiteChange, TherapistChange } from '../../contracts/places.js'
import { isConfusableId } from '../../core/import-rules/confusable-ids.js'
import { type AccessContext, DatabaseAccess } from '../../database/access.js'
import { conflictingChange, invalidBody, notFound, ProblemError } from '../../platform/problem.js'
import { refuseUnknownTimeZone } from '../settings/time-zone.service.js'
import { refuseUnknownSite } from './known-places.service.js'
import { querySites, queryTherapists } from './places.query.js'
import {
  insertSite,
  insertTherapist,
  lockedSite,
  lockedTherapist,
  updateSite,
  updateTherapist,
} from './places.repository.js'

/** Where groups meet and who leads them. */
@Injectable()
export class PlacesService {
  readonly #access: DatabaseAccess

  constructor(access: DatabaseAccess) {
    this.#access = access
  }

  sites(caller: AccessContext): Promise<SiteList> {
    return this.#access.run(caller, async (transaction) => ({ sites: await querySites(transaction) }), {
      readOnly: true,
    })
  }

  therapists(caller: AccessContext): Promise<TherapistList> {
    return this.#access.run(
      caller,
      async (transaction) => ({ therapists: await queryTherapists(transaction) }),
      { readOnly: true },
    )
  }

  async addSite(caller: AccessContext, given: NewSite): Promise<Site> {
    refuseConfusable(given.site_id, 'site_id')
    return this.#access.run(caller, async (transaction) => {
      await refuseUnknownTimeZone(transaction, given.time_zone)
      const site = await insertSite(transaction, given)
      if (site === null) throw idInUse('site')
      transaction.record({ action: 'record.create', target: `site:${site.site_id}` })
      return site
    })
  }

  changeSite(caller: AccessContext, siteId: string, change: SiteChange): Promise<Site> {
    return this.#access.run(caller, async (transaction) => {
      const stored = await lockedSite(transaction, siteId)
      if (stored === undefined) throw notFound('site')
      const { version, reason, name = stored.name, time_zone = stored.time_zone } = change
      const wanted = { site_id: siteId, version, name, time_zone }
      refuseOtherVersion(stored, wanted)
      if (time_zone !== stored.time_zone) await refuseUnknownTimeZone(transaction, time_zone)
      await updateSite(transaction, wanted, reason)
      transaction.record({ action: 'record.amend', target: `site:${siteId}`, detail: { reason } })
      return { ...wanted, version: version + 1 }
    })
  }

  async addTherapist(caller: AccessContext, given: NewTherapist): Promise<Therapist> {
    refuseConfusable(given.therapist_id, 'therapist_id')
    return this.#access.run(caller, async (transaction) => {
      await refuseUnknownSite(transaction, given.site_id)
      const therapist = await insertTherapist(transaction, given)
      if (therapist === null) throw idInUse('therapist')
      transaction.record({ action: 'record.create', target: `therapist:${therapist.therapist_id}` })
      return therapist
    })
  }

  changeTherapist(caller: AccessContext, therapistId: string, change: TherapistChange): Promise<Therapist> {
    return this.#access.run(caller, async (transaction) => {
      const stored = await lockedTherapist(transaction, therapistId)
      if (stored === undefined) throw notFound('therapist')
      const { version, reason, display_name = stored.display_name, site_id = stored.site_id } = change
      const wanted = { therapist_id: therapistId, version, display_name, site_id }
      refuseOtherVersion(stored, wanted)
      await refuseUnknownSite(transaction, site_id)
      await updateTherapist(transaction, wanted, reason)
      transaction.record({ action: 'record.amend', target: `therapist:${therapistId}`, detail: { reason } })
      return { ...wanted, version: version + 1 }
    })
  }
}

function refuseConfusable(id: string, path: string): void {
  if (!isConfusableId(id)) return
  throw invalidBody([
    { path, message: 'It has an invisible character or letters that look like those of another alphabet.' },
  ])
}

function idInUse(what: 'site' | 'therapist'): ProblemError {
  return new ProblemError(
    409,
    `${what}_exists`,
    'The id is in use',
    `There is a ${what} with this id. Choose another id, or change that ${what}.`,
  )
}

/** @throws ProblemError naming what is stored now where it is not what was asked for */
function refuseOtherVersion<Row extends Site | Therapist>(stored: Row, wanted: Row): void {
  if (stored.version === wanted.version) return
  const asked = new Map(Object.entries(wanted))
  const different = Object.entries(stored).filter(
    ([name, value]) => name !== 'version' && asked.get(name) !== value,
  )
  throw conflictingChange(
    different.map(([path, value]) => ({ path, message: `It is now: ${value ?? 'none'}.` })),
  )
}
