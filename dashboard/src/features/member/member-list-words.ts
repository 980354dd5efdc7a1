import type { MeasureContract } from '../../../../api/src/contracts/measures.js'
import type { EpisodeList } from '../../../../api/src/contracts/members.js'
import { countOf, EN_DASH, formatNumber } from '../../format/number.js'
import { OUTCOME_CLASS_LABELS, RATE_FAMILY_LABELS } from '../../format/outcome-words.js'
import { formatFraction } from '../../format/percent.js'
import type { MemberListQuery } from './member-list-query.js'

/** The page's title: what is listed and how many. */
export function memberListTitle(list: EpisodeList | undefined, query: MemberListQuery): string {
  if (list === undefined) return 'Members'
  const what = countOf(list.total, 'episode of a member', 'episodes of members')
  if (query.class !== undefined && query.class !== 'all') {
    return `${OUTCOME_CLASS_LABELS[query.class]}: ${countOf(list.total, 'episode')}`
  }
  return what
}

/** What the words need of the measure of the list. */
type MeasureWords = Pick<MeasureContract, 'short_name' | 'bands'>

/** Says which number of the programme page these rows stand behind; null for a plain list. */
export function numberBehind(query: MemberListQuery, measure: MeasureWords): string | null {
  if (query.class === undefined) return null
  const label = [OUTCOME_CLASS_LABELS[query.class].toLowerCase(), ...courseWords(query, measure.bands)].join(
    ', ',
  )
  return `These are the rows behind one number of the programme page: ${label}, ${countedHow(query, measure)}`
}

function countedHow(query: MemberListQuery, { short_name }: MeasureWords): string {
  const family = query.family ?? 'national'
  switch (family) {
    case 'measure':
      return `counted on ${short_name} alone.`
    case 'attendance':
      return `counted by attendance, whatever the scores; the columns show ${short_name}.`
    case 'flow':
      return `counted from joining to the last score; the columns show ${short_name}.`
    case 'national':
    case 'paired':
      // A member can recover on one measure while the other has not moved: say why the pills below may differ.
      return (
        `counted by “${RATE_FAMILY_LABELS[family].toLowerCase()}”. ` +
        `Both measures count; the columns show ${short_name} alone.`
      )
  }
}

/** "from severe", "to mild", "with a score in week 4". */
function courseWords(query: MemberListQuery, bands: MeasureWords['bands']): string[] {
  const bandName = (code: string): string =>
    bands.find((band) => band.code === code)?.label.toLowerCase() ?? code
  return [
    ...(query.band_from === undefined ? [] : [`${bandName(query.band_from)} at the start`]),
    ...(query.band_to === undefined ? [] : [`${bandName(query.band_to)} at the end`]),
    ...(query.week === undefined ? [] : [`in week ${formatNumber(query.week)} since the first`]),
  ]
}

/** What all matching episodes add up to, whatever page is shown; null for an empty list. */
export function totalsWords(list: EpisodeList, measureName: string): string | null {
  if (list.total === 0) return null
  const { attendance, completeness } = list
  return (
    `all ${formatNumber(list.total)}: ${formatFraction(attendance)} sessions attended, ` +
    `${formatFraction(completeness)} of these with a scored ${measureName} form`
  )
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
