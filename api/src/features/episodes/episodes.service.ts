import { Injectable } from '@nestjs/common'
import type { EpisodeList, EpisodeQuery } from '../../contracts/members.js'
import { attendanceRate } from '../../core/programme/attendance-rates.js'
import { completeness } from '../../core/programme/form-completeness.js'
import { type AccessContext, DatabaseAccess } from '../../database/access.js'
import { Clock } from '../../platform/clock.js'
import { askedMeasure } from '../outcomes/asked-measure.js'
import { proportionOnTheWire } from '../outcomes/estimates-on-the-wire.js'
import { readReliablePoints } from '../outcomes/reliable-points.service.js'
import { requireTherapistFigures } from '../settings/therapist-figures.service.js'
import { type EpisodeListPart, queryEpisodeTotals } from './episode-rows.query.js'
import { readEpisodeRows } from './episode-rows.service.js'

@Injectable()
export class EpisodesService {
  readonly #access: DatabaseAccess
  readonly #clock: Clock

  constructor(access: DatabaseAccess, clock: Clock) {
    this.#access = access
    this.#clock = clock
  }

  list(caller: AccessContext, query: EpisodeQuery): Promise<EpisodeList> {
    const { search, class: outcomeClass, family, band_from, band_to, week, open, ...rest } = query
    const { page, page_size, sort, order, rules, period, attended, therapist, ...filters } = rest
    const measure = askedMeasure(filters)
    const request = { filters, now: this.#clock.now() }
    const asked: EpisodeListPart = {
      search,
      outcomeClass,
      family,
      course: { bandFrom: band_from, bandTo: band_to, week },
      isOpen: open === undefined ? undefined : open === 'yes',
      periodOf: period,
      attended,
      therapist,
    }
    return this.#access.run(
      caller,
      async (transaction) => {
        if (therapist !== undefined) await requireTherapistFigures(transaction, caller)
        const part = { ...asked, points: await readReliablePoints(transaction, rules) }
        const totals = await queryEpisodeTotals(transaction, request, measure, part)
        const { total, sessions_eligible, sessions_attended, forms_valid } = totals
        return {
          episodes: await readEpisodeRows(transaction, request, measure, {
            ...part,
            sort,
            order,
            limit: page_size,
            offset: (page - 1) * page_size,
          }),
          total,
          attendance: proportionOnTheWire(
            attendanceRate({ eligible: sessions_eligible, attended: sessions_attended }),
          ),
          completeness: proportionOnTheWire(
            completeness({ expected: sessions_attended, valid: forms_valid }),
          ),
          page,
          page_size,
        }
      },
      { readOnly: true },
    )
  }
}
