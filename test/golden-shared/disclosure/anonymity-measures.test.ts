// Numbers published with pyCANON, and computed again from the same files: ../shared/reference/anonymity/README.md.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { checkTable } from '../../../api/src/core/disclosure/check-table.js'
import { readTable } from '../../../api/src/features/dataset-exports/read-table.js'

const folder = fileURLToPath(new URL('../../../../shared/reference/anonymity/', import.meta.url))

interface Expected {
  quasi_identifiers: string[]
  sensitive: string
  published_by_pycanon: {
    k: number
    alpha: number
    distinct_l: number
    entropy_l: number
    basic_beta: number
    enhanced_beta: number
    delta_disclosure: number
    t_closeness_ordered_emd: number
  }
  recomputed_here: {
    n: number
    classes: number
    max_class: number
    avg_prosecutor_risk: number
    max_risk: number
    sample_uniques: number
    DM: number
    at_risk_02: number
  }
}
const expected: Record<string, Expected> = JSON.parse(readFileSync(`${folder}expected.json`, 'utf8'))

// Both sides add the same fractions in another order.
const DIGITS = 9

describe.each(Object.entries(expected))('%s', (file, { quasi_identifiers, sensitive, ...numbers }) => {
  const { published_by_pycanon: published, recomputed_here: recomputed } = numbers
  const check = async (k: number) =>
    checkTable({
      columns: await readTable(folder + file),
      quasi: quasi_identifiers,
      sensitive: [sensitive],
      hierarchies: new Map(),
      requirement: { k, suppressionLimit: 1, distinctL: null, closenessT: null },
      threshold: 0.2,
    })

  test('has the classes and risks that were published', async () => {
    const { before } = await check(2)
    expect(before).toMatchObject({
      rows: recomputed.n,
      classes: recomputed.classes,
      k: published.k,
      largestClass: recomputed.max_class,
      uniqueRows: recomputed.sample_uniques,
    })
    expect(before.prosecutor?.highest).toBeCloseTo(recomputed.max_risk, DIGITS)
    expect(before.prosecutor?.average).toBeCloseTo(recomputed.avg_prosecutor_risk, DIGITS)
    expect((before.shareAboveThreshold?.share ?? -1) * before.rows).toBeCloseTo(recomputed.at_risk_02, DIGITS)
    const squares = before.histogram.reduce((sum, { size, classes }) => sum + size * size * classes, 0)
    expect(squares).toBe(recomputed.DM)
  })

  test('gives away of the sensitive column what was published', async () => {
    const [risks] = (await check(2)).before.sensitive
    expect(risks).toMatchObject({ distinctL: published.distinct_l, entropyL: published.entropy_l })
    expect(risks?.alpha).toBeCloseTo(published.alpha, DIGITS)
    expect(risks?.t).toBeCloseTo(published.t_closeness_ordered_emd, DIGITS)
    expect(risks?.basicBeta).toBeCloseTo(published.basic_beta, DIGITS)
    expect(risks?.enhancedBeta).toBeCloseTo(published.enhanced_beta, DIGITS)
    expect(risks?.delta).toBeCloseTo(published.delta_disclosure, DIGITS)
  })
})
