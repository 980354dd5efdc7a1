import { describe, expect, test } from '@jest/globals'
import { coxRegression } from '../../../api/src/statistics/survival/cox.js'
import { kaplanMeier, medianSurvival, survivalAt } from '../../../api/src/statistics/survival/kaplan-meier.js'
import { logRank } from '../../../api/src/statistics/survival/log-rank.js'

const refused = (reason: string) => expect.objectContaining({ kind: 'refused', reason })
const time = [2, 3, 3, 5, 8, 9]

describe('survival at its edges', () => {
  test('negative times, NaN and odd marks are bad input', () => {
    expect(() => kaplanMeier({ time: [-1], event: [1] })).toThrow('A time must be 0 or more; got -1.')
    expect(() => kaplanMeier({ time: [Number.NaN], event: [1] })).toThrow('value 1 is not')
    expect(() => kaplanMeier({ time: [1], event: [2] })).toThrow('An event mark must be 0 or 1; got 2.')
  })
  test('without events nobody had it: the curve stays at 1 and has no median', () => {
    const curve = kaplanMeier({ time, event: time.map(() => 0) })
    if (curve.kind === 'refused') throw new Error(curve.message)
    expect(survivalAt(curve, 8)).toMatchObject({
      survival: 1,
      standardError: 0,
      logLogLimits: { low: 1, high: 1 },
    })
    expect(medianSurvival(curve).median).toBeNull()
  })
  test('when everybody had it the limits are unknown, not NaN', () => {
    const curve = kaplanMeier({ time, event: time.map(() => 1) })
    if (curve.kind === 'refused') throw new Error(curve.message)
    expect(survivalAt(curve, 9)).toMatchObject({ survival: 0, standardError: null, logLimits: null })
  })
  test('nobody, one group and no events are refused', () => {
    expect(kaplanMeier({ time: [], event: [] })).toEqual(refused('too_few_members'))
    expect(
      logRank(
        { time, event: time.map(() => 1) },
        time.map(() => 'a'),
      ),
    ).toEqual(refused('one_group'))
    expect(logRank({ time, event: time.map(() => 0) }, ['a', 'b', 'a', 'b', 'a', 'b'])).toEqual(
      refused('no_events'),
    )
  })
})

describe('Cox regression', () => {
  const column = { name: 'arm', values: [0, 1, 0, 1, 0, 1] }
  test('refuses no events, constant and dependent columns', () => {
    expect(coxRegression({ time, event: time.map(() => 0), columns: [column] })).toEqual(refused('no_events'))
    const constant = { name: 'same', values: time.map(() => 3) }
    expect(coxRegression({ time, event: time.map(() => 1), columns: [constant] })).toEqual(
      refused('constant_predictor'),
    )
    const twin = { name: 'twin', values: column.values.map((value) => 1 - value) }
    expect(coxRegression({ time, event: time.map(() => 1), columns: [column, twin] })).toEqual(
      refused('rank_deficient'),
    )
  })
  test('names a column in which one side has no events', () => {
    expect(coxRegression({ time, event: [1, 0, 1, 0, 1, 0], columns: [column] })).toEqual({
      kind: 'refused',
      reason: 'separation',
      message: expect.stringContaining('hazard ratio of arm'),
    })
  })
  test('also where the one event leaves the likelihood nothing to gain', () => {
    const later = { name: 'arm', values: [0, 0, 1, 1, 1] }
    expect(coxRegression({ time: [90, 10, 77, 70, 20], event: [0, 0, 1, 0, 0], columns: [later] })).toEqual(
      refused('separation'),
    )
  })
  test('a row cut in two at a time between events says the same', () => {
    const whole = coxRegression({ time, event: [1, 1, 1, 1, 0, 1], columns: [column] })
    const cut = coxRegression({
      time: [2, 3, 3, 5, 8, 4, 9],
      event: [1, 1, 1, 1, 0, 0, 1],
      entry: [0, 0, 0, 0, 0, 0, 4],
      columns: [{ name: 'arm', values: [0, 1, 0, 1, 0, 1, 1] }],
    })
    if (whole.kind === 'refused' || cut.kind === 'refused') throw new Error('refused')
    expect(cut.coefficients[0]?.logHazardRatio).toBeCloseTo(
      whole.coefficients[0]?.logHazardRatio ?? Number.NaN,
      9,
    )
    expect(cut.logLikelihood).toBeCloseTo(whole.logLikelihood, 9)
  })
})
