/** Minimum of a smooth function of a few variables, from its value and gradient. */

import { at, dot, entry, identity, type Matrix, setEntry, timesVector } from '../linear-algebra/matrix.js'

const MAX_ITERATIONS = 1000
const SUFFICIENT_DECREASE = 1e-4 // of the decrease that the slope promises (Armijo)
const SLOPE_LEFT = 0.9 // of the slope at the start of a step (Wolfe)
const MAX_TRIALS = 30
/** The first direction is a bare gradient: its step is kept short. */
const FIRST_STEP = 0.7
/** Half of g'H g: what a further step would still gain. */
const GAIN_TOLERANCE = 1e-18
/** A gain below this share of the function's size drowns in its rounding. */
const ROUNDING = 1e-13
/** So many steps without a gain beyond rounding mean a flat valley: its floor has been reached. */
const STILL_STEPS = 10

/** What is known of the function at one position. */
export interface Measured {
  readonly value: number
  readonly gradient: Float64Array
}

/** null where the function is not defined. */
export type Objective<Point extends Measured> = (position: Float64Array) => Point | null

export interface Minimum<Point> {
  readonly kind: 'converged' | 'not_converged'
  readonly position: Float64Array
  readonly point: Point
  readonly iterations: number
  readonly evaluations: number
  /** What a further step would still gain by the last model of the curvature. */
  readonly expectedGain: number
}

/**
 * Quasi-Newton descent (BFGS) with a bracketing line search.
 *
 * @param objective  value and exact gradient, or null where undefined (a step there is shortened)
 * @param start      must be defined
 * @returns          null when the start is undefined
 * @source           Nocedal & Wright (2006), Numerical Optimization, 6.1 and 3.5
 */
export function minimise<Point extends Measured>(
  objective: Objective<Point>,
  start: Float64Array,
): Minimum<Point> | null {
  const first = objective(start)
  if (first === null) return null
  let position = start
  let point = first
  let evaluations = 1
  let inverse = identity(start.length)
  let isScaled = false
  let stillSteps = 0
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration += 1) {
    const uphill = timesVector(inverse, point.gradient)
    const expectedGain = dot(point.gradient, uphill) / 2
    const finish = (kind: 'converged' | 'not_converged') => ({
      kind,
      position,
      point,
      iterations: iteration,
      evaluations,
      expectedGain,
    })
    if (expectedGain <= GAIN_TOLERANCE || stillSteps >= STILL_STEPS) return finish('converged')
    const direction = uphill.map((value) => -value)
    const length = isScaled ? 1 : Math.min(1, FIRST_STEP / Math.sqrt(dot(direction, direction)))
    const step = lineSearch(objective, position, point, direction, length)
    evaluations += step.evaluations
    if (step.kind === 'stuck') {
      const isRounding = expectedGain <= ROUNDING * (1 + Math.abs(point.value)) * 100
      if (isRounding) return finish('converged')
      if (!isScaled) return finish('not_converged')
      inverse = identity(start.length)
      isScaled = false
      continue
    }
    const moved = Float64Array.from(step.position, (value, i) => value - at(position, i))
    const turned = Float64Array.from(step.point.gradient, (value, i) => value - at(point.gradient, i))
    const curvature = dot(moved, turned)
    if (curvature > 0) {
      if (!isScaled) inverse = scaledIdentity(start.length, curvature / dot(turned, turned))
      inverse = updatedInverse(inverse, moved, turned, curvature)
      isScaled = true
    }
    const hasGained = point.value - step.point.value > ROUNDING * (1 + Math.abs(point.value))
    stillSteps = hasGained ? 0 : stillSteps + 1
    position = step.position
    point = step.point
  }
  const expectedGain = dot(point.gradient, timesVector(inverse, point.gradient)) / 2
  return { kind: 'not_converged', position, point, iterations: MAX_ITERATIONS, evaluations, expectedGain }
}

type Step<Point> =
  | {
      readonly kind: 'moved'
      readonly position: Float64Array
      readonly point: Point
      readonly evaluations: number
    }
  | { readonly kind: 'stuck'; readonly evaluations: number }

/** Bisection between a step that is too short and one that is too long, in the sense of Wolfe. */
function lineSearch<Point extends Measured>(
  objective: Objective<Point>,
  position: Float64Array,
  start: Point,
  direction: Float64Array,
  firstLength: number,
): Step<Point> {
  const slope = dot(start.gradient, direction)
  // where values differ by rounding only, the slope at the new point decides
  const rounding = ROUNDING * Math.abs(start.value)
  let short = 0
  let long = Number.POSITIVE_INFINITY
  let length = firstLength
  for (let trial = 1; trial <= MAX_TRIALS; trial += 1) {
    const next = Float64Array.from(position, (value, i) => value + length * at(direction, i))
    const point = objective(next)
    const allowed = start.value + SUFFICIENT_DECREASE * length * slope + rounding
    if (point === null || !(point.value <= allowed)) {
      long = length
    } else {
      const slopeThere = dot(point.gradient, direction)
      if (Math.abs(slopeThere) <= SLOPE_LEFT * Math.abs(slope) || trial === MAX_TRIALS) {
        return { kind: 'moved', position: next, point, evaluations: trial }
      }
      if (slopeThere > 0) long = length
      else short = length
    }
    length = long === Number.POSITIVE_INFINITY ? 2 * length : (short + long) / 2
  }
  return { kind: 'stuck', evaluations: MAX_TRIALS }
}

function scaledIdentity(size: number, scale: number): Matrix {
  const matrix = identity(size)
  for (let i = 0; i < size; i += 1) setEntry(matrix, i, i, scale)
  return matrix
}

/** (I - s y'/s'y) H (I - y s'/s'y) + s s'/s'y */
function updatedInverse(inverse: Matrix, s: Float64Array, y: Float64Array, curvature: number): Matrix {
  const hy = timesVector(inverse, y)
  const factor = (1 + dot(y, hy) / curvature) / curvature
  const size = s.length
  const next = identity(size)
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j < size; j += 1) {
      const change = factor * at(s, i) * at(s, j) - (at(hy, i) * at(s, j) + at(s, i) * at(hy, j)) / curvature
      setEntry(next, i, j, entry(inverse, i, j) + change)
    }
  }
  return next
}
