/** Internal consistency of a questionnaire. */

import { sampleVariance } from 'simple-statistics'
import { requireFinite, requireSameLength } from '../checks.js'
import { OutOfRange } from '../errors.js'
import { type Refusal, refuse } from '../refusal.js'

export interface CronbachAlpha {
  readonly kind: 'estimated'
  /** Number of complete forms. */
  readonly n: number
  readonly items: number
  /** At most 1; below 0 when the items contradict each other. */
  readonly alpha: number
}

/**
 * Do the items of a measure go together?
 *
 * alpha = k / (k - 1) x (1 - sum of item variances / variance of the totals)
 *
 * @param rows  one complete form a row, one answer an item; incomplete forms are left out before
 * @returns     alpha, or a refusal: fewer than 2 forms, or totals that do not differ
 * @throws      OutOfRange with fewer than 2 items, UnequalLengths when forms differ in length, NotFinite
 * @source      Cronbach (1951), Psychometrika 16:297-334
 * @verified    test/golden/statistics/summary.test.ts
 */
export function cronbachAlpha(rows: readonly number[][]): CronbachAlpha | Refusal {
  const n = rows.length
  const first = rows[0]
  if (first === undefined || n < 2) {
    return refuse('too_few_members', `Cronbach's alpha needs at least 2 complete forms; got ${n}.`)
  }
  const items = first.length
  if (items < 2) throw new OutOfRange("Items of Cronbach's alpha", '2 or more', items)
  for (const row of rows) {
    requireSameLength(first, 'The first form', row, 'another form')
    requireFinite(row, 'Answers')
  }
  const totals = rows.map((row) => row.reduce((sum, answer) => sum + answer, 0))
  const totalVariance = sampleVariance(totals)
  if (totalVariance === 0) {
    return refuse('constant_outcome', `Cronbach's alpha needs totals that differ; all ${n} are equal.`)
  }
  let itemVariances = 0
  for (const item of first.keys()) itemVariances += sampleVariance(rows.map((row) => row[item] ?? 0))
  return { kind: 'estimated', n, items, alpha: (items / (items - 1)) * (1 - itemVariances / totalVariance) }
}
