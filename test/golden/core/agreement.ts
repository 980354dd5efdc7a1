// Compares an appendix with reference files, value by value: everything expected must be there, more may be.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cellText } from '../../../api/src/core/appendix/appendix-table.js'
import type { StatisticalAppendix } from '../../../api/src/core/appendix/statistical-appendix.js'
import { type CsvRow, readCsv } from '../../builders/reference-clinic.js'
import { agrees } from '../statistics/agreement.js'

/** The tolerance that the reference states for closed forms: absolute or relative. */
const CLOSED_FORM = 1e-9

export interface Comparison {
  compared: number
  differences: string[]
}

export function compareTable(
  appendix: StatisticalAppendix,
  folder: string,
  name: string,
  key: string,
): Comparison {
  const table = appendix.tables[name]
  if (table === undefined) throw new Error(`The appendix has no ${name}`)
  const actual = new Map(
    table.rows.map((row) => {
      const cells: CsvRow = Object.fromEntries(
        table.columns.map((column, i) => [column, cellText(row[i] ?? null)]),
      )
      return [cells[key], cells]
    }),
  )
  const comparison: Comparison = { compared: 0, differences: [] }
  const expected = readCsv(join(folder, name))
  compareValue(`${name} rows`, expected.length, actual.size, comparison)
  for (const row of expected) {
    for (const [column, text] of Object.entries(row)) {
      const path = `${name} ${row[key]} ${column}`
      compareValue(path, plainValue(text), plainValue(actual.get(row[key])?.[column] ?? 'none'), comparison)
    }
  }
  return comparison
}

export function compareDocument(appendix: StatisticalAppendix, folder: string, name: string): Comparison {
  const { dataset, tolerance, ...expected } = JSON.parse(readFileSync(join(folder, name), 'utf8'))
  const comparison: Comparison = { compared: 0, differences: [] }
  compareValue(name, expected, appendix.documents[name], comparison)
  return comparison
}

function plainValue(text: string): string | number {
  return text === '' || !Number.isFinite(Number(text)) ? text : Number(text)
}

function compareValue(path: string, expected: unknown, actual: unknown, comparison: Comparison): void {
  if (typeof expected === 'object' && expected !== null) {
    for (const [key, value] of Object.entries(expected)) {
      const entries = typeof actual === 'object' && actual !== null ? Object.entries(actual) : []
      const found = entries.find(([name]) => name === key)
      compareValue(`${path}.${key}`, value, found?.[1], comparison)
    }
    return
  }
  comparison.compared += 1
  const isEqual =
    typeof expected === 'number' && typeof actual === 'number'
      ? agrees(actual, expected, CLOSED_FORM)
      : expected === actual
  if (!isEqual) comparison.differences.push(`${path}: expected ${expected}, got ${actual}`)
}
