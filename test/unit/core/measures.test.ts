import { describe, expect, test } from '@jest/globals'
import { UnknownMeasure } from '../../../api/src/core/errors.js'
import {
  findMeasure,
  maximumItemCount,
  measureRegistry,
  requireMeasure,
} from '../../../api/src/core/measures/registry.js'

test('the registry holds PHQ-9, GAD-7 and Rosenberg', () => {
  expect(measureRegistry.map(({ code, items }) => [code, items.length])).toEqual([
    ['phq9', 9],
    ['gad7', 7],
    ['rses', 10],
  ])
  expect(maximumItemCount()).toBe(10)
})

test('an unknown measure is undefined when asked for, and an error when required', () => {
  expect(findMeasure('bdi')).toBeUndefined()
  expect(() => requireMeasure('bdi')).toThrow(UnknownMeasure)
  expect(() => requireMeasure('constructor')).toThrow('There is no measure "constructor"')
})

describe.each(measureRegistry)('the definition of $shortName', (measure) => {
  test('numbers its items from 1 without a gap', () => {
    expect(measure.items.map((item) => item.number)).toEqual([...measure.items.keys()].map((i) => i + 1))
  })
  test('has totals that its answers can reach', () => {
    const { items, itemRange, totalRange } = measure
    expect(totalRange).toEqual({ low: items.length * itemRange.low, high: items.length * itemRange.high })
  })
  test('has a choice for every answer', () => {
    const { low, high } = measure.itemRange
    const values = measure.choices.map((choice) => choice.value)
    expect(values).toEqual(Array.from({ length: high - low + 1 }, (_, i) => low + i))
  })
  test('has bands that cover all totals without overlap, or none', () => {
    if (measure.bands.length === 0) return
    const { low, high } = measure.totalRange
    const covered = measure.bands.flatMap((band) =>
      Array.from({ length: band.high - band.low + 1 }, (_, i) => band.low + i),
    )
    expect(covered).toEqual(Array.from({ length: high - low + 1 }, (_, i) => low + i))
  })
  test('has one LOINC code an item, or none', () => {
    expect(measure.loinc?.items.length ?? measure.items.length).toBe(measure.items.length)
  })
  test('names its licence, its source and where its reliability comes from', () => {
    expect([measure.licence, measure.source, ...measure.reliability.sources]).not.toContain('')
    expect(measure.reliability.sources.length).toBeGreaterThan(0)
  })
})

test('only item 9 of PHQ-9 is a risk item', () => {
  const risk = measureRegistry.flatMap(({ code, items }) =>
    items.filter((item) => item.isRiskItem).map((item) => `${code} ${item.number}`),
  )
  expect(risk).toEqual(['phq9 9'])
})

test('items 2, 5, 6, 8 and 9 of Rosenberg are reversed', () => {
  const reversed = requireMeasure('rses').items.filter((item) => item.isReversed)
  expect(reversed.map((item) => item.number)).toEqual([2, 5, 6, 8, 9])
})
