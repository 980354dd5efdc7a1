/**
 * Counts of the whole deployment for researchers: how members changed, by one variable at a time.
 *
 * Every table counts the same persons and has the same columns, whose totals are shown in all of them. What is known of a
 * table beside them is the table itself, so that each can be judged alone and any number of them put together. There is
 * no filter, and no table of two variables: both would add sums that several tables share.
 */

import { type HiddenCells, hiddenCells } from '../disclosure/hidden-cells.js'
import { publishedCount } from '../disclosure/published-counts.js'
import type { MeasureDefinition } from '../measures/measure-definition.js'
import { isSmall, LARGEST_SMALL_NUMBER } from '../programme/small-numbers.js'
import { reachedBy } from './chosen-variables.js'
import type { DatasetEpisode } from './cohort.js'
import { LEAST_PERSONS_IN_K, USUAL_K } from './export-limits.js'
import { QUASI_NAMES, type QuasiName } from './variable.js'
import { CHANGE_LABELS, quasiVariable } from './variables.js'

type Change = keyof typeof CHANGE_LABELS

/** A count as it may be told: rounded, or null, kept back. */
export type ToldCount = number | null

export interface AggregateRow {
  readonly code: string
  readonly label: string
  readonly persons: ToldCount
  /** One entry a column. */
  readonly counts: readonly ToldCount[]
  /** Of the persons of the row, from the rounded counts; null where one of both is kept back. */
  readonly shares: readonly (number | null)[]
  /** Points from first to last score, positive is improvement; null where it would tell of fewer than 11 persons. */
  readonly meanChange: number | null
}

export interface AggregateTable {
  readonly name: QuasiName
  readonly label: string
  /** Null where the table is kept back as a whole. */
  readonly rows: readonly AggregateRow[] | null
}

export interface AggregateTables {
  readonly columns: readonly { readonly code: string; readonly label: string }[]
  /** Of everybody. */
  readonly total: AggregateRow
  readonly tables: readonly AggregateTable[]
}

/** Finest levels would be kept back almost whole. */
const LEVELS: Partial<Readonly<Record<QuasiName, number>>> = { age_band: 1, sessions_attended: 1 }
export const LEAST_PERSONS = LEAST_PERSONS_IN_K * USUAL_K

/**
 * @param episodes  one a person
 * @returns         null with fewer than 55 persons, or where fewer than two kinds of change can be told apart
 */
export function aggregateTables(
  episodes: readonly DatasetEpisode[],
  measure: MeasureDefinition,
): AggregateTables | null {
  if (episodes.length < LEAST_PERSONS) return null
  const columns = columnsOf(episodes)
  if (columns.length < 2) return null
  const years = episodes.map(({ joinedInYear }) => joinedInYear)
  const facts = {
    measure,
    firstYear: Math.min(...years),
    lastYear: Math.max(...years),
    topSessions: reachedBy(
      episodes.map(({ sessionsAttended }) => sessionsAttended),
      USUAL_K,
    ),
  }
  const counted = (own: readonly DatasetEpisode[]) => columns.map(({ changes }) => countIn(own, changes))
  return {
    columns: columns.map(({ code, label }) => ({ code, label })),
    total: rowOf({ code: 'all', label: 'Everybody' }, episodes, counted(episodes), null, true),
    tables: QUASI_NAMES.map((name) => {
      const variable = quasiVariable(name, facts)
      const level = LEVELS[name] ?? 0
      const coarser = new Map(variable.hierarchy.map((row) => [row[0] ?? '', row[level] ?? '']))
      const codeOf = (episode: DatasetEpisode) => coarser.get(variable.codeOf(episode))
      // A value that nobody has is no row: an empty one would say the same.
      const present = new Set(episodes.map(codeOf))
      const codes = [...new Set(coarser.values())].filter((code) => present.has(code))
      const parts = codes.map((code) => episodes.filter((episode) => codeOf(episode) === code))
      const counts = parts.map(counted)
      const hidden = hiddenCells(counts)
      return {
        name,
        label: variable.label,
        rows: hidden && rowsOf(codes, variable.labelOf, parts, counts, hidden),
      }
    }),
  }
}

interface Column {
  readonly code: string
  readonly label: string
  readonly changes: readonly Change[]
}

