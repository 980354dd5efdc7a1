import { describe, expect, test } from '@jest/globals'
import {
  normalDeviate,
  pick,
  poissonDeviate,
  seededRng,
  shuffle,
} from '../../../api/src/statistics/random/rng.js'
import { mean, sampleStandardDeviation } from '../../../api/src/statistics/summary/moments.js'

const draws = 20_000

describe('a seeded stream', () => {
  test('repeats itself for the same seed and differs for the next', () => {
    const first = seededRng(7)
    const again = seededRng(7)
    const other = seededRng(8)
    const take = (rng: { next(): number }) => [rng.next(), rng.next(), rng.next()]
    const start = take(first)
    expect(take(again)).toEqual(start)
    expect(take(other)).not.toEqual(start)
  })
  test('is uniform between 0 and 1: mean 1/2, sd sqrt(1/12), within 4 standard errors', () => {
    const rng = seededRng(1)
    const values = Array.from({ length: draws }, () => rng.next())
    expect(Math.abs(mean(values) - 0.5)).toBeLessThan((4 * Math.sqrt(1 / 12)) / Math.sqrt(draws))
    expect(Math.min(...values)).toBeGreaterThan(0)
    expect(Math.max(...values)).toBeLessThan(1)
  })
  test('gives normal deviates of mean 0 and sd 1', () => {
    const rng = seededRng(2)
    const values = Array.from({ length: draws }, () => normalDeviate(rng))
    expect(Math.abs(mean(values))).toBeLessThan(4 / Math.sqrt(draws))
    expect(Math.abs(sampleStandardDeviation(values) - 1)).toBeLessThan(4 / Math.sqrt(2 * draws))
  })
  test.each([0.8, 75])('gives Poisson counts of mean and variance %p', (expected) => {
    const rng = seededRng(3)
    const values = Array.from({ length: draws }, () => poissonDeviate(rng, expected))
    expect(Math.abs(mean(values) - expected)).toBeLessThan(4 * Math.sqrt(expected / draws))
    expect(sampleStandardDeviation(values) ** 2 / expected).toBeCloseTo(1, 1)
  })
  test('shuffles without loss and picks what is there', () => {
    const rng = seededRng(4)
    const items = ['a', 'b', 'c', 'd', 'e', 'f']
    const shuffled = shuffle(rng, items)
    expect(shuffled).not.toEqual(items)
    expect([...shuffled].sort()).toEqual(items)
    expect(items).toContain(pick(rng, items))
    expect(() => pick(rng, [])).toThrow('needs at least 1')
  })
})
