/** What a package says, before it is written: the rows under pseudonyms, and what describes them. */

import { createHmac } from 'node:crypto'
import type { Day } from '../../../core/calendar-day.js'
import { inLongForm } from '../../../core/dataset/long-form.js'
import type { ReleasedColumn, ReleasedDataset } from '../../../core/dataset/released-dataset.js'

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
  /** Its columns as they are written. */
  readonly dataset: ReleasedDataset
  readonly rows: PackageRows
}

/** Rows in the order of their pseudonyms. */
export interface PackageRows {
  /** One entry a row of the package: which row of the data set. */
  readonly order: Uint32Array
  /** Of a row of the package. */
  readonly pseudonymAt: (place: number) => string
}

/**
 * What is written of a data set: its rows as they are, or with one row a person and phase.
 *
 * @param rows  of the persons, under their pseudonyms
 */
export function packageContent(
  facts: PackageFacts,
  dataset: ReleasedDataset,
  rows: PackageRows,
): PackageContent {
  if (dataset.profile !== 'phases_long') return { facts, dataset, rows }
  const { order, pseudonymAt } = rows
  const rowsAPerson = dataset.phases.length
  const personAt = (place: number) => Math.floor(place / rowsAPerson)
  return {
    facts,
    dataset: { ...dataset, columns: inLongForm(dataset.columns, dataset.phases) },
    rows: {
      order: Uint32Array.from(
        { length: order.length * rowsAPerson },
        (_, place) => (order[personAt(place)] ?? 0) * rowsAPerson + (place % rowsAPerson),
      ),
      pseudonymAt: (place) => pseudonymAt(personAt(place)),
    },
  }
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
  // Bytes side by side, and no text before it is written: a person costs 24 bytes.
  const hashes = Buffer.alloc(persons.length * PSEUDONYM_BYTES)
  const beginnings = new Float64Array(persons.length)
  for (const [row, person] of persons.entries()) {
    const hash = createHmac('sha256', key).update(`person:${person}`).digest()
    hash.copy(hashes, row * PSEUDONYM_BYTES, 0, PSEUDONYM_BYTES)
    beginnings[row] = hash.readUIntBE(0, 6)
  }
  const bytesOf = (row: number) => hashes.subarray(row * PSEUDONYM_BYTES, (row + 1) * PSEUDONYM_BYTES)
  const order = Uint32Array.from(persons.keys()).sort(
    (one, other) => (beginnings[one] ?? 0) - (beginnings[other] ?? 0) || bytesOf(one).compare(bytesOf(other)),
  )
  return { order, pseudonymAt: (place) => `p${bytesOf(order[place] ?? 0).toString('hex')}` }
}

/** Every column of the files in order: each code beside its label. */
export function fileColumns({ columns }: ReleasedDataset): string[] {
  return [PSEUDONYM, ...columns.flatMap(({ name }) => [name, labelColumn(name)])]
}

export function labelColumn(name: string): string {
  return `${name}_label`
}

export function armColumn({ columns }: ReleasedDataset): ReleasedColumn | undefined {
  return columns.find(({ name }) => name === 'arm')
}
