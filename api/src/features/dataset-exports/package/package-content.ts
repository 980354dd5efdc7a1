/** What a package says, before it is written: the rows under pseudonyms, and what describes them. */

import { createHmac } from 'node:crypto'
import type { Day } from '../../../core/calendar-day.js'
import type { ReleasedColumn, ReleasedDataset } from '../../../core/dataset/default-profile.js'

/** What is known of a package beside its rows. Nothing that a user typed is in it: no text could carry a name out. */
export interface PackageFacts {
  /** The data set's number in the library. */
  readonly number: number
  readonly createdOn: Day
  readonly codeVersion: string
  readonly calculationVersion: number
  /** The role of who asked for it. */
  readonly askedBy: string
  /** Members of substance-use groups are in it; a director gave a reason. */
  readonly withSubstanceUse: boolean
}

export interface PackageContent {
  readonly facts: PackageFacts
  readonly dataset: ReleasedDataset
  readonly rows: PackageRows
}

/** Rows in the order of their pseudonyms. */
export interface PackageRows {
  readonly pseudonyms: readonly string[]
  /** One entry a row of the package: which row of the data set. */
  readonly order: Uint32Array
}

export const PSEUDONYM = 'pseudonym'
const PSEUDONYM_BYTES = 12

/**
 * Gives every row a pseudonym, HMAC-SHA-256 of the person under a key made for this package, and sorts the rows by it:
 * without the key the order is as good as drawn, so nothing remains of the order in which people came.
 *
 * @param key  32 bytes; whoever forgets it has cut the way back
 */
export function pseudonymise(persons: readonly number[], key: Uint8Array): PackageRows {
  const named = persons.map((person, row) => ({
    row,
    pseudonym: `p${createHmac('sha256', key)
      .update(`person:${person}`)
      .digest('hex')
      .slice(0, 2 * PSEUDONYM_BYTES)}`,
  }))
  named.sort((one, other) => (one.pseudonym < other.pseudonym ? -1 : 1))
  return {
    pseudonyms: named.map(({ pseudonym }) => pseudonym),
    order: Uint32Array.from(named, ({ row }) => row),
  }
}

/** Every column of the files in order: each code beside its label. */
export function fileColumns({ columns }: ReleasedDataset): string[] {
  return [PSEUDONYM, ...columns.flatMap(({ name }) => [name, labelColumn(name)])]
}

export function labelColumn(name: string): string {
  return `${name}_label`
}

/** Persons by arm and change: the table that the scripts of the package work out again. */
export interface MainTableRow {
  readonly arm: string
  readonly change: string
  readonly n: number
  /** Of the arm, to one decimal. */
  readonly percent: string
}

export function mainTable({ columns }: ReleasedDataset): MainTableRow[] {
  const change = columns.find(({ kind }) => kind === 'sensitive')
  const arm = columns.find(({ name }) => name === 'arm')
  if (change === undefined) return []
  const arms = arm?.values ?? [{ code: 'all', label: 'All' }]
  return arms.flatMap(({ label: armLabel }, armCode) => {
    const counts = change.values.map(() => 0)
    for (const [row, code] of change.codes.entries()) {
      if (arm === undefined || arm.codes[row] === armCode) counts[code] = (counts[code] ?? 0) + 1
    }
    const all = counts.reduce((sum, count) => sum + count, 0)
    if (all === 0) return []
    return change.values.map(({ label }, code) => {
      const n = counts[code] ?? 0
      return { arm: armLabel, change: label, n, percent: percentOf(n, all) }
    })
  })
}

/** One decimal, half up, from whole numbers: the same in every language that reads the package. */
function percentOf(n: number, all: number): string {
  const tenths = Math.floor((n * 2000 + all) / (2 * all))
  return `${Math.floor(tenths / 10)}.${tenths % 10}`
}

export function armColumn({ columns }: ReleasedDataset): ReleasedColumn | undefined {
  return columns.find(({ name }) => name === 'arm')
}
