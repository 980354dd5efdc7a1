import { describe, expect, test } from '@jest/globals'
import { funnel } from '../../../../dashboard/src/charts/funnel.model.js'
import { aFunnel } from '../../../browser/support/programme-card-answers.js'

describe('the funnel', () => {
  test('names only the units outside the outer limits, so that nobody reads a rank into the others', () => {
    expect(funnel(aFunnel()).marks.map(({ unit, shape, label }) => [unit, shape, label])).toEqual([
      ['G1', 'ring', null],
      ['G2', 'triangle', 'Group G2'],
      ['G3', 'diamond', null],
      ['G4', 'ring', null],
    ])
  })

  test('keeps the order of the answer in its table, with the unrounded numbers of its marks', () => {
    const answer = aFunnel()
    const { table, marks } = funnel(answer)
    expect(table.rows.map(({ key }) => key)).toEqual(answer.units.map(({ unit }) => unit))
    expect(table.rows.map(({ cells }) => [cells[2], cells[3]])).toEqual(
      marks.map(({ n, share }) => [n, share]),
    )
  })

  test('draws the widened limits, and leaves room for every unit', () => {
    const answer = aFunnel()
    const [first] = answer.limits
    if (first === undefined) throw new Error('The funnel has no limits.')
    const wide = { ...first.widened, upper_95: 0.9 }
    const model = funnel({ ...answer, limits: [{ ...first, widened: wide }] })
    expect(model.lines.find(({ key }) => key === 'upper_95')?.points).toEqual([{ n: first.n, share: 0.9 }])
    const lonely = funnel(aFunnel({ units: answer.units.map((unit) => ({ ...unit, share: 1 })) }))
    expect(lonely.yDomain).toEqual({ low: 0, high: 1 })
  })

  test('without units it has a domain all the same', () => {
    const empty = funnel(aFunnel({ units: [], limits: [], target: null }))
    expect([empty.xDomain.high, empty.yDomain.high].every((end) => Number.isFinite(end) && end > 0)).toBe(
      true,
    )
  })
})
