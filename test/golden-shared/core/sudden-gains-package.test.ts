// Sudden gains against the tests of the R package suddengains (answers in ../shared/realdata/suddengains, MIT). The
// package counts sessions, this code valid scores in a row: the cases without a gap between scores must agree.
import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { jacobsonTruax } from '../../../api/src/core/change/jacobson-truax.js'
import { findSuddenGains, findSuddenLosses } from '../../../api/src/core/change/sudden-gains.js'
import type { MeasureDefinition } from '../../../api/src/core/measures/measure-definition.js'
import { phq9 } from '../../../api/src/core/measures/phq-9.js'

const published = JSON.parse(
  readFileSync(new URL('../../../../shared/realdata/suddengains/expected.json', import.meta.url), 'utf8'),
)
/** The Beck Depression Inventory with the package's threshold. */
const depression: MeasureDefinition = {
  ...phq9,
  totalRange: { low: 0, high: 63 },
  reliableChange: { kind: 'fixed', threshold: 7, source: 'suddengains' },
}

test('clear gains are found where the package finds them', () => {
  const { rows, expected } = published.identify_case_2
  const cases = withoutGaps(rows, expected)
  expect(cases).toHaveLength(4)
  expect(cases.map(({ scores }) => gainFlags(depression, scores))).toEqual(cases.map(({ flags }) => flags))
})

// The package holds the fall against critical t x pooled SD and leaves out sqrt(1/n1 + 1/n2): it is stricter.
test('close to the third criterion every gain of the package is a gain here', () => {
  const { rows, expected } = published.identify_case_1
  const cases = withoutGaps(rows, expected)
  expect(cases).toHaveLength(7)
  const missed = cases.filter(({ scores, flags }) => {
    const found = gainFlags(depression, scores)
    return flags.some((flag, i) => flag === 1 && found[i] === 0)
  })
  expect(missed).toEqual([])
})

test('sudden losses are found where the package finds them', () => {
  const { rows, expected } = published.sudden_loss_cutoff_minus7
  const cases = withoutGaps(rows, expected)
  expect(cases).toHaveLength(4)
  expect(cases.map(({ scores }) => flagsOf(scores, findSuddenLosses(depression, dated(scores))))).toEqual(
    cases.map(({ flags }) => flags),
  )
})

test('the reliable change values of the package', () => {
  const { sd, reliability, se_measurement, se_difference, ...value } = published.reliable_change_from_sd
  expect(jacobsonTruax(depression, { n: 43, mean: 30, standardDeviation: sd }, reliability)).toMatchObject({
    standardErrorOfMeasurement: expect.closeTo(se_measurement, 5),
    standardErrorOfDifference: expect.closeTo(se_difference, 5),
    minimumChange: expect.closeTo(value['reliable_change_value_1.96'], 5),
  })
})

interface PackageCase {
  scores: number[]
  /** 1 = gain between the 2nd and 3rd, 3rd and 4th, 4th and 5th score; null where the package gives no answer. */
  flags: (number | null)[]
}

/** Rows whose scores have no gap; a score that lacks at the end is no gap. */
function withoutGaps(rows: (number | null)[][], expected: (number | null)[][]): PackageCase[] {
  return rows.flatMap(([, ...values], i) => {
    const scores = values.filter((value) => value !== null)
    const hasGap = values.slice(0, scores.length).includes(null)
    const flags = (expected[i] ?? []).filter((flag) => flag !== null)
    return hasGap ? [] : [{ scores, flags }]
  })
}

function gainFlags(measure: MeasureDefinition, scores: readonly number[]): number[] {
  return flagsOf(scores, findSuddenGains(measure, dated(scores)))
}

function dated(scores: readonly number[]): { total: number; dayNumber: number }[] {
  return scores.map((total, week) => ({ total, dayNumber: 7 * week }))
}

/** Both sides need two scores: from the second score to the last but two. */
function flagsOf(scores: readonly number[], steps: readonly { readonly indexBefore: number }[]): number[] {
  return scores.slice(1, -2).map((_, i) => (steps.some(({ indexBefore }) => indexBefore === i + 2) ? 1 : 0))
}
