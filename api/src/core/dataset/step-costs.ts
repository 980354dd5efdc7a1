/** What each level of each column costs, the others left where they are: what a person who chooses variables wants to see. */

import { classesAt } from '../disclosure/classes.js'
import { leastLoss, lossTable } from '../disclosure/information-loss.js'
import { judge } from '../disclosure/search-lattice.js'
import type { DatasetSearch } from './released-dataset.js'

export interface StepCost {
  readonly level: number
  readonly name: string
  readonly isChosen: boolean
  /** Keeps k, l and t with few enough persons left out. */
  readonly isFeasible: boolean
  /** Share of the persons who would be left out, 0 to 1. */
  readonly suppressedShare: number
  /** Share of the persons in classes smaller than k, 0 to 1: what the level leaves at risk before anybody is left out. */
  readonly atRiskShare: number
  /** Share of the column's information that is lost, 0 to 1. */
  readonly informationLost: number
}

export interface VariableCost {
  readonly name: string
  readonly label: string
  readonly steps: readonly StepCost[]
}

/** One entry a variable, in their order; each with its levels from the finest. */
export function stepCosts({ tuples, variables, requirement, best }: DatasetSearch): VariableCost[] {
  const { k, suppressionLimit } = requirement
  const table = lossTable(tuples)
  return variables.map(({ name, label, levels }, place) => ({
    name,
    label,
    steps: levels.map(({ name: levelName }, level) => {
      const node = best.node.map((chosen, column) => (column === place ? level : chosen))
      const { suppressed } = judge(tuples, node, requirement)
      const small = classesAt(tuples, node).sizes.reduce((rows, size) => (size < k ? rows + size : rows), 0)
      const alone = node.map((_, column) => (column === place ? level : 0))
      return {
        level,
        name: levelName,
        isChosen: level === best.node[place],
        isFeasible: suppressed <= tuples.rows * suppressionLimit + 1e-9,
        suppressedShare: suppressed / tuples.rows,
        atRiskShare: small / tuples.rows,
        // The mean over all columns of which the others, at level 0, lose nothing.
        informationLost: leastLoss(tuples, table, alone) * variables.length,
      }
    }),
  }))
}
