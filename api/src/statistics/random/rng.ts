/** Random numbers that a seed repeats exactly, on every machine. */

import { requirePositive } from '../checks.js'
import { normalQuantile } from '../distributions/normal.js'
import { TooFewObservations } from '../errors.js'

export interface Rng {
  /** The next number, above 0 and below 1, with 53 random bits. */
  next(): number
}

/** Poisson means above this are split, so that exp(-mean) keeps its digits. */
const LARGEST_POISSON_MEAN = 30

/**
 * A stream of uniform numbers that the same seed repeats.
 *
 * sfc32, its four words of state filled by splitmix32, the first 12 outputs thrown away.
 *
 * @param seed  any finite number; its whole part modulo 2^32 counts
 * @source      Doty-Humphrey, PractRand (sfc32); Steele, Lea & Flood (2014), OOPSLA (splitmix)
 */
export function seededRng(seed: number): Rng {
  const word = splitMix(seed)
  let a = word()
  let b = word()
  let c = word()
  let counter = 1
  const next32 = (): number => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + sum) | 0
    return sum >>> 0
  }
  for (let i = 0; i < 12; i += 1) next32()
  return { next: () => ((next32() >>> 5) * 67_108_864 + (next32() >>> 6) + 0.5) / 9_007_199_254_740_992 }
}

/** A standard normal deviate by inversion: one draw each, so that streams stay in step. */
export function normalDeviate(rng: Rng): number {
  return normalQuantile(rng.next())
}

/** A Poisson count: the product of uniforms stays above exp(-mean) that many times (Knuth), large means in parts. */
export function poissonDeviate(rng: Rng, mean: number): number {
  if (mean === 0) return 0
  requirePositive(mean, 'A Poisson mean')
  const parts = Math.ceil(mean / LARGEST_POISSON_MEAN)
  const limit = Math.exp(-mean / parts)
  let count = 0
  for (let part = 0; part < parts; part += 1) {
    for (let product = rng.next(); product > limit; product *= rng.next()) count += 1
  }
  return count
}

/** One of the items, each equally likely. @throws TooFewObservations when there is none */
export function pick<Item extends NonNullable<unknown>>(rng: Rng, items: readonly Item[]): Item {
  const item = items[Math.floor(rng.next() * items.length)]
  if (item === undefined) throw new TooFewObservations('A random choice', 1, 0)
  return item
}

/** A copy in random order (Fisher and Yates). */
export function shuffle<Item extends NonNullable<unknown>>(rng: Rng, items: readonly Item[]): Item[] {
  const shuffled = [...items]
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const other = Math.floor(rng.next() * (last + 1))
    const moved = shuffled[last]
    const chosen = shuffled[other]
    if (moved === undefined || chosen === undefined) continue
    shuffled[last] = chosen
    shuffled[other] = moved
  }
  return shuffled
}

function splitMix(seed: number): () => number {
  let state = Math.trunc(seed) | 0
  return () => {
    state = (state + 0x9e3779b9) | 0
    let z = state
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad)
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
    return z ^ (z >>> 15)
  }
}
