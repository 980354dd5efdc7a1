import { describe, expect, test } from '@jest/globals'
import { conformalQuantile } from '../../../api/src/statistics/summary/conformal-quantile.js'

describe('the conformal quantile', () => {
  test('is the ceil((n + 1) p)-th smallest, whatever the order', () => {
    // n = 9: (9 + 1) x .9 = 9th; 10 x .84 = 8.4, so the 9th; 10 x .5 = 5th
    const values = [70, 10, 50, 90, 30, 20, 80, 40, 60]
    expect(conformalQuantile(values, 0.9)).toBe(90)
    expect(conformalQuantile(values, 0.84)).toBe(90)
    expect(conformalQuantile(values, 0.5)).toBe(50)
  })
  test('loses no rank to rounding where (n + 1) p is a whole number', () => {
    const upTo = (n: number) => Array.from({ length: n }, (_, place) => place + 1)
    // 100 x .55 is 55.00000000000001 in binary
    expect(conformalQuantile(upTo(99), 0.55)).toBe(55)
    expect(conformalQuantile(upTo(24), 0.84)).toBe(21)
    expect(conformalQuantile(upTo(9), 0.9)).toBe(9)
  })
  test('is not known with too few values', () => {
    expect(conformalQuantile([1, 2, 3, 4, 5, 6, 7, 8], 0.9)).toBeNull()
    expect(conformalQuantile([], 0.5)).toBeNull()
  })
  test('refuses what is no number and no probability', () => {
    expect(() => conformalQuantile([1, Number.NaN], 0.5)).toThrow('finite')
    expect(() => conformalQuantile([1, 2], 1)).toThrow('below 1')
  })
})
