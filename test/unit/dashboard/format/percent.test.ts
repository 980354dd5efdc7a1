import { describe, expect, test } from '@jest/globals'
import { formatInterval, formatMean } from '../../../../dashboard/src/format/interval.js'
import { naturalFrequency } from '../../../../dashboard/src/format/natural-frequency.js'
import {
  formatFraction,
  formatPercent,
  formatPercentEnds,
  formatProportion,
  intervalLevel,
} from '../../../../dashboard/src/format/percent.js'

const THIN = '\u202f'
const HARD = '\u00a0'
const wilson = { level: 0.95, method: 'wilson' }
const share = (numerator: number, denominator: number) => ({
  numerator,
  denominator,
  proportion: denominator === 0 ? null : numerator / denominator,
  interval: null,
})

describe('percent', () => {
  test('a proportion becomes whole percent with a thin space before the sign', () => {
    expect(formatPercent(0.479)).toBe(`48${THIN}%`)
  })

  test('a share that is not none is never shown as 0 %, one that is not all never as 100 %', () => {
    expect(formatPercent(0.004)).toBe(`<1${THIN}%`)
    expect(formatPercent(0.9996)).toBe(`>99${THIN}%`)
    expect(formatPercent(0)).toBe(`0${THIN}%`)
    expect(formatPercent(1)).toBe(`100${THIN}%`)
    expect(formatPercent(0.0004, 1)).toBe(`<0.1${THIN}%`)
  })

  test('an empty denominator is a dash, never 0 %', () => {
    expect(formatPercent(null)).toBe('\u2013')
    expect(formatProportion(share(0, 0))).toBe('\u2013')
  })

  test('the interval stands beside the share without a second sign', () => {
    const interval = { low: 0.439, high: 0.521, ...wilson }
    expect(formatPercentEnds(interval)).toBe(`44${HARD}\u2013${HARD}52`)
    expect(formatProportion({ ...share(281, 586), interval })).toBe(`48${THIN}% (44${HARD}\u2013${HARD}52)`)
    expect(intervalLevel(interval)).toBe(`95${THIN}% interval`)
  })

  test('the fraction names both numbers', () => {
    expect(formatFraction(share(1281, 2586))).toBe('1,281 of 2,586')
  })
})

describe('natural frequency', () => {
  test('a middling share is told in tens', () => {
    expect(naturalFrequency(share(281, 586))).toBe('about 5 in 10')
  })

  test('a rare or a common outcome is told in hundreds, because "1 in 10" would mislead', () => {
    expect(naturalFrequency(share(38, 642))).toBe('about 6 in 100')
    expect(naturalFrequency(share(584, 642))).toBe('about 91 in 100')
  })

  test('very rare and very common are not rounded away', () => {
    expect(naturalFrequency(share(1, 1000))).toBe('fewer than 1 in 100')
    expect(naturalFrequency(share(999, 1000))).toBe('more than 99 in 100')
    expect(naturalFrequency(share(0, 40))).toBe('none')
    expect(naturalFrequency(share(40, 40))).toBe('all')
  })

  test('fewer than ten people get no natural frequency', () => {
    expect(naturalFrequency(share(4, 9))).toBeNull()
    expect(naturalFrequency(share(0, 0))).toBeNull()
  })
})

describe('intervals of points', () => {
  test('a dash joins positive ends; "to" stands where an end is negative', () => {
    expect(formatInterval({ low: 2.94, high: 4.06 })).toBe(`2.9${HARD}\u2013${HARD}4.1`)
    expect(formatInterval({ low: -0.9, high: 1.2 })).toBe('\u22120.9 to 1.2')
    expect(formatInterval(null)).toBe('\u2013')
  })

  test('a mean without an interval is shown alone, an absent mean as a dash', () => {
    expect(formatMean({ n: 1, mean: 14.2, sd: null, interval: null })).toBe('14.2')
    expect(formatMean({ n: 0, mean: null, sd: null, interval: null })).toBe('\u2013')
  })
})
