import { describe, expect, test } from '@jest/globals'
import { itemsHeatTable } from '../../../../dashboard/src/charts/items-heat-table.model.js'
import { PHQ9, RSES } from './measures.js'
import { aMember } from './member-builder.js'

describe('answers by item', () => {
  test('item 9 at 0 is "answered: not at all", and unanswered is a third state', () => {
    const { responses } = aMember(PHQ9, [
      { week: 0, score: 9, riskAnswer: 0 },
      { week: 1, score: 9, riskAnswer: null },
      { week: 2, score: 9, riskAnswer: 2 },
    ])
    const model = itemsHeatTable(responses, PHQ9)
    const risk = model.rows.filter((row) => row.isRiskItem)
    expect(risk.map((row) => row.cells.map(({ answer, words }) => [answer, words]))).toEqual([
      [
        [0, 'answered: not at all'],
        [null, 'not answered'],
        [2, 'answered 2'],
      ],
    ])
    expect(model.riskWords).toBe('Item 9 on the latest form, 21 Sept 2026: answered 2.')
  })

  test('forms stand in time order; voided ones and totals without answers are no columns', () => {
    const { responses } = aMember(PHQ9, [
      { week: 0, score: 9 },
      { week: 1, score: 9, scoring: 'total_only' },
      { week: 2, score: 9 },
      { week: 3, score: 9 },
    ])
    const voided = responses.map((row) => (row.response_id === 'r3' ? { ...row, is_voided: true } : row))
    const model = itemsHeatTable([...voided].reverse(), PHQ9)
    expect(model.columns.map((column) => column.label)).toEqual(['1', '3'])
    expect(model.totalsOnly).toBe(1)
  })

  test('the darkest shade is the highest answer, and reversed items say that they are', () => {
    const { responses } = aMember(RSES, [{ week: 0, score: 25 }])
    const model = itemsHeatTable(responses, RSES)
    // 25 over 10 items: five answers of 3 (shade 1), five of 2 (shade 2/3).
    expect(model.rows.map((row) => row.cells[0]?.intensity)).toEqual([
      ...Array(5).fill(1),
      ...Array(5).fill(expect.closeTo(0.6667, 4)),
    ])
    expect(model.rows.filter((row) => row.isReversed).map((row) => row.number)).toEqual([2, 5, 6, 8, 9])
    expect(model.riskWords).toBeNull()
  })
})
