// Properties: the fit does not depend on order, labels or units; truth is found again.
import { describe, expect, test } from '@jest/globals'
import { fitMixedModel, type MixedModelFit } from '../../../api/src/statistics/mixed-model/fit.js'
import type { MixedModelRows } from '../../../api/src/statistics/mixed-model/member-sums.js'
import type { RandomStructure } from '../../../api/src/statistics/mixed-model/random-structure.js'
import { contrastTest } from '../../../api/src/statistics/mixed-model/satterthwaite.js'
import { seededRng, shuffle } from '../../../api/src/statistics/random/rng.js'
import { designMatrix } from '../../../api/src/statistics/regression/design-matrix.js'
import { courses } from '../../builders/courses.js'

const NESTED: RandomStructure = { member: 'intercept_and_slope', group: 'intercept' }

interface Row {
  score: number
  week: number
  member: string
  group: string
}

function growthOf(rows: Row[]): MixedModelFit {
  const time = rows.map(({ week }) => week)
  const result = fitMixedModel(
    {
      outcome: rows.map(({ score }) => score),
      time,
      member: rows.map(({ member }) => member),
      group: rows.map(({ group }) => group),
      design: designMatrix(rows.length, [{ name: 'week', values: time }]),
    },
    NESTED,
  )
  if (result.kind === 'refused') throw new Error(result.message)
  return result
}

function rowsOf({ outcome, time, member, group }: MixedModelRows): Row[] {
  return Array.from(outcome, (score, i) => ({
    score,
    week: time[i] ?? 0,
    member: member[i] ?? '',
    group: group?.[i] ?? '',
  }))
}

const estimates = ({ fixed }: MixedModelFit) => fixed.map(({ estimate }) => estimate)
const near = (values: number[]) => values.map((value) => expect.closeTo(value, 6))

describe.each([1, 2, 3])('rows of seed %p', (seed) => {
  const rows = rowsOf(courses({ seed, ragged: true }))
  const plain = growthOf(rows)

  test('in any order give the same fit', () => {
    const mixed = growthOf(shuffle(seededRng(seed), rows))
    expect(mixed.criterion).toBeCloseTo(plain.criterion, 7)
    expect(estimates(mixed)).toEqual(near(estimates(plain)))
  })
  test('under other names give the same fit', () => {
    const renamed = growthOf(
      rows.map((row) => ({ ...row, member: `x${row.member}`, group: `y${row.group}` })),
    )
    expect(renamed.criterion).toBeCloseTo(plain.criterion, 7)
  })
  test('with scores shifted by 100 shift the intercept alone', () => {
    const [intercept = 0, slope = 0] = estimates(plain)
    const shifted = growthOf(rows.map((row) => ({ ...row, score: row.score + 100 })))
    expect(estimates(shifted)).toEqual(near([intercept + 100, slope]))
    expect(shifted.residualVariance).toBeCloseTo(plain.residualVariance, 6)
  })
  test('with scores in tenths scale every estimate', () => {
    const scaled = growthOf(rows.map((row) => ({ ...row, score: row.score * 10 })))
    expect(estimates(scaled)).toEqual(near(estimates(plain).map((value) => value * 10)))
    expect(scaled.residualVariance / plain.residualVariance).toBeCloseTo(100, 4)
  })
  test('with time in days divide the slope by seven, and its variance by 49', () => {
    const [intercept = 0, slope = 0] = estimates(plain)
    const inDays = growthOf(rows.map((row) => ({ ...row, week: row.week * 7 })))
    expect(estimates(inDays)).toEqual(near([intercept, slope / 7]))
    expect((plain.member.slopeVariance ?? 0) / (inDays.member.slopeVariance ?? 1)).toBeCloseTo(49, 2)
  })
  test('with time counted from another week move the intercept along the line', () => {
    const [intercept = 0, slope = 0] = estimates(plain)
    const moved = growthOf(rows.map((row) => ({ ...row, week: row.week - 3 })))
    expect(moved.criterion).toBeCloseTo(plain.criterion, 5)
    expect(estimates(moved)).toEqual([intercept + 3 * slope, slope].map((value) => expect.closeTo(value, 4)))
  })
})

test('intervals of 100 simulated data sets of 30 groups hold the true slope as often as they say', () => {
  // the full check, 1,000 sets, is in `npm run bench -- coverage`; 100 sets: 95 % -+ 3 standard errors of 2.2 %
  let held = 0
  for (let seed = 1; seed <= 100; seed += 1) {
    const { low, high } = contrastTest(
      growthOf(rowsOf(courses({ groups: 30, seed }))),
      Float64Array.of(0, 1),
    ).interval
    if (low <= -0.5 && -0.5 <= high) held += 1
  }
  expect(held).toBeGreaterThanOrEqual(88)
})
