import { describe, expect, test } from '@jest/globals'
import { type AggregateTables, aggregateTables } from '../../../api/src/core/dataset/aggregate-tables.js'
import { formCohort } from '../../../api/src/core/dataset/cohort.js'
import { type CountArc, cellBounds } from '../../../api/src/core/disclosure/cell-bounds.js'
import { hiddenCells } from '../../../api/src/core/disclosure/hidden-cells.js'
import { requireMeasure } from '../../../api/src/core/measures/registry.js'
import { seededRng } from '../../../api/src/statistics/random/rng.js'
import { everybody, randomPersons } from '../../builders/random-persons.js'

const CLINICS = 120

/**
 * The unknowns that a system of linear equations fixes, by elimination on whole numbers: the question of the reader who
 * puts every published sum together. Knows nothing of the code that chose what to keep back.
 */
function fixedUnknowns(equations: readonly ReadonlyMap<string, number>[]): string[] {
  const rows = equations.map((equation) => new Map(equation))
  const solved: { pivot: string; row: Map<string, number> }[] = []
  for (const row of rows) {
    for (const { pivot, row: other } of solved)
      subtract(row, other, (row.get(pivot) ?? 0) / (other.get(pivot) ?? 1))
    const pivot = [...row].find(([, factor]) => Math.abs(factor) > 1e-9)?.[0]
    if (pivot === undefined) continue
    for (const { row: other } of solved) subtract(other, row, (other.get(pivot) ?? 0) / (row.get(pivot) ?? 1))
    solved.push({ pivot, row })
  }
  return solved
    .filter(({ row }) => [...row.values()].filter((f) => Math.abs(f) > 1e-9).length === 1)
    .map(({ pivot }) => pivot)
}

function subtract(row: Map<string, number>, other: ReadonlyMap<string, number>, times: number): void {
  if (times === 0) return
  for (const [name, factor] of other) row.set(name, (row.get(name) ?? 0) - times * factor)
}

interface Told {
  readonly name: string
  readonly rows: readonly { readonly total: number | null; readonly counts: readonly (number | null)[] }[]
}

/** Every sum of a table, its shown numbers taken as exact: more than a reader of rounded ones has. */
function equationsOf({ name, rows }: Told): Map<string, number>[] {
  const unknown = (row: number, column: number | 'total', told: number | null | undefined, factor: number) =>
    told === null ? [[`${name} ${row} ${column}`, factor] as const] : []
  const columns = rows[0]?.counts ?? []
  return [
    ...rows.map(({ total, counts }, row) => [
      ...counts.flatMap((told, column) => unknown(row, column, told, 1)),
      ...unknown(row, 'total', total, -1),
    ]),
    ...columns.map((_, column) => rows.flatMap(({ counts }, row) => unknown(row, column, counts[column], 1))),
    rows.flatMap(({ total }, row) => unknown(row, 'total', total, 1)),
  ].map((equation) => new Map(equation))
}

function toldIn({ tables }: AggregateTables): Told[] {
  return tables.flatMap(({ name, rows }) =>
    rows === null ? [] : [{ name, rows: rows.map(({ persons, counts }) => ({ total: persons, counts })) }],
  )
}

