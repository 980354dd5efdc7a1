/** The columns of a data set with their domains. */

import type { MeasureDefinition } from '../measures/measure-definition.js'
import type { Cohort } from './cohort.js'
import type { DatasetDefinition } from './dataset-definition.js'
import { DatasetRefused } from './dataset-refused.js'
import { phaseVariable } from './score-variables.js'
import type { DatasetVariable } from './variable.js'
import { quasiVariable } from './variables.js'

/** The domain is that of the deployment, so that a filter does not change what a level means. */
export function variablesOf(
  cohort: Cohort,
  { variables, k, phases }: DatasetDefinition,
  measure: MeasureDefinition,
): DatasetVariable[] {
  const years = cohort.population.map(({ joinedInYear }) => joinedInYear)
  const facts = {
    measure,
    firstYear: years.reduce((least, year) => Math.min(least, year), Number.POSITIVE_INFINITY),
    lastYear: years.reduce((most, year) => Math.max(most, year), Number.NEGATIVE_INFINITY),
    topSessions: reachedBy(
      cohort.episodes.map(({ sessionsAttended }) => sessionsAttended),
      k,
    ),
  }
  const chosen = variables.map(({ name, coarsest }) => cutAt(quasiVariable(name, facts), coarsest))
  return [...chosen, ...phases.map(({ phase, coarsest }) => cutAt(phaseVariable(measure, phase), coarsest))]
}

/** The largest count that at least k persons reach. */
export function reachedBy(counts: readonly number[], k: number): number {
  return [...counts].sort((one, other) => other - one)[k - 1] ?? 0
}

function cutAt(variable: DatasetVariable, coarsest: number | null): DatasetVariable {
  if (coarsest === null) return variable
  if (coarsest < 0 || coarsest >= variable.levels.length) {
    throw new DatasetRefused(
      'not_a_request',
      `${variable.label} has levels 0 to ${variable.levels.length - 1}. Choose one of them as the coarsest.`,
    )
  }
  return {
    ...variable,
    levels: variable.levels.slice(0, coarsest + 1),
    hierarchy: variable.hierarchy.map((row) => row.slice(0, coarsest + 1)),
  }
}
