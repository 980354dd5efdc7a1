/** A table folded into its distinct rows: a lattice search looks at each once, however many persons share it. */

import type { CodedColumn } from './coded-table.js'
import type { Hierarchy } from './hierarchy.js'
import { internCombinations } from './intern.js'

/** Distinct combinations of the quasi-identifiers and the sensitive columns. */
export interface Tuples {
  readonly rows: number
  readonly hierarchies: readonly Hierarchy[]
  /** One entry a tuple: how many rows it stands for. */
  readonly counts: Uint32Array
  /** By quasi-identifier: the code of its value, one entry a tuple. */
  readonly quasi: readonly Uint32Array[]
  readonly sensitive: readonly SensitiveCodes[]
  /** One entry a row of the table: which tuple it is. */
  readonly tupleOfRow: Uint32Array
}

export interface SensitiveCodes {
  readonly column: string
  readonly codes: Uint32Array
  /** In rising order of number where every value is one; otherwise any order, and every two values are equally far. */
  readonly isOrdered: boolean
  readonly size: number
}

/** @param hierarchies  one a quasi-identifier, in the same order */
export function foldTable(
  quasi: readonly CodedColumn[],
  hierarchies: readonly Hierarchy[],
  sensitive: readonly CodedColumn[],
): Tuples {
  const ranked = sensitive.map(rankValues)
  const columns = [
    ...quasi.map(({ codes, values }) => ({ codes, size: values.length })),
    ...ranked.map(({ codes, size }) => ({ codes, size })),
  ]
  const rows = quasi[0]?.codes.length ?? 0
  const { ids: tupleOfRow, count } = internCombinations(rows, columns)
  const counts = new Uint32Array(count)
  const firstRow = new Uint32Array(count)
  for (let row = rows - 1; row >= 0; row -= 1) {
    const tuple = tupleOfRow[row] ?? 0
    counts[tuple] = (counts[tuple] ?? 0) + 1
    firstRow[tuple] = row
  }
  const atFirstRow = (codes: Uint32Array) => firstRow.map((row) => codes[row] ?? 0)
  return {
    rows,
    hierarchies,
    counts,
    quasi: quasi.map(({ codes }) => atFirstRow(codes)),
    sensitive: ranked.map((column) => ({ ...column, codes: atFirstRow(column.codes) })),
    tupleOfRow,
  }
}

/** A missing value has no place among numbers: a column with one is not ordered. */
function rankValues({ name, values, codes }: CodedColumn): SensitiveCodes {
  const numbers = values.map((value) => (value.trim() === '' ? Number.NaN : Number(value)))
  const isOrdered = numbers.every(Number.isFinite)
  if (!isOrdered) return { column: name, codes, isOrdered, size: values.length }
  const distinct = [...new Set(numbers)].sort((one, other) => one - other)
  const rankOfNumber = new Map(distinct.map((number, rank) => [number, rank]))
  const rankOfCode = numbers.map((number) => rankOfNumber.get(number) ?? 0)
  return {
    column: name,
    codes: codes.map((code) => rankOfCode[code] ?? 0),
    isOrdered,
    size: distinct.length,
  }
}
