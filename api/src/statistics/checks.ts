/** Checks that run before any arithmetic, so that no NaN ever comes out. */

import { NotFinite, OutOfRange, TooFewObservations, UnequalLengths } from './errors.js'

export function requireFinite(values: ArrayLike<number>, quantity: string): void {
  for (let position = 0; position < values.length; position += 1) {
    if (!Number.isFinite(values[position])) throw new NotFinite(quantity, position)
  }
}

export function requireAtLeast(needed: number, found: number, statistic: string): void {
  if (found < needed) throw new TooFewObservations(statistic, needed, found)
}

export function requireSameLength(
  first: { length: number },
  firstName: string,
  second: { length: number },
  secondName: string,
): void {
  if (first.length !== second.length) {
    throw new UnequalLengths(firstName, first.length, secondName, second.length)
  }
}

export function requireCount(value: number, quantity: string): void {
  if (!Number.isInteger(value) || value < 0)
    throw new OutOfRange(quantity, 'a whole number of 0 or more', value)
}

export function requirePositive(value: number, quantity: string): void {
  if (!(value > 0) || value === Infinity) throw new OutOfRange(quantity, 'a finite number above 0', value)
}

/** For probabilities of quantiles and levels of intervals: 0 and 1 themselves have no finite answer. */
export function requireProbability(value: number, quantity: string): void {
  if (!(value > 0 && value < 1)) throw new OutOfRange(quantity, 'above 0 and below 1', value)
}
