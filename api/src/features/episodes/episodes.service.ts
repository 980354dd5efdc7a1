import { Injectable } from '@nestjs/common'
import type { EpisodeList, EpisodeQuery } from '../../contracts/members.js'
import { type AccessContext, DatabaseAccess } from '../../database/access.js'
import { Clock } from '../../platform/clock.js'
import { askedMeasure } from '../outcomes/asked-measure.js'
import { countEpisodeRows, type EpisodeListPart } from './episode-rows.query.js'
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
    const { search, class: outcomeClass, family, open, page, page_size, sort, order, ...filters } = query
    const measure = askedMeasure(filters)
    const request = { filters, now: this.#clock.now() }
    const part: EpisodeListPart = {
      search,
      outcomeClass,
      family,
      isOpen: open === undefined ? undefined : open === 'yes',
    }
    return this.#access.run(
      caller,
      async (transaction) => ({
        episodes: await readEpisodeRows(transaction, request, measure, {
          ...part,
          sort,
          order,
          limit: page_size,
          offset: (page - 1) * page_size,
        }),
        total: await countEpisodeRows(transaction, request, measure.code, part),
        page,
        page_size,
      }),
      { readOnly: true },
    )
  }
}
