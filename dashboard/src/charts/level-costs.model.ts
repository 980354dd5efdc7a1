import type { VariableCostContract } from '../../../api/src/contracts/dataset-exports.js'
import { formatPercent } from '../format/percent.js'

export interface LevelCost {
  readonly key: string
  readonly level: number
  readonly label: string
  readonly isChosen: boolean
  /** Keeps the limits, the other variables left where they are. */
  readonly isFeasible: boolean
  /** Shares, 0 to 1. */
  readonly atRisk: number
  readonly lost: number
  readonly words: string
}

export interface LevelCostsModel {
  readonly variables: readonly {
    readonly key: string
    readonly label: string
    readonly levels: readonly LevelCost[]
  }[]
  readonly caption: string
  /** Heading of the shares at risk. */
  readonly atRiskLabel: string
}

/** What each level of each variable costs in risk and in information, the others left at their chosen level. */
export function levelCosts(variables: readonly VariableCostContract[], k: number): LevelCostsModel {
  const shown = variables.map(({ name, label, steps }) => ({
    key: name,
    label,
    levels: steps.map(
      (step): LevelCost => ({
        key: `${name} ${step.level}`,
        level: step.level,
        label: step.name,
        isChosen: step.is_chosen,
        isFeasible: step.is_feasible,
        atRisk: step.share_at_risk,
        lost: step.information_lost,
        words: standing(step),
      }),
    ),
  }))
  return {
    variables: shown,
    caption: `What each level costs: persons in classes smaller than ${k}, and information lost`,
    atRiskLabel: `In classes below ${k}`,
  }
}

/** More persons than this in small classes, and too many would be left out. */
const MOST_LEFT_OUT = 0.05

/** Where few are at risk of being found, it is the change that a class would tell of (l or t). */
function standing({ is_chosen, is_feasible, share_at_risk }: VariableCostContract['steps'][number]): string {
  if (is_chosen) return 'chosen'
  if (is_feasible) return 'possible'
  return share_at_risk > MOST_LEFT_OUT ? 'too fine' : 'tells of change'
}

/** Rounded to hundredths by the server; 0 may stand for a few. */
export function shareWords(share: number): string {
  return share === 0 ? `under ${formatPercent(0.01)}` : formatPercent(share)
}