/** Kinds of change, small ones joined with no reliable change, so that each total may be shown. */
function columnsOf(episodes: readonly DatasetEpisode[]): Column[] {
  const all: readonly Change[] = [
    'reliably_improved',
    'no_reliable_change',
    'reliably_deteriorated',
    'not_assessable',
  ]
  const kept = all.filter((change) => change !== 'no_reliable_change' && countIn(episodes, [change]) > 0)
  const apart = kept.filter((change) => !isSmall(countIn(episodes, [change])))
  const joined: Change[] = all.filter((change) => !apart.includes(change))
  // Joined, they may still be few: then the smallest other one goes with them.
  while (isSmall(countIn(episodes, joined)) && apart.length > 0) {
    const smallest = [...apart].sort((one, other) => countIn(episodes, [one]) - countIn(episodes, [other]))[0]
    if (smallest === undefined) break
    apart.splice(apart.indexOf(smallest), 1)
    joined.push(smallest)
  }
  const ofJoined = all.filter((change) => joined.includes(change) && countIn(episodes, [change]) > 0)
  return all.flatMap((change): Column[] => {
    if (apart.includes(change)) return [{ code: change, label: CHANGE_LABELS[change], changes: [change] }]
    if (change !== ofJoined[0]) return []
    return [
      {
        code: ofJoined.join('_or_'),
        label: ofJoined.map((each) => CHANGE_LABELS[each]).join(', or '),
        changes: ofJoined,
      },
    ]
  })
}

function countIn(episodes: readonly DatasetEpisode[], changes: readonly Change[]): number {
  return episodes.reduce((n, { change }) => (changes.includes(change ?? 'not_assessable') ? n + 1 : n), 0)
}

function rowsOf(
  codes: readonly string[],
  labelOf: ReadonlyMap<string, string>,
  parts: readonly (readonly DatasetEpisode[])[],
  counts: readonly (readonly number[])[],
  hidden: HiddenCells,
): AggregateRow[] {
  const means = meansToTell(parts, hidden)
  return codes.map((code, place) =>
    rowOf(
      { code, label: labelOf.get(code) ?? code },
      parts[place] ?? [],
      counts[place] ?? [],
      { cells: hidden.cells[place] ?? [], isTotalHidden: hidden.rowTotals[place] === true },
      means[place] === true,
    ),
  )
}

/** Means of everybody and of the rows shown tell of the others together: these are 11 persons at least, or nobody. */
function meansToTell(parts: readonly (readonly DatasetEpisode[])[], hidden: HiddenCells): boolean[] {
  const sizes = parts.map((own) => assessed(own).length)
  const isTold = sizes.map((size, place) => size > LARGEST_SMALL_NUMBER && hidden.rowTotals[place] !== true)
  for (;;) {
    const kept = sizes.reduce((sum, size, place) => (isTold[place] === true ? sum : sum + size), 0)
    if (!isSmall(kept)) return isTold
    const smallest = sizes
      .map((size, place) => ({ size, place }))
      .filter(({ place }) => isTold[place] === true)
      .sort((one, other) => one.size - other.size)[0]
    if (smallest === undefined) return isTold
    isTold[smallest.place] = false
  }
}

function assessed(episodes: readonly DatasetEpisode[]): number[] {
  return episodes.flatMap(({ changeInPoints }) => changeInPoints ?? [])
}

function rowOf(
  value: { readonly code: string; readonly label: string },
  own: readonly DatasetEpisode[],
  counts: readonly number[],
  hidden: { readonly cells: readonly boolean[]; readonly isTotalHidden: boolean } | null,
  isMeanTold: boolean,
): AggregateRow {
  const persons = hidden?.isTotalHidden === true ? null : publishedCount(own.length)
  const told = counts.map((count, column) => (hidden?.cells[column] === true ? null : publishedCount(count)))
  const changes = assessed(own)
  const mean = changes.reduce((sum, change) => sum + change, 0) / changes.length
  return {
    ...value,
    persons,
    counts: told,
    shares: told.map((count) =>
      count === null || persons === null || persons === 0 ? null : Math.min(1, count / persons),
    ),
    meanChange: isMeanTold && changes.length > LARGEST_SMALL_NUMBER ? Math.round(mean * 10) / 10 : null,
  }
}
