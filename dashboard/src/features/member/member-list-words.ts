import type { MeasureContract } from '../../../../api/src/contracts/measures.js'
import type { EpisodeList } from '../../../../api/src/contracts/members.js'
import { countOf, EN_DASH, formatNumber } from '../../format/number.js'
import {
  isImprovementEvent,
  OUTCOME_CLASS_LABELS,
  RATE_FAMILY_LABELS,
  TIMED_EVENT_WORDS,
} from '../../format/outcome-words.js'
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
    ...sessionsPart(query),
    ...timedPart(query),
    ...presencePart(query),
    ...(therapist === undefined
      ? []
      : [{ words: `Groups led by ${therapist}`, keys: ['therapist'] as const }]),
    ...(query.period === 'joining_date'
      ? [{ words: 'Dates act on the day of joining', keys: ['period'] as const }]
      : []),
  ]
}

/** "5–6 sessions attended", or one end of it. */
function sessionsPart({ attended_from: from, attended_to: to }: MemberListQuery): NumberPart[] {
  const keys = ['attended_from', 'attended_to'] as const
  if (from === undefined && to === undefined) return []
  if (from === undefined) return [{ words: `At most ${countOf(to ?? 0, 'session')} attended`, keys }]
  if (to === undefined) return [{ words: `At least ${countOf(from, 'session')} attended`, keys }]
  const range = from === to ? formatNumber(from) : `${formatNumber(from)}${EN_DASH}${formatNumber(to)}`
  return [{ words: `${range} ${to === 1 ? 'session' : 'sessions'} attended`, keys }]
}

/** "Had a first reliable improvement by week 4", "At risk of a dropout by attendance at session 8". */
function timedPart({ timed, timed_state, timed_at }: MemberListQuery): NumberPart[] {
  if (timed === undefined) return []
  const event = TIMED_EVENT_WORDS[timed]
  const moment = timed_at === undefined ? null : momentWords(timed, timed_at)
  const by = moment === null ? '' : ` by ${moment}`
  const words = {
    event: `Had ${event}${by}`,
    competing: `${isImprovementEvent(timed) ? 'Dropped out' : 'Left for another reason'} before ${event}${by}`,
    at_risk: moment === null ? `In the curve of ${event}` : `At risk of ${event} at ${moment}`,
  }
  return [{ words: words[timed_state ?? 'at_risk'], keys: ['timed', 'timed_state', 'timed_at'] }]
}

function momentWords(timed: NonNullable<MemberListQuery['timed']>, at: number): string {
  if (!isImprovementEvent(timed)) return `session ${formatNumber(at)}`
  return at % DAYS_PER_WEEK === 0
    ? `week ${formatNumber(at / DAYS_PER_WEEK)}`
    : `day ${formatNumber(at)} since the first score`
}

const DAYS_PER_WEEK = 7
const PRESENCE_WORDS = { recorded: 'attendance recorded', attended: 'came', missed: 'missed' } as const

/** "Session 5 of the group: came"; the day of the session goes with it. */
function presencePart({ session_number, presence, period }: MemberListQuery): NumberPart[] {
  if (session_number === undefined) return []
  const words = `Session ${formatNumber(session_number)} of the group: ${PRESENCE_WORDS[presence ?? 'recorded']}`
  const own = ['session_number', 'presence'] as const
  return [{ words, keys: period === 'session_date' ? [...own, 'period'] : own }]
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
