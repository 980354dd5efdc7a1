import type { StudyEstimateContract } from '../../../../api/src/contracts/studies.js'

type Unit = StudyEstimateContract['unit']

/** A row of the forest: places are shares of the axis, 0 at its left end, 1 at its right. */
export interface ForestRow {
  readonly estimate: StudyEstimateContract
  /** Where there is no difference. */
  readonly none: number
  /** null: refused. */
  readonly mark: { readonly low: number; readonly at: number; readonly high: number } | null
}

/**
 * Estimates on one axis per unit, each with "no difference" in the middle; ratios on a logarithmic axis, so that
 * twice and half lie equally far from it.
 */
export function forestRows(estimates: readonly StudyEstimateContract[]): readonly ForestRow[] {
  const reaches = new Map<Unit, number>()
  for (const estimate of estimates) {
    const found = limitsOf(estimate)
    if (found === null) continue
    const reach = Math.max(...found.map(Math.abs))
    reaches.set(estimate.unit, Math.max(reaches.get(estimate.unit) ?? 0, reach))
  }
  return estimates.map((estimate) => {
    const found = limitsOf(estimate)
    const reach = reaches.get(estimate.unit) ?? 0
    if (found === null) return { estimate, none: 0.5, mark: null }
    const [low, at, high] = found.map((value) => (reach === 0 ? 0.5 : 0.5 + value / (2 * reach)))
    return { estimate, none: 0.5, mark: { low: low ?? 0.5, at: at ?? 0.5, high: high ?? 0.5 } }
  })
}

/** Low, estimate and high as distances from no difference; null where one is not known or has no place. */
function limitsOf({ unit, low, estimate, high }: StudyEstimateContract): readonly number[] | null {
  if (low === null || estimate === null || high === null) return null
  const values = [low, estimate, high]
  const placed = unit === 'ratio' ? values.map(Math.log) : values
  return placed.every(Number.isFinite) ? placed : null
}
