import type { MeasureDefinition } from '../../../api/src/core/measures/measure-definition.js'
import { normalDeviate, type Rng, shuffle } from '../../../api/src/statistics/random/rng.js'
import type { FormParameters } from './clinic-parameters.js'
import { childRng, happens, pickWeighted } from './random-draws.js'
import type { SimulatedMeasure } from './simulated-measure.js'

/** A filled form before it has an id. */
export interface FilledForm {
  readonly measure: string
  readonly answers: readonly (number | null)[]
  readonly functionalDifficulty: number | null
}

// Differences between members in how readily each item is endorsed, on the log scale.
const ITEM_TRAIT_SD = 0.5
const POINTS_PER_DIFFICULTY_STEP = 7
const DIFFICULTY_SD = 0.6
const LARGEST_DIFFICULTY = 3
const DIFFICULTY_NOT_ANSWERED = 0.1
const ITEMS_MISSING: readonly (readonly [number, number])[] = [
  [1, 0.6],
  [2, 0.2],
  [3, 0.1],
  [4, 0.06],
  [5, 0.04],
]

/** How readily a member endorses each item of a form, relative to the others; the same at every occasion. */
export function drawItemWeights({ definition, parameters }: SimulatedMeasure, rng: Rng): number[] {
  return definition.items.map(
    (_, item) => (parameters.itemWeights[item] ?? 1) * Math.exp(ITEM_TRAIT_SD * normalDeviate(rng)),
  )
}

/** One form with the given total; null when the member left it out. */
export function fillForm(
  forms: FormParameters,
  definition: MeasureDefinition,
  total: number,
  itemWeights: readonly number[],
  rng: Rng,
): FilledForm | null {
  const isLeftOut = happens(rng, forms.measureMissingShare)
  const own = childRng(rng)
  if (isLeftOut) return null
  const { low, high } = definition.itemRange
  const points = spreadOverItems(total, definition, itemWeights, own)
  const answers = points.map((given, item): number | null =>
    definition.items[item]?.isReversed ? low + high - given : given,
  )
  if (happens(own, forms.itemsMissingShare)) leaveOutItems(answers, own)
  return { measure: definition.code, answers, functionalDifficulty: difficulty(definition, total, own) }
}

/** Gives out the points of a total one by one, to items in proportion to their weights, until each is full. */
function spreadOverItems(
  total: number,
  definition: MeasureDefinition,
  itemWeights: readonly number[],
  rng: Rng,
): number[] {
  const points = itemWeights.map(() => definition.itemRange.low)
  const weights = [...itemWeights]
  let weightLeft = weights.reduce((sum, weight) => sum + weight, 0)
  for (let given = definition.totalRange.low; given < total; given += 1) {
    let draw = rng.next() * weightLeft
    let item = 0
    for (; item < weights.length - 1; item += 1) {
      draw -= weights[item] ?? 0
      if (draw < 0 && (weights[item] ?? 0) > 0) break
    }
    // rounding can lead past the last open item: go back to it
    while (item > 0 && weights[item] === 0) item -= 1
    const reached = (points[item] ?? 0) + 1
    points[item] = reached
    if (reached === definition.itemRange.high) {
      weightLeft -= weights[item] ?? 0
      weights[item] = 0
    }
  }
  return points
}

function leaveOutItems(answers: (number | null)[], rng: Rng): void {
  const count = pickWeighted(rng, ITEMS_MISSING)
  const items = shuffle(
    rng,
    answers.map((_, item) => item),
  )
  for (const item of items.slice(0, count)) answers[item] = null
}

/** Asked only when some problem was ticked. */
function difficulty(definition: MeasureDefinition, total: number, rng: Rng): number | null {
  if (definition.functionalDifficulty === null || total === definition.totalRange.low) return null
  const drawn = Math.round(total / POINTS_PER_DIFFICULTY_STEP + DIFFICULTY_SD * normalDeviate(rng))
  if (happens(rng, DIFFICULTY_NOT_ANSWERED)) return null
  return Math.min(LARGEST_DIFFICULTY, Math.max(0, drawn))
}
