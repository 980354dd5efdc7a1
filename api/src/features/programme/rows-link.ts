/** Where the rows behind a number are listed: the filters of the read, with what tells this number apart. */

import type { Filters } from '../../contracts/filters.js'
import type { EpisodeQuery } from '../../contracts/members.js'
import type { RowsLink } from '../../contracts/programme-query.js'

type EpisodeParameters = Partial<Omit<EpisodeQuery, 'page' | 'page_size' | 'sort' | 'order'>>

/** @param parameters  of GET /episodes, on top of the filters and in place of what they say; default rules are left out */
export function episodeRows(filters: Filters, parameters: EpisodeParameters): RowsLink {
  return { path: '/episodes', query: textQuery({ ...filters, ...parameters }) }
}

export function textQuery(parameters: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parameters)
      .filter(([name, value]) => value !== undefined && !(name === 'rules' && value === 'standard'))
      .map(([name, value]) => [name, String(value)]),
  )
}
