/** Step three of a mixed model: the theta at which the criterion is lowest. */

import { at } from '../linear-algebra/matrix.js'
import { type Measured, type Minimum, minimise } from '../optimise/bfgs.js'
import { emptyAbsorption } from './absorption.js'
import { gradient } from './deviance-gradient.js'
import { type Criterion, evaluate } from './profiled-deviance.js'
import { diagonalPositions, type RandomStructure, startingTheta } from './random-structure.js'

/** A diagonal of theta below this may be a variance of 0. */
const NEAR_BOUNDARY = 1e-3
/** Where a search that ended on the boundary starts again. */
const RESTART_SPREAD = 0.3
/** Fresh starts, as multiples of the first one. */
const RESTART_SCALES = [8, 0.2]
/** Few members may leave the criterion a second minimum, and cost nothing to search again. */
const FEW_MEMBERS = 2000
const ROUNDING_OF_CRITERION = 1e-12

export interface Search {
  readonly kind: 'found'
  readonly minimum: Minimum<Measured>
  readonly evaluations: number
  readonly restarts: number
  /** How much the best restart lowered the criterion; 0 when it did not. */
  readonly restartGain: number
}

/** `undefined`: no criterion at the start. `no_rest`: spreads run to infinity, for they leave nothing to the residual. */
export type SearchEnd = Search | { readonly kind: 'undefined' } | { readonly kind: 'no_rest' }

/**
 * A spread of 0 is a stationary point whether it is the minimum or not, and may hide a lower minimum elsewhere: such
 * an end is left again.
 *
 * @param leastVariance  a residual variance below it is 0 but for rounding
 */
export function searchTheta(criterion: Criterion, leastVariance: number): SearchEnd {
  let hasRest = true
  const workspace = emptyAbsorption(criterion.classes)
  const objective = (theta: Float64Array): Measured | null => {
    const evaluation = evaluate(criterion, theta, workspace)
    // the residual variance falls with every spread: below the least at one theta, it is so at the optimum too
    if (evaluation !== null && evaluation.residualVariance < leastVariance) hasRest = false
    return evaluation === null || !hasRest
      ? null
      : { value: evaluation.deviance, gradient: gradient(criterion, evaluation) }
  }
  const first = minimise(objective, startingTheta(criterion.structure))
  if (!hasRest) return { kind: 'no_rest' }
  if (first === null) return { kind: 'undefined' }
  let best = first
  let evaluations = first.evaluations
  const starts = restartsFrom(criterion, first.position)
  for (const start of starts) {
    const again = minimise(objective, start)
    if (again === null) continue
    evaluations += again.evaluations
    if (again.point.value < best.point.value) best = again
  }
  const gain = first.point.value - best.point.value
  const restartGain = gain > ROUNDING_OF_CRITERION * Math.abs(first.point.value) ? gain : 0
  if (!hasRest) return { kind: 'no_rest' }
  return { kind: 'found', minimum: best, evaluations, restarts: starts.length, restartGain }
}

/** From inside the boundary where the search ended, and from spreads much larger and smaller than the first ones. */
function restartsFrom({ structure, classes }: Criterion, end: Float64Array): Float64Array[] {
  const onBoundary = diagonalPositions(structure).filter(
    (position) => Math.abs(at(end, position)) < NEAR_BOUNDARY,
  )
  const members = classes.members.reduce((sum, count) => sum + count, 0)
  if (onBoundary.length === 0) return members > FEW_MEMBERS ? [] : freshStarts(structure)
  const inside = new Float64Array(end)
  for (const position of onBoundary) inside[position] = RESTART_SPREAD
  return [inside, ...freshStarts(structure)]
}

function freshStarts(structure: RandomStructure): Float64Array[] {
  const first = startingTheta(structure)
  return RESTART_SCALES.map((scale) => first.map((value) => scale * value))
}
