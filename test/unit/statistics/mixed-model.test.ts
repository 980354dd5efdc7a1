import { describe, expect, test } from '@jest/globals'
import { emptyAbsorption } from '../../../api/src/statistics/mixed-model/absorption.js'
import { gatherClasses } from '../../../api/src/statistics/mixed-model/design-classes.js'
import { gradient } from '../../../api/src/statistics/mixed-model/deviance-gradient.js'
import { fitMixedModel, fitMixedModelFromSums } from '../../../api/src/statistics/mixed-model/fit.js'
import { intraclassCorrelation } from '../../../api/src/statistics/mixed-model/intraclass-correlation.js'
import { likelihoodRatioTest } from '../../../api/src/statistics/mixed-model/likelihood-ratio.js'
import { MemberInTwoGroups, mergeSums, sumRows } from '../../../api/src/statistics/mixed-model/member-sums.js'
import { type Criterion, evaluate } from '../../../api/src/statistics/mixed-model/profiled-deviance.js'
import type { RandomStructure } from '../../../api/src/statistics/mixed-model/random-structure.js'
import { courses } from '../../builders/courses.js'

const refused = (reason: string) => expect.objectContaining({ kind: 'refused', reason })
const SLOPES: RandomStructure = { member: 'intercept_and_slope', group: null }
const NESTED: RandomStructure = { member: 'intercept_and_slope', group: 'intercept_and_slope' }

describe('a mixed model is refused by name', () => {
  test('with one member', () => {
    expect(fitMixedModel(courses({ groups: 1, membersAGroup: 1 }), SLOPES)).toEqual(
      refused('too_few_members'),
    )
  })
  test('with one group where a group level is asked', () => {
    expect(fitMixedModel(courses({ groups: 1 }), NESTED)).toEqual(refused('one_group'))
  })
  test('with no more scores than random effects', () => {
    expect(fitMixedModel(courses({ sessions: 2 }), SLOPES)).toEqual({
      kind: 'refused',
      reason: 'too_few_scores',
      message: '96 scores of 48 members cannot tell 96 random effects from chance. Ask for fewer.',
    })
  })
  test('with scores that lie on a straight line', () => {
    const rows = courses({})
    const outcome = Array.from(rows.time, (week) => 20 - week)
    expect(fitMixedModel({ ...rows, outcome }, SLOPES)).toEqual(refused('constant_outcome'))
  })
  test('with members who never leave their own level: nothing is left to the residual', () => {
    const rows = courses({})
    const levels = Array.from(rows.member, (member) => Number(member.split('-')[1]))
    expect(fitMixedModel({ ...rows, outcome: levels }, SLOPES)).toEqual({
      kind: 'refused',
      reason: 'constant_outcome',
      message: expect.stringContaining("lie on their member's own course"),
    })
  })
  test('with a column that follows from others', () => {
    const rows = courses({})
    const { names, matrix } = rows.design
    const values = Float64Array.from(
      Array.from({ length: matrix.rows }, (_, i) => [
        1,
        matrix.values[2 * i + 1] ?? 0,
        3 * (matrix.values[2 * i + 1] ?? 0),
      ]).flat(),
    )
    const design = { names: [...names, 'thrice'], matrix: { rows: matrix.rows, columns: 3, values } }
    expect(fitMixedModel({ ...rows, design }, SLOPES)).toMatchObject({
      reason: 'rank_deficient',
      message: expect.stringContaining('thrice'),
    })
  })
  test('a member in two groups is bad input', () => {
    const rows = courses({})
    const group = Array.from(rows.member, (_, i) => `G${i}`)
    expect(() => fitMixedModel({ ...rows, group }, NESTED)).toThrow(MemberInTwoGroups)
  })
  test('NaN among scores is bad input', () => {
    const rows = courses({})
    expect(() =>
      fitMixedModel({ ...rows, outcome: Array.from(rows.outcome, () => Number.NaN) }, SLOPES),
    ).toThrow('The outcome must be finite numbers; value 1 is not.')
  })
})

describe('a fit on the boundary is an answer', () => {
  test('no difference between groups: variance 0, singular, with a warning, after restarts', () => {
    const fit = fitMixedModel(courses({ groupSpread: 0, seed: 5 }), {
      member: 'intercept',
      group: 'intercept',
    })
    if (fit.kind === 'refused') throw new Error(fit.message)
    expect(fit).toMatchObject({
      isSingular: true,
      warnings: ['singular'],
      convergence: { kind: 'converged', restarts: 3 },
    })
    expect(fit.group?.interceptVariance).toBeLessThan(1e-6)
    expect(fit.fixed.every(({ standardError }) => Number.isFinite(standardError))).toBe(true)
  })
})

