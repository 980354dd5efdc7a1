import { formatNumber } from './number.js'

/** "p = 0.031", "p = 0.24", "p < 0.001": never 0, and no more digits than say something. */
export function formatP(p: number): string {
  if (p < 0.001) return 'p < 0.001'
  return `p = ${formatNumber(p, p < 0.1 ? 3 : 2)}`
}
