import { formatSigned } from '../format/number.js'
import type { Domain } from './plot-area.js'

/** One estimate with its interval, as a row of the picture. */
export interface EstimateRow {
  readonly key: string
  readonly label: string
  readonly estimate: number
  /** Null where there is none. */
  readonly interval: { readonly low: number; readonly high: number } | null
}

export interface EstimateRowsModel {
  readonly rows: readonly (EstimateRow & { readonly words: string })[]
  readonly xDomain: Domain
  readonly ticks: readonly number[]
  readonly decimals: number
  /** What the axis measures: "points better". */
  readonly unit: string
  readonly caption: string
}

const MOST_TICKS = 6
const STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20]

/** Estimates of the same thing below each other on one axis that holds zero: no change. */
export function estimateRows(
  rows: readonly EstimateRow[],
  about: { unit: string; caption: string; decimals?: number },
): EstimateRowsModel {
  const ends = rows.flatMap(({ estimate, interval }) =>
    interval === null ? [estimate] : [interval.low, estimate, interval.high],
  )
  const low = Math.min(0, ...ends)
  const high = Math.max(0, ...ends)
  const span = high - low === 0 ? 1 : high - low
  const step = STEPS.find((each) => span / each <= MOST_TICKS - 1) ?? Math.ceil(span / MOST_TICKS)
  const first = Math.floor(low / step)
  const last = Math.ceil((low + span) / step)
  const decimals = about.decimals ?? 1
  return {
    rows: rows.map((row) => ({ ...row, words: wordsOf(row, decimals) })),
    xDomain: { low: first * step, high: last * step },
    ticks: Array.from({ length: last - first + 1 }, (_, place) => (first + place) * step),
    decimals,
    unit: about.unit,
    caption: about.caption,
  }
}

function wordsOf({ estimate, interval }: EstimateRow, decimals: number): string {
  const value = formatSigned(estimate, decimals)
  return interval === null
    ? value
    : `${value} (${formatSigned(interval.low, decimals)} to ${formatSigned(interval.high, decimals)})`
}
