import type { MeasureContract } from '../../../../api/src/contracts/measures.js'
import type { Caseload } from '../../../../api/src/contracts/signals.js'
import { dayIn, formatDay, formatShortDay } from '../../format/day.js'
import { directionWords, measureName } from '../../format/measure-words.js'
import { countOf, formatNumber, LOCALE } from '../../format/number.js'
import type { Tile } from './today-view.js'

const NUMBER_WORDS = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten']
const listFormat = new Intl.ListFormat(LOCALE, { type: 'conjunction' })

export const TILE_LABELS: Readonly<Record<Tile, string>> = {
  not_on_track: 'Not on track',
  item_9: 'Item 9 above zero',
  form_missing: 'Form missing',
  absent_twice: 'Absent twice in a row',
}

/** The finding: "Three of your 21 members are not on track". An answer to item 9 that waits is never left out. */
export function todayTitle({ not_on_track: { n, of }, item_9_new: waiting }: Caseload['tiles']): string {
  if (of === 0)
    return waiting === 0 ? 'None of your members is in care today' : sentenceOf(waitingWords(waiting))
  if (n > 0) return `${numberWord(n)} of your ${membersOf(of)} ${n === 1 ? 'is' : 'are'} not on track`
  const finding = of === 1 ? 'Your one member is not off track' : `None of your ${membersOf(of)} is off track`
  return waiting === 0 ? finding : `${finding}, but ${waitingWords(waiting)}`
}

/** "Tuesday 1 December · last import 08:12, 2 rows need a fix": when this was true, and on which records. */
export function todaySubline(
  { as_of: asOf, last_import: last }: Pick<Caseload, 'as_of' | 'last_import'>,
  timeZone: string,
): string {
  const day = new Intl.DateTimeFormat(LOCALE, { weekday: 'long', day: 'numeric', month: 'long', timeZone })
  return `${day.format(new Date(asOf)).replace(',', '')} · ${importWords(asOf, last, timeZone)}`
}

function importWords(asOf: string, last: Caseload['last_import'], timeZone: string): string {
  if (last === null) return 'no import has brought records of your groups'
  const at = new Date(last.at)
  const time = new Intl.DateTimeFormat(LOCALE, { timeStyle: 'short', timeZone }).format(at)
  const day = dayIn(timeZone, at)
  const when = day === dayIn(timeZone, new Date(asOf)) ? time : `${formatShortDay(day)}, ${time}`
  const { rejected } = last
  const rows =
    rejected === 0
      ? 'all rows stored'
      : `${countOf(rejected, 'row')} ${rejected === 1 ? 'needs' : 'need'} a fix`
  return `last import ${when}, ${rows}`
}

/** What stands under the number of a tile. */
export function tileDetail(tile: Tile, { tiles, members, on_track }: Caseload): string {
  switch (tile) {
    case 'not_on_track': {
      const watched = [...members, ...on_track].filter(
        ({ is_open, status }) => is_open && status === 'watch',
      ).length
      return watched === 0 ? 'nobody else to watch' : `${formatNumber(watched)} more to watch`
    }
    case 'item_9':
      return tiles.item_9_new === 0 ? 'none waits for a person' : 'not yet acknowledged'
    case 'form_missing':
      return tiles.form_missing === 0 ? 'none of the last session' : 'came, but no form'
    case 'absent_twice':
      return tiles.absent_twice === 0 ? 'nobody' : lastSeenWords(members, on_track)
  }
}

function lastSeenWords(...lists: readonly Caseload['members'][]): string {
  const days = lists
    .flat()
    .flatMap(({ signals }) =>
      signals.flatMap(({ evidence }) =>
        evidence.kind === 'absent_2' && evidence.inputs.last_attended_on !== null
          ? [evidence.inputs.last_attended_on]
          : [],
      ),
    )
  if (days.length === 0 || days.length > 2) return 'missed the last two sessions or more'
  return `last seen ${listFormat.format([...new Set(days)].sort().map(formatShortDay))}`
}

/** What the shading is, what it rests on, or why there is none. One sentence each. */
export function rangeWords(
  { is_on, message, fitted_episodes: episodes, fitted_at: at }: Caseload['expected_response'][number],
  measure: Pick<MeasureContract, 'direction'>,
  timeZone: string,
): string[] {
  const direction = `${directionWords(measure.direction).replace(/^./, (letter) => letter.toUpperCase())}.`
  if (!is_on || episodes === null || at === null)
    return [`No expected range is drawn: ${message ?? 'it is off.'}`, direction]
  return [
    `Shaded: where 9 in 10 scores of members who began alike lie, from ${countOf(episodes, 'ended episode')} of this deployment, fitted ${formatDay(dayIn(timeZone, new Date(at)))}.`,
    direction,
  ]
}

/** Why the list is empty, in words that say what would fill it. */
export function emptyWords(show: Tile | null, of: number): string {
  switch (show) {
    case null:
      return of === 1 ? 'Your one member is on track.' : `All of your ${membersOf(of)} are on track.`
    case 'not_on_track':
      return 'Nobody is off track.'
    case 'item_9':
      return 'No answer to item 9 waits for a person.'
    case 'form_missing':
      return 'Everybody who came to the last session has a form of it.'
    case 'absent_twice':
      return 'Nobody has missed the last two sessions.'
  }
}

/** "PHQ-9 17, 16, 12, expected up to 14 now". */
export function courseWords(
  measure: string,
  scores: Caseload['members'][number]['measures'][number]['scores'],
): string {
  const totals = scores.map(({ total }) => formatNumber(total)).join(', ')
  const limit = scores.at(-1)?.expected_range?.limit_90
  const expected = limit === undefined ? '' : `; the expected range ends at ${formatNumber(limit, 1)}`
  return `${measureName(measure)} ${totals}${expected}`
}

function waitingWords(count: number): string {
  return count === 1 ? 'an answer to item 9 waits' : `answers to item 9 of ${countOf(count, 'member')} wait`
}

function sentenceOf(words: string): string {
  return words.replace(/^./, (letter) => letter.toUpperCase())
}

function numberWord(count: number): string {
  return NUMBER_WORDS[count] ?? formatNumber(count)
}

function membersOf(count: number): string {
  return countOf(count, 'member')
}
