import { type Rng, seededRng } from '../../../api/src/statistics/random/rng.js'

const SEEDS = 2 ** 32

/**
 * A stream of its own for a part of the simulation. Parts with their own streams do not shift each other: a
 * scenario that differs in one parameter keeps every other draw, so two clinics can be compared member by member.
 */
export function childRng(rng: Rng): Rng {
  return seededRng(Math.floor(rng.next() * SEEDS))
}

/** True with the given probability. */
export function happens(rng: Rng, probability: number): boolean {
  return rng.next() < probability
}

/** A whole number from `low` to `high`, both included. */
export function wholeBetween(rng: Rng, low: number, high: number): number {
  return low + Math.floor(rng.next() * (high - low + 1))
}

/** A real number between `low` and `high`. */
export function between(rng: Rng, low: number, high: number): number {
  return low + rng.next() * (high - low)
}

/** One of the values, with probability proportional to its weight. */
export function pickWeighted<Value>(rng: Rng, choices: readonly (readonly [Value, number])[]): Value {
  let left = rng.next() * choices.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [value, weight] of choices) {
    left -= weight
    if (left < 0) return value
  }
  throw new RangeError('A weighted choice needs at least one value with a positive weight.')
}

/** The n-th card of a deck dealt over and over. */
export function dealt<Card extends NonNullable<unknown>>(deck: readonly Card[], turn: number): Card {
  const card = deck[turn % deck.length]
  if (card === undefined) throw new RangeError('A deck to deal from needs at least one card.')
  return card
}

/** Probability of log-odds. */
export function logistic(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds))
}

/** Log-odds of a probability between 0 and 1. */
export function logit(probability: number): number {
  return Math.log(probability / (1 - probability))
}
