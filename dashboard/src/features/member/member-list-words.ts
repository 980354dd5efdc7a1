import type { EpisodeList } from '../../../../api/src/contracts/members.js'
import { countOf, EN_DASH, formatNumber } from '../../format/number.js'
import { OUTCOME_CLASS_LABELS, RATE_FAMILY_LABELS } from '../../format/outcome-words.js'
import type { MemberListQuery } from './member-list-query.js'

/** The page's title: what is listed and how many. */
export function memberListTitle(list: EpisodeList | undefined, query: MemberListQuery): string {
  if (list === undefined) return 'Members'
  const what = countOf(list.total, 'episode of a member', 'episodes of members')
  if (query.class !== undefined && query.class !== 'all') {
    return `${OUTCOME_CLASS_LABELS[query.class]}: ${countOf(list.total, 'episode')}`
  }
  if (query.search !== undefined) return `${what} with an id like “${query.search}”`
  return what
}

/** Says which number of the programme page these rows stand behind; null for a plain list. */
export function numberBehind(query: MemberListQuery, measureName: string): string | null {
  if (query.class === undefined) return null
  const label = OUTCOME_CLASS_LABELS[query.class].toLowerCase()
  const family = query.family ?? 'national'
  const how =
    family === 'measure' ? `on ${measureName} alone` : `by “${RATE_FAMILY_LABELS[family].toLowerCase()}”`
  // A member can recover on one measure while the other has not moved: say why the pills below may differ.
  const columns = family === 'measure' ? '' : ` Both measures count; the columns show ${measureName} alone.`
  return `These are the rows behind one number of the programme page: ${label}, counted ${how}.${columns}`
}

/** "1 – 50 of 412". */
export function pageWords(list: EpisodeList): string {
  if (list.total === 0) return 'none'
  const first = (list.page - 1) * list.page_size + 1
  const last = first + list.episodes.length - 1
  return `${formatNumber(first)} ${EN_DASH} ${formatNumber(last)} of ${formatNumber(list.total)}`
}

export function pageCount(list: EpisodeList): number {
  return Math.max(1, Math.ceil(list.total / list.page_size))
}
