import { describe, expect, test } from '@jest/globals'
import { besidePoint, placeLabels, spreadVertically } from '../../../../dashboard/src/charts/place-labels.js'
import { pixelX, pixelY, scoreTicks, timeTicks } from '../../../../dashboard/src/charts/plot-area.js'
import { sparkline } from '../../../../dashboard/src/charts/sparkline.model.js'

const PLOT = { left: 30, top: 10, width: 600, height: 270 }

describe('where marks lie', () => {
  test('a score of 27 lies at the top of the plot, 0 at its foot, later weeks to the right', () => {
    const scores = { low: 0, high: 27 }
    expect([pixelY(PLOT, scores, 27), pixelY(PLOT, scores, 0), pixelY(PLOT, scores, 13.5)]).toEqual([
      10, 280, 145,
    ])
    expect(pixelX(PLOT, { low: -2, high: 10 }, 0)).toBe(130)
  })

  test('weeks are counted by 1, 2, 4, 8 and scores by 1, 2, 5, 10, whatever room there is', () => {
    expect(timeTicks({ low: 0, high: 12 }, 20)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    expect(timeTicks({ low: 0, high: 12 }, 5)).toEqual([0, 4, 8, 12])
    expect(timeTicks({ low: -1, high: 8 }, 6)).toEqual([0, 2, 4, 6, 8])
    expect(scoreTicks({ low: 0, high: 27 }, 7)).toEqual([0, 5, 10, 15, 20, 25])
  })
})

describe('labels', () => {
  test('a label moves below its point when another one stands above', () => {
    const at = { x: 300, y: 150 }
    const request = (key: string) => ({
      key,
      text: 'item 9 answered 2',
      places: besidePoint(at, 'item 9 answered 2', 12),
    })
    const [first, second] = placeLabels([request('a'), request('b')], { paths: [], boxes: [] }, PLOT, 12)
    expect(first?.y).toBeLessThan(150)
    expect(second?.y).toBeGreaterThan(150)
  })

  test('a label never leaves the plot when a place inside is free', () => {
    const places = besidePoint({ x: 628, y: 12 }, 'sudden gain', 12)
    const [label] = placeLabels(
      [{ key: 'a', text: 'sudden gain', places }],
      { paths: [], boxes: [] },
      PLOT,
      12,
    )
    expect(label).toMatchObject({ textAnchor: 'end' })
    expect(label?.y).toBeGreaterThan(12)
  })

  test('labels at line ends keep their order and their distance', () => {
    expect(spreadVertically([100, 98, 200], 16, 0, 300)).toEqual([114, 98, 200])
    expect(spreadVertically([296, 298], 16, 0, 300)).toEqual([284, 300])
  })
})

describe('a sparkline', () => {
  test('keeps gaps in time and the measure’s whole range', () => {
    const model = sparkline(
      [
        { x: 0, score: 27 },
        { x: 1, score: 0 },
        { x: 4, score: 27 },
      ],
      { low: 0, high: 27 },
      108,
      28,
    )
    expect(model).toEqual({ path: 'M4,4L29,24L104,4', last: { x: 104, y: 4 } })
  })

  test('one score is a point, not a line; no score is nothing', () => {
    const range = { low: 0, high: 27 }
    expect(sparkline([{ x: 3, score: 27 }], range, 108, 28)).toEqual({ path: '', last: { x: 54, y: 4 } })
    expect(sparkline([], range, 108, 28)).toEqual({ path: '', last: null })
  })
})
