// Compares an appendix with reference files, value by value: everything expected must be there, more may be.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cellText } from '../../../api/src/core/appendix/appendix-table.js'
import type { StatisticalAppendix } from '../../../api/src/core/appendix/statistical-appendix.js'
import { type CsvRow, readCsv } from '../../builders/reference-clinic.js'
import { agrees } from '../statistics/agreement.js'

interface Tolerance {
  readonly fits: RegExp
  readonly relative: number
  readonly absolute: number
  /** lme4 stops anywhere near a boundary: what it says of spreads there is not compared. */
  readonly isOpenWhenSingular?: boolean
}

/**
 * The first that fits the path of a value. Closed forms: as the reference states. Mixed models: what two exact
 * optimisers could hold is asked where lme4 holds it; its variances stop within a relative 1e-4 of the optimum.
 */
const TOLERANCES: readonly Tolerance[] = [
  { fits: /\.(logLik|criterion|AIC|BIC)$/, relative: 0, absolute: 2e-5 },
  { fits: /models\..*correlation$/, relative: 0, absolute: 2e-4, isOpenWhenSingular: true },
  {
    fits: /(models|icc|arm_diff).*(satterthwaite_df|\.p)$/,
    relative: 5e-3,
    absolute: 1e-6,
    isOpenWhenSingular: true,
  },
  { fits: /blups|expected_response/, relative: 0, absolute: 5e-4 },
  { fits: /(models|icc).*\.random\./, relative: 5e-4, absolute: 1e-5, isOpenWhenSingular: true },
  { fits: /likelihood_ratio_tests/, relative: 1e-3, absolute: 1e-4 },
  // lme4's own optimum is 6e-9 from the exact one (root of the profiled derivative in 40 digits)
  { fits: /icc\./, relative: 1e-6, absolute: 1e-7 },
  { fits: /models\.|arm_difference/, relative: 1e-5, absolute: 1e-5 },
  { fits: /cluster_robust|with_baseline|propensity|e_value/, relative: 1e-8, absolute: 1e-9 },
  { fits: /./, relative: 1e-9, absolute: 1e-9 },
]
/** What describes R's search, the exact J that is given for information, and theta, which its variances restate. */
const NOT_COMPARED = /optimiser_spread|restart_gain|J_exact|exact_J|\.theta\./

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

function compareValue(
  path: string,
  expected: unknown,
  actual: unknown,
  comparison: Comparison,
  isInSingular = false,
): void {
  if (NOT_COMPARED.test(path)) return
  if (typeof expected === 'object' && expected !== null) {
    const isSingular = isInSingular || ('singular' in expected && expected.singular === true)
    for (const [key, value] of Object.entries(expected)) {
      const entries = typeof actual === 'object' && actual !== null ? Object.entries(actual) : []
      const found = entries.find(([name]) => name === key)
      compareValue(`${path}.${key}`, value, found?.[1], comparison, isSingular)
    }
    return
  }
  comparison.compared += 1
  const isEqual =
    typeof expected === 'number' && typeof actual === 'number'
      ? areNear(path, actual, expected, isInSingular)
      : expected === actual
  if (!isEqual) comparison.differences.push(`${path}: expected ${expected}, got ${actual}`)
}

function areNear(path: string, actual: number, expected: number, isInSingular: boolean): boolean {
  const { relative, absolute, isOpenWhenSingular } = TOLERANCES.find(({ fits }) => fits.test(path)) ?? {
    relative: 0,
    absolute: 0,
  }
  return (isInSingular && isOpenWhenSingular === true) || agrees(actual, expected, relative, absolute)
}
