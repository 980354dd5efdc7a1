import { describe, expect, test } from '@jest/globals'
import { eventCurves } from '../../../../dashboard/src/charts/event-curves.model.js'
import { riskTable } from '../../../../dashboard/src/charts/risk-table.model.js'
import {
  aStratum,
  aThinStratum,
  aTimeToChange,
  aTimeToDropout,
} from '../../../browser/support/programme-time-answers.js'

const draw = (answer = aTimeToChange(), curve: 'incidence' | 'kaplan_meier' = 'incidence') =>
  eventCurves(answer, curve, (stratum) => stratum.toUpperCase(), 'a reliable improvement')

describe('the curves of an event', () => {
  test('run in weeks for an improvement, in sessions for a dropout', () => {
    const [combined] = draw().series
    expect(combined?.steps.map(({ time }) => time)).toEqual([4, 8, 12, 16])
    // The curve holds to the cut at day 126.
    expect([combined?.end, combined?.half, combined?.endShare]).toEqual([18, 12, 0.72])
    expect(draw(aTimeToDropout()).unit).toBe('sessions')
    expect(draw(aTimeToDropout()).series[0]?.steps.map(({ time }) => time)).toEqual([2, 4, 6, 8])
  })

  test('turn Kaplan-Meier over, and its limits with it', () => {
    const [combined] = draw(aTimeToChange(), 'kaplan_meier').series
    const [step] = combined?.steps ?? []
    // 0.82 without it, from 0.72 to 0.92.
    expect([step?.share, step?.low, step?.high]).toEqual(
      [0.18, 0.08, 0.28].map((each) => expect.closeTo(each, 9)),
    )
  })

  test('of more than two strata get a panel each before everybody’s curve', () => {
    const strata = ['support', 'other', 'skills'].map((name) => aStratum(name, 60, 0.5))
    expect(draw(aTimeToChange({ strata }))).toMatchObject({ panels: 'apart', everybody: { label: 'ALL' } })
    expect(draw()).toMatchObject({ panels: 'shared', everybody: null })
  })

  test('are not drawn for fewer than five members, who are named', () => {
    const model = draw(
      aTimeToChange({ strata: [aStratum('combined', 60, 0.5), aThinStratum('group_only', 3)] }),
    )
    expect(model.series.map(({ key }) => key)).toEqual(['combined'])
    expect(model.tooSmall).toEqual([{ label: 'GROUP_ONLY', n: 3 }])
  })

  test('a time at which only the competing event happened is no step', () => {
    const whole = aStratum('all', 60, 0.5)
    const [first] = whole.incidence
    if (first === undefined) throw new Error('The builder gives four steps.')
    const overall = { ...whole, incidence: [first, { ...first, time: 35, competing: 0.3 }] }
    expect(draw(aTimeToChange({ strata: [], overall })).series[0]?.steps).toHaveLength(1)
  })

  test('hold their numbers in the table, unrounded, those of the steps', () => {
    const { series, table } = draw()
    expect(table.rows.map(({ cells }) => cells.slice(1))).toEqual(
      series.flatMap(({ steps }) =>
        steps.map(({ time, atRisk, share, low, high }) => [time, atRisk, share, low, high]),
      ),
    )
  })

  test('stay inside a scale that ends at a whole fifth and at one', () => {
    const steep = aStratum('all', 60, 0.97)
    expect(draw(aTimeToChange({ strata: [], overall: steep })).yDomain).toEqual({ low: 0, high: 1 })
    const flat = aStratum('all', 60, 0.02)
    expect(draw(aTimeToChange({ strata: [], overall: flat })).yDomain).toEqual({ low: 0, high: 0.2 })
    const none = aStratum('all', 60, 0, { incidence: [] })
    expect(draw(aTimeToChange({ strata: [], overall: none })).yDomain).toEqual({ low: 0, high: 0.2 })
    expect(draw(aTimeToChange({ strata: [], overall: null })).series).toEqual([])
  })
})

describe('the table of those at risk', () => {
  test('has a column at each shared time, empty where a stratum has ended before', () => {
    const short = aStratum('combined', 60, 0.5)
    const strata = [{ ...short, risk_table: short.risk_table.slice(0, 2) }, aStratum('group_only', 90, 0.4)]
    const { times, parts } = riskTable(aTimeToChange({ strata }))
    expect(times).toEqual([0, 4, 8, 12, 16])
    expect(parts[0]?.rows.map(({ cells }) => cells.map((cell) => cell?.n ?? null))).toEqual([
      [60, 40, null, null, null],
      [90, 70, 50, 30, 10],
    ])
  })

  test('leaves the competing event out where it happened to nobody', () => {
    expect(riskTable(aTimeToChange()).parts.map(({ part }) => part)).toEqual([
      'at_risk',
      'event',
      'competing',
    ])
    expect(riskTable(aTimeToDropout()).parts.map(({ part }) => part)).toEqual(['at_risk', 'event'])
  })
})
