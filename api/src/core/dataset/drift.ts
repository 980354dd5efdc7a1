/** How far the persons released differ from all who were eligible: what leaving out a few did to the figures. */

import type { Cohort, DatasetEpisode } from './cohort.js'
import { LEAST_SHOWN_COUNT } from './export-limits.js'

/** Points of the measure to one decimal, shares 0 to 1 to two; null without two scores. */
export interface CohortFigures {
  readonly meanBaseline: number | null
  readonly standardDeviationBaseline: number | null
  readonly meanChange: number | null
  /** Mean change over the standard deviation at the start. */
  readonly effectSize: number | null
  /** Mean change of the combined arm less that of group only. */
  readonly armDifference: number | null
  readonly shareImproved: number | null
}

export type Drift =
  | { readonly kind: 'nobody_left_out' }
  /** The figures of all less those of the released would tell of the few who were left out. */
  | { readonly kind: 'withheld' }
  | { readonly kind: 'measured'; readonly eligible: CohortFigures; readonly released: CohortFigures }

/** @param persons  who is released */
export function driftOf({ episodes }: Cohort, persons: readonly number[]): Drift {
  const leftOut = episodes.length - persons.length
  if (leftOut === 0) return { kind: 'nobody_left_out' }
  if (leftOut < LEAST_SHOWN_COUNT) return { kind: 'withheld' }
  const isReleased = new Set(persons)
  return {
    kind: 'measured',
    eligible: figuresOf(episodes),
    released: figuresOf(episodes.filter(({ person }) => isReleased.has(person))),
  }
}

function figuresOf(episodes: readonly DatasetEpisode[]): CohortFigures {
  const baseline = moments(episodes.map((episode) => episode.baseline))
  const change = moments(episodes.map((episode) => episode.changeInPoints))
  const ofArm = (arm: DatasetEpisode['arm']) =>
    moments(episodes.map((episode) => (episode.arm === arm ? episode.changeInPoints : null)))
  const [combined, groupOnly] = [ofArm('combined'), ofArm('group_only')]
  const assessed = episodes.filter(
    (episode) => episode.change !== null && episode.change !== 'not_assessable',
  )
  const improved = assessed.filter((episode) => episode.change === 'reliably_improved').length
  const isTold = combined.n >= LEAST_SHOWN_COUNT && groupOnly.n >= LEAST_SHOWN_COUNT
  return {
    meanBaseline: rounded(baseline.mean, 1),
    standardDeviationBaseline: rounded(baseline.standardDeviation, 1),
    meanChange: rounded(change.mean, 1),
    effectSize:
      change.mean === null || !baseline.standardDeviation
        ? null
        : rounded(change.mean / baseline.standardDeviation, 1),
    armDifference:
      isTold && combined.mean !== null && groupOnly.mean !== null
        ? rounded(combined.mean - groupOnly.mean, 1)
        : null,
    shareImproved: assessed.length === 0 ? null : rounded(improved / assessed.length, 2),
  }
}

function moments(values: readonly (number | null)[]) {
  const known = values.filter((value) => value !== null)
  const n = known.length
  const mean = n === 0 ? null : known.reduce((sum, value) => sum + value, 0) / n
  const squares = mean === null ? 0 : known.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { n, mean, standardDeviation: n < 2 ? null : Math.sqrt(squares / (n - 1)) }
}

function rounded(value: number | null, decimals: number): number | null {
  return value === null ? null : Number(value.toFixed(decimals))
}
