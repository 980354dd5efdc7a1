import type { StudyEstimateContract } from '../../../api/src/contracts/studies.js'
import { formatInterval } from './interval.js'
import { formatNumber, formatSigned } from './number.js'
import { formatPercent } from './percent.js'

export type EstimateUnit = StudyEstimateContract['unit']
type Ends = Pick<StudyEstimateContract, 'unit' | 'low' | 'high' | 'level'>

/** "−0.89", "+8.9" of percentage points, "1.16" of a ratio: a difference always with its sign; a heading names the unit. */
export function bareValue(estimate: number, unit: EstimateUnit): string {
  if (unit === 'ratio') return formatNumber(estimate, decimalsOf(unit))
  return formatSigned(estimate * factorOf(unit), decimalsOf(unit))
}

/** "−2.79 to 1.01"; null where no interval could be given. */
export function estimateEnds({ unit, low, high }: Ends): string | null {
  if (low === null || high === null) return null
  const factor = factorOf(unit)
  return formatInterval({ low: low * factor, high: high * factor }, decimalsOf(unit))
}

/** "95 % interval −2.79 to 1.01"; "no interval". */
export function estimateInterval(estimate: Ends): string {
  const ends = estimateEnds(estimate)
  return ends === null || estimate.level === null
    ? 'no interval'
    : `${formatPercent(estimate.level)} interval ${ends}`
}

/** "p 0.021", "p < 0.001". */
export function pWords(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p ${formatNumber(p, 3)}`
}

function decimalsOf(unit: EstimateUnit): number {
  return unit === 'share' ? 1 : 2
}

function factorOf(unit: EstimateUnit): number {
  return unit === 'share' ? 100 : 1
}
