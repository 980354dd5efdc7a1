/** How far the values of a class are from those of everybody: t-closeness. */

import type { SensitiveCodes } from './tuples.js'

/** Rows by value. */
export type Histogram = ReadonlyMap<number, number>

/**
 * Distance of two distributions: earth mover's distance with the distinct values one step apart for a column of numbers,
 * the share of rows that would have to change their value otherwise.
 *
 * @returns  0 (alike) to 1
 * @source   Li, Li & Venkatasubramanian (2007), t-closeness, ICDE, sections 4.1 and 4.2
 * @verified test/golden/disclosure (numbers published with pyCANON)
 */
export function distanceOf(
  { isOrdered, size }: Pick<SensitiveCodes, 'isOrdered' | 'size'>,
  one: Histogram,
  other: Histogram,
): number {
  const ofOne = sumOf(one)
  const ofOther = sumOf(other)
  let moved = 0
  let carried = 0
  for (let value = 0; value < size; value += 1) {
    const difference = (one.get(value) ?? 0) / ofOne - (other.get(value) ?? 0) / ofOther
    carried += difference
    moved += Math.abs(isOrdered ? carried : difference)
  }
  if (!isOrdered) return moved / 2
  return size < 2 ? 0 : moved / (size - 1)
}

/** All histograms together. */
export function pooled(histograms: readonly Histogram[]): Map<number, number> {
  const all = new Map<number, number>()
  for (const histogram of histograms) {
    for (const [value, rows] of histogram) all.set(value, (all.get(value) ?? 0) + rows)
  }
  return all
}

export function sumOf(histogram: Histogram): number {
  let sum = 0
  for (const rows of histogram.values()) sum += rows
  return sum
}
