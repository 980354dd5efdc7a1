import type { MeasureContract } from '../../../../api/src/contracts/measures.js'
import type { EpisodeList } from '../../../../api/src/contracts/members.js'
import { countOf, EN_DASH, formatNumber } from '../../format/number.js'
import { OUTCOME_CLASS_LABELS, RATE_FAMILY_LABELS } from '../../format/outcome-words.js'
import { formatFraction } from '../../format/percent.js'
import type { MemberListQuery, NumberKey } from './member-list-query.js'

/** The page's title: what is listed and how many. */
export function memberListTitle(list: EpisodeList | undefined, query: MemberListQuery): string {
  if (list === undefined) return 'Members'
  const what = countOf(list.total, 'episode of a member', 'episodes of members')
  if (query.class !== undefined && query.class !== 'all') {
    return `${OUTCOME_CLASS_LABELS[query.class]}: ${countOf(list.total, 'episode')}`
  }
  return what
}

/** What makes the list the rows behind one number, each part in words with the way to take it off. */
export interface NumberPart {
  readonly words: string
  readonly keys: readonly NumberKey[]
}

/** The parts of the number that these rows stand behind, in the order of a sentence; none for a plain list. */
export function numberParts(query: MemberListQuery, { bands }: Pick<MeasureContract, 'bands'>): NumberPart[] {
  const { band_from, band_to, week, attended, therapist } = query
  const bandName = (code: string): string =>
    bands.find((band) => band.code === code)?.label.toLowerCase() ?? code
  return [
    ...(query.class === undefined
      ? []
      : [{ words: OUTCOME_CLASS_LABELS[query.class], keys: ['class', 'family'] as const }]),
    ...(band_from === undefined
      ? []
      : [{ words: `Started ${bandName(band_from)}`, keys: ['band_from'] as const }]),
    ...(band_to === undefined ? [] : [{ words: `Ended ${bandName(band_to)}`, keys: ['band_to'] as const }]),
    ...(week === undefined
      ? []
      : [{ words: `In week ${formatNumber(week)} since the first score`, keys: ['week'] as const }]),
    ...(attended === undefined
      ? []
      : [
          {
            words: attended === 0 ? 'No session attended' : `${countOf(attended, 'session')} attended`,
            keys: ['attended'] as const,
          },
        ]),
    ...(therapist === undefined
      ? []
      : [{ words: `Groups led by ${therapist}`, keys: ['therapist'] as const }]),
    ...(query.period === 'joining_date'
      ? [{ words: 'Dates act on the day of joining', keys: ['period'] as const }]
      : []),
  ]
}

/** How the rows were counted, and why the columns may seem to say otherwise; null without a class. */
export function countedHow(
  query: MemberListQuery,
  { short_name }: Pick<MeasureContract, 'short_name'>,
): string | null {
  if (query.class === undefined) return null
  const family = query.family ?? 'national'
  switch (family) {
    case 'measure':
      return `Counted on ${short_name} alone.`
    case 'attendance':
      return `Counted by attendance, whatever the scores; the columns show ${short_name}.`
    case 'flow':
      return `Counted from joining to the last score; the columns show ${short_name}.`
    case 'national':
    case 'paired':
      // A member can recover on one measure while the other has not moved: say why the pills below may differ.
      return (
        `Counted by “${RATE_FAMILY_LABELS[family].toLowerCase()}”: ` +
        `both measures count, the columns show ${short_name} alone.`
      )
  }
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
