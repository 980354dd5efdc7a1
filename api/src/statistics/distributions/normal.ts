/** The standard normal distribution. */

import { requireFinite, requireProbability } from '../checks.js'
import { incompleteGamma } from './incomplete-gamma.js'

const LOG_ROOT_TWO_PI = 0.5 * Math.log(2 * Math.PI)

/** Density at z. */
export function normalDensity(z: number): number {
  return Math.exp(-0.5 * z * z - LOG_ROOT_TWO_PI)
}

/**
 * How much of a standard normal lies above z?
 *
 * Q(1/2, z^2 / 2) / 2 for z > 0, the complement below.
 *
 * @param z   any finite number
 * @returns   probability, 0 to 1, relative error below 1e-12 down to the smallest numbers
 * @throws    NotFinite
 * @verified  test/golden/statistics/distributions.test.ts
 */
export function normalUpperTail(z: number): number {
  requireFinite([z], 'z')
  const tails = incompleteGamma(0.5, (z * z) / 2)
  return z > 0 ? tails.upper / 2 : (1 + tails.lower) / 2
}

/**
 * Below which z does the share `probability` of a standard normal lie?
 *
 * @param probability  above 0, below 1
 * @returns            z, relative error about 1e-16
 * @throws             OutOfRange at 0, 1 and outside
 * @source             Wichura (1988), Applied Statistics 37:477-484, algorithm AS 241 (PPND16; coefficients rounded to doubles)
 */
export function normalQuantile(probability: number): number {
  requireProbability(probability, 'A probability')
  const q = probability - 0.5
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q
    return (q * polynomial(CENTRE_NUMERATOR, r)) / polynomial(CENTRE_DENOMINATOR, r)
  }
  const root = Math.sqrt(-Math.log(q < 0 ? probability : 1 - probability))
  const size =
    root <= 5
      ? polynomial(MIDDLE_NUMERATOR, root - 1.6) / polynomial(MIDDLE_DENOMINATOR, root - 1.6)
      : polynomial(FAR_NUMERATOR, root - 5) / polynomial(FAR_DENOMINATOR, root - 5)
  return q < 0 ? -size : size
}

/** Coefficients from the highest power down. */
function polynomial(coefficients: readonly number[], x: number): number {
  let value = 0
  for (const coefficient of coefficients) value = value * x + coefficient
  return value
}

const CENTRE_NUMERATOR = [
  2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946,
  1971.5909503065513, 133.14166789178438, 3.3871328727963665,
]
const CENTRE_DENOMINATOR = [
  5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751,
  687.1870074920579, 42.31333070160091, 1,
]
const MIDDLE_NUMERATOR = [
  0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
  5.769497221460691, 4.630337846156546, 1.4234371107496835,
]
const MIDDLE_DENOMINATOR = [
  1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
  1.6763848301838038, 2.053191626637759, 1,
]
const FAR_NUMERATOR = [
  2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124,
  0.29656057182850487, 1.7848265399172913, 5.463784911164114, 6.657904643501103,
]
const FAR_DENOMINATOR = [
  2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133,
  0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1,
]