describe('the criterion', () => {
  const sums = sumRows(courses({ ragged: true }))
  test.each(['ml', 'reml'] as const)('has the gradient that its differences have (%s)', (method) => {
    const criterion: Criterion = { classes: gatherClasses(sums, true), structure: NESTED, method }
    const theta = Float64Array.of(1.3, -0.2, 0.4, 0.6, 0.1, 0.2)
    const valueAt = (position: Float64Array) => evaluate(criterion, position)?.deviance ?? Number.NaN
    const here = evaluate(criterion, theta)
    if (here === null) throw new Error('defined here')
    const exact = gradient(criterion, here)
    for (const [j, slope] of exact.entries()) {
      const step = (by: number) => theta.map((value, i) => (i === j ? value + by : value))
      const difference = (valueAt(step(1e-5)) - valueAt(step(-1e-5))) / 2e-5
      expect(Math.abs(slope - difference)).toBeLessThan(1e-4 * (1 + Math.abs(slope)))
    }
  })
  test('does not depend on what stood in the workspace', () => {
    const criterion: Criterion = { classes: gatherClasses(sums, true), structure: NESTED, method: 'reml' }
    const workspace = emptyAbsorption(criterion.classes)
    const theta = Float64Array.of(1.3, -0.2, 0.4, 0.6, 0.1, 0.2)
    evaluate(
      criterion,
      theta.map((value) => 2 * value),
      workspace,
    )
    expect(evaluate(criterion, theta, workspace)?.deviance).toBe(evaluate(criterion, theta)?.deviance)
  })
})

describe('stored sums', () => {
  const rows = courses({ ragged: true })
  const part = (keep: (group: string) => boolean) => {
    const kept = Array.from(rows.group ?? [], (group, i) => ({ group, i })).filter(({ group }) => keep(group))
    const pick = <Value>(values: ArrayLike<Value>) =>
      kept.flatMap(({ i }) => Array.from(values).slice(i, i + 1))
    const { names, matrix } = rows.design
    const values = Float64Array.from(kept.flatMap(({ i }) => [...matrix.values.subarray(2 * i, 2 * i + 2)]))
    return sumRows({
      outcome: pick(rows.outcome),
      time: pick(rows.time),
      member: pick(rows.member),
      group: pick(rows.group ?? []),
      design: { names, matrix: { rows: kept.length, columns: 2, values } },
    })
  }
  test('of two shards merge to the fit of all rows', () => {
    const whole = fitMixedModel(rows, NESTED)
    const merged = fitMixedModelFromSums(
      mergeSums(
        part((group) => group < 'G3'),
        part((group) => group >= 'G3'),
      ),
      NESTED,
    )
    if (whole.kind === 'refused' || merged.kind === 'refused') throw new Error('refused')
    expect(merged.criterion).toBeCloseTo(whole.criterion, 8)
    expect(merged.fixed.map(({ estimate }) => estimate)).toEqual(
      whole.fixed.map(({ estimate }) => expect.closeTo(estimate, 8)),
    )
  })
  test('serve a model without groups too', () => {
    const without = fitMixedModel({ ...rows, group: null }, SLOPES)
    const unused = fitMixedModelFromSums(sumRows(rows), SLOPES)
    if (without.kind === 'refused' || unused.kind === 'refused') throw new Error('refused')
    expect(unused.criterion).toBeCloseTo(without.criterion, 9)
    expect(unused.groups).toBeNull()
  })
  test('of different columns do not merge', () => {
    const sums = sumRows(rows)
    expect(() => mergeSums(sums, { ...sums, columns: ['(Intercept)', 'age'] })).toThrow(
      'Sums of different columns',
    )
  })
})

describe('what is computed from fits', () => {
  const rows = courses({})
  const ml = fitMixedModel({ ...rows, group: null }, SLOPES, 'ml')
  const reml = fitMixedModel({ ...rows, group: null }, SLOPES)
  if (ml.kind === 'refused' || reml.kind === 'refused') throw new Error('refused')
  test('likelihood ratios ask for maximum likelihood and a larger model', () => {
    expect(() => likelihoodRatioTest(reml, ml)).toThrow('refit by ML')
    expect(() => likelihoodRatioTest(ml, ml)).toThrow('must be 1 or more; got 0')
  })
  test('an intraclass correlation asks for a model without slopes', () => {
    expect(() => intraclassCorrelation(reml)).toThrow('without random slopes')
  })
})
