import { describe, expect, test } from '@jest/globals'
import { controlChart, periodLabel } from '../../../../dashboard/src/charts/control-chart.model.js'
import { aControlChart } from '../../../browser/support/programme-chart-answers.js'

describe('the control chart', () => {
  test('gives a point outside its limits another shape than the others, and its reason in words', () => {
    const model = controlChart(aControlChart())
    expect(model.marks.map(({ shape }) => shape)).toEqual([
      ...Array.from({ length: 11 }, () => 'hollow'),
      'triangle',
    ])
    expect(model.reason).toEqual({
      at: 11,
      words: 'Dec 2025 lies above the upper limit: more than chance.',
    })
    expect(model.marks[11]?.words.replace(/\s/g, ' ')).toBe(
      'Dec 2025: 62 %, n 100, limits 34 % to 61 %; above the upper limit',
    )
  })

  test('draws a point of a run of eight as a diamond', () => {
    const answer = aControlChart()
    const model = controlChart({
      ...answer,
      points: answer.points.map((point) => ({ ...point, is_outside: false, is_in_run_of_eight: true })),
    })
    expect(new Set(model.marks.map(({ shape }) => shape))).toEqual(new Set(['diamond']))
  })

  test('holds the numbers of its marks, unrounded, in its table', () => {
    const answer = aControlChart()
    const { marks, table } = controlChart(answer)
    expect(table.rows.map(({ cells }) => [cells[1], cells[3], cells[4], cells[5]])).toEqual(
      marks.map(({ n, value, lower, upper }) => [n, value, lower, upper]),
    )
  })

  test('never gives room to a share below 0 or above 1', () => {
    const answer = aControlChart()
    const model = controlChart({
      ...answer,
      points: answer.points.map((point) => ({ ...point, lower: 0, upper: 1 })),
    })
    expect(model.yDomain).toEqual({ low: 0, high: 1 })
  })

  test('names months and quarters', () => {
    expect([periodLabel('2026-03'), periodLabel('2026-Q1')]).toEqual(['Mar 2026', 'Q1 2026'])
  })
})
