import { Injectable } from '@nestjs/common'
import type { Cover, CoverList, NewCover } from '../../contracts/caseload.js'
import { type AccessContext, DatabaseAccess, type Transaction } from '../../database/access.js'
import { invalidBody, notFound } from '../../platform/problem.js'
import { refuseUnknownSite, therapistNamed } from '../groups/known-places.service.js'
import { readSettings } from '../settings/settings-reader.service.js'
import { queryCovers, type StoredCover } from './caseload.query.js'
import { endCover, insertCover } from './covers.repository.js'

/**
 * Substitutes of therapists who are away. Row-level security asks for the days at each request, so that access begins
 * and ends by date alone.
 */
@Injectable()
export class CoversService {
  readonly #access: DatabaseAccess

  constructor(access: DatabaseAccess) {
    this.#access = access
  }

  list(caller: AccessContext): Promise<CoverList> {
    return this.#access.run(
      caller,
      async (transaction) => {
        const { time_zone } = await readSettings(transaction)
        return { covers: (await queryCovers(transaction, time_zone)).map(coverOnTheWire) }
      },
      { readOnly: true },
    )
  }

  add(caller: AccessContext, given: NewCover): Promise<Cover> {
    return this.#access.run(caller, async (transaction) => {
      await therapistNamed(transaction, given.covered_therapist_id, 'covered_therapist_id')
      await therapistNamed(transaction, given.substitute_therapist_id, 'substitute_therapist_id')
      if (caller.role === 'director' && given.site_id === null)
        throw invalidBody([{ path: 'site_id', message: 'Name one of your sites.' }])
      await refuseUnknownSite(transaction, given.site_id)
      const coverId = await insertCover(transaction, given, `${caller.actor.kind}:${caller.actor.id}`)
      transaction.record({
        action: 'caseload.change',
        target: `cover:${coverId}`,
        detail: {
          change: 'cover',
          covered: given.covered_therapist_id,
          substitute: given.substitute_therapist_id,
          site: given.site_id ?? 'all',
          from: given.from,
          to: given.to,
          reason: given.reason,
        },
      })
      return coverOf(transaction, coverId)
    })
  }

  /** Ends it at once, before its last day or before its first. @throws ProblemError when there is none in reach */
  end(caller: AccessContext, coverId: number): Promise<Cover> {
    return this.#access.run(caller, async (transaction) => {
      if (await endCover(transaction, coverId)) {
        transaction.record({
          action: 'caseload.change',
          target: `cover:${coverId}`,
          detail: { change: 'cover_ended' },
        })
      }
      return coverOf(transaction, coverId)
    })
  }
}

async function coverOf(transaction: Transaction, coverId: number): Promise<Cover> {
  const { time_zone } = await readSettings(transaction)
  const [cover] = await queryCovers(transaction, time_zone, coverId)
  if (cover === undefined) throw notFound('cover')
  return coverOnTheWire(cover)
}

function coverOnTheWire(cover: StoredCover): Cover {
  return {
    ...cover,
    created_at: cover.created_at.toISOString(),
    ended_at: cover.ended_at?.toISOString() ?? null,
  }
}