describe('released tables of random clinics', () => {
  const phq9 = requireMeasure('phq9')
  const released = Array.from({ length: CLINICS }, (_, seed) => {
    const persons = randomPersons(seed + 1, 60 + ((seed * 37) % 900))
    return aggregateTables(formCohort(persons, everybody).episodes, phq9)
  }).flatMap((release) => release ?? [])

  test('put together, the sums of all tables of a clinic fix no count that was kept back', () => {
    expect(released.length).toBeGreaterThan(CLINICS / 2)
    const hidden = released.map(
      ({ tables }) =>
        tables
          .flatMap(({ rows }) => rows ?? [])
          .flatMap(({ counts }) => counts.filter((count) => count === null)).length,
    )
    expect(Math.max(...hidden)).toBeGreaterThan(20)
    expect(released.map((release) => fixedUnknowns(toldIn(release).flatMap(equationsOf)))).toEqual(
      released.map(() => []),
    )
  })

  test('show no count from 1 to 10, nothing but multiples of 5, and every total of a column', () => {
    const counts = released.flatMap(({ total, tables }) =>
      [total, ...tables.flatMap(({ rows }) => rows ?? [])].flatMap((row) => [row.persons, ...row.counts]),
    )
    const shown = counts.filter((count) => count !== null)
    expect(shown.filter((count) => count % 5 !== 0 || (count > 0 && count < 10))).toEqual([])
    expect(released.flatMap(({ total }) => total.counts.filter((count) => count === null))).toEqual([])
  })

  test('are the same whoever comes first', () => {
    const persons = formCohort(randomPersons(4, 400), everybody).episodes
    expect(aggregateTables([...persons].reverse(), phq9)).toEqual(aggregateTables(persons, phq9))
  })
})

test('small counts alone kept back are found by the same sums, and more is kept back until they are not', () => {
  const counts = [
    [3, 40, 50],
    [60, 4, 70],
    [80, 90, 100],
  ]
  const told = (hidden: readonly (readonly boolean[])[], totals: readonly boolean[]): Told => ({
    name: 'table',
    rows: counts.map((row, place) => ({
      total: totals[place] === true ? null : row.reduce((sum, count) => sum + count, 0),
      counts: row.map((count, column) => (hidden[place]?.[column] === true ? null : count)),
    })),
  })
  const small = counts.map((row) => row.map((count) => count <= 10))
  expect(fixedUnknowns(equationsOf(told(small, [])))).toEqual(['table 0 0', 'table 1 1'])
  const hidden = hiddenCells(counts)
  expect(hidden).not.toBeNull()
  expect(fixedUnknowns(equationsOf(told(hidden?.cells ?? [], hidden?.rowTotals ?? [])))).toEqual([])
})

describe('bounds of hidden counts', () => {
  test('are those found by trying every table that agrees', () => {
    const rng = seededRng(11)
    for (let round = 0; round < 60; round += 1) {
      const values = Array.from({ length: 6 }, () => 1 + Math.floor(rng.next() * 4))
      const isHidden = values.map(() => rng.next() < 0.7)
      const arcs = twoByThree(values, isHidden)
      const bounds = cellBounds(arcs, 100)
      const possible = everyTable(values, isHidden)
      for (const [place, hidden] of isHidden.entries()) {
        const all = possible.map((table) => table[place] ?? 0)
        expect(bounds[place]).toEqual(hidden ? { low: Math.min(...all), high: Math.max(...all) } : null)
      }
    }
  })
})

/** Two rows, three columns, every total shown. */
function twoByThree(values: readonly number[], isHidden: readonly boolean[]): CountArc[] {
  return values.map((value, place) => ({
    from: Math.floor(place / 3),
    to: 2 + (place % 3),
    value,
    isHidden: isHidden[place] === true,
  }))
}

/** Every table of counts from 1 up with the same totals and the same shown counts. */
function everyTable(values: readonly number[], isHidden: readonly boolean[]): number[][] {
  const most = values.reduce((sum, value) => sum + value, 0)
  const found: number[][] = []
  const sums = (table: readonly number[]) => [
    ...[0, 1].map((row) => table.slice(3 * row, 3 * row + 3).reduce((sum, value) => sum + value, 0)),
    ...[0, 1, 2].map((column) => (table[column] ?? 0) + (table[column + 3] ?? 0)),
  ]
  const wanted = sums(values).join()
  const fill = (table: number[]): void => {
    const place = table.length
    if (place % 3 === 0 && sums(table)[place / 3 - 1] !== sums(values)[place / 3 - 1]) return
    if (place === values.length) {
      if (sums(table).join() === wanted) found.push(table)
      return
    }
    if (isHidden[place] !== true) fill([...table, values[place] ?? 0])
    else for (let value = 1; value <= Math.min(most, 12); value += 1) fill([...table, value])
  }
  fill([])
  return found
}
