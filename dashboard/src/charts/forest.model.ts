import type { StudyEstimateContract } from '../../../api/src/contracts/studies.js'
import { bareValue, type EstimateUnit, estimateEnds } from '../format/estimate-words.js'
import { formatNumber } from '../format/number.js'
import type { ChartTable } from './chart-table.js'
import { placedOn, tickLabel, ticksOf } from './forest-ticks.js'

/** One thing on an axis: an estimate with its interval, or a range without a middle. */
export interface ForestEntry {
  readonly key: string
  readonly label: string
  readonly detail: string | null
  readonly low: number | null
  /** null with both ends: a range. */
  readonly estimate: number | null
  readonly high: number | null
  readonly isMain: boolean
  /** false: the interval takes members of one group as independent. */
  readonly respectsGrouping: boolean
  readonly n: number | null
  readonly nWords: string | null
  /** Why there is no estimate. */
  readonly refusal: string | null
}

/** Places are shares of the axis: 0 at its left end, 1 at its right. */
export interface ForestMark {
  readonly low: number
  readonly at: number | null
  readonly high: number
  /** The interval goes on beyond the axis. */
  readonly isCutLow: boolean
  readonly isCutHigh: boolean
}

export interface ForestRow extends ForestEntry {
  /** null: refused, or without an interval. */
  readonly mark: ForestMark | null
  readonly value: string
  readonly ends: string
}

export interface ForestAxis {
  readonly ticks: readonly { readonly at: number; readonly label: string }[]
  /** Where there is no difference. */
  readonly none: number
  /** Between its ends a difference is not relevant; null where no margin was named. */
  readonly margin: { readonly low: number; readonly high: number } | null
  readonly favoursLow: string
  readonly favoursHigh: string
}

export interface ForestBlock {
  readonly key: string
  readonly title: string
  readonly aside: string | null
  readonly axis: ForestAxis
  readonly rows: readonly ForestRow[]
}

export interface ForestModel {
  readonly blocks: readonly ForestBlock[]
  readonly table: ChartTable
}

export interface BlockQuestion {
  readonly key: string
  readonly title: string
  readonly aside?: string
  readonly unit: EstimateUnit
  /** In the unit; null: none. */
  readonly margin: number | null
  readonly favoursLow: string
  readonly favoursHigh: string
  readonly entries: readonly ForestEntry[]
  /** Entries that share the axis with these, so that blocks can be read side by side. */
  readonly alongside?: readonly ForestEntry[]
}

/** Beyond so many times the widest main interval or margin, an interval is cut: one tiny subgroup must not flatten the rest. */
const ROOM_BESIDE_MAIN = 2

/** A block of rows on one axis with "no difference" in its middle; ratios lie on a logarithmic axis. */
export function forestBlock(question: BlockQuestion): ForestBlock {
  const { key, title, aside, unit, entries, margin } = question
  const reach = reachOf([...entries, ...(question.alongside ?? [])], unit, margin)
  const at = (value: number): number => {
    const placed = placedOn(unit, value)
    return reach === 0 ? 0.5 : 0.5 + placed / (2 * reach)
  }
  return {
    key,
    title,
    aside: aside ?? null,
    axis: {
      ticks: ticksOf(unit, reach).map((value) => ({ at: at(value), label: tickLabel(unit, value) })),
      none: 0.5,
      margin: margin === null ? null : { low: Math.max(0, at(-margin)), high: Math.min(1, at(margin)) },
      favoursLow: question.favoursLow,
      favoursHigh: question.favoursHigh,
    },
    rows: entries.map((entry) => ({
      ...entry,
      mark: markOf(entry, unit, at),
      value: entry.estimate === null ? '' : bareValue(entry.estimate, unit),
      ends: estimateEnds({ unit, low: entry.low, high: entry.high, level: null }) ?? 'no interval',
    })),
  }
}

/** An estimate of a study as a row: `label` where the study's own does not fit the place. */
export function forestEntry(estimate: StudyEstimateContract, label = estimate.label): ForestEntry {
  const { name, assumes, low, high, role, n, n_combined, n_group_only, refusal } = estimate
  return {
    key: name,
    label,
    detail: assumes,
    low,
    estimate: estimate.estimate,
    high,
    isMain: role === 'main',
    respectsGrouping: estimate.respects_grouping,
    n,
    nWords: `${formatNumber(n_combined)} and ${formatNumber(n_group_only)}`,
    refusal: estimate.estimate === null ? (refusal?.message.split(/(?<=\.)\s/)[0] ?? 'Not known.') : null,
  }
}

/** Half of the axis, as a distance from no difference. */
function reachOf(entries: readonly ForestEntry[], unit: EstimateUnit, margin: number | null): number {
  const widest = (of: readonly ForestEntry[]): number =>
    Math.max(0, ...of.flatMap(({ low, high }) => distances(unit, low, high)))
  const main = entries.filter(({ isMain }) => isMain)
  const all = widest(entries)
  const anchor = Math.max(widest(main), margin === null ? 0 : margin)
  const reach = anchor === 0 ? all : Math.min(all, anchor * ROOM_BESIDE_MAIN)
  return Math.max(reach, margin === null ? 0 : margin * 1.25) * 1.04
}

function distances(unit: EstimateUnit, low: number | null, high: number | null): number[] {
  if (low === null || high === null) return []
  return [low, high].map((end) => Math.abs(placedOn(unit, end))).filter(Number.isFinite)
}

function markOf(entry: ForestEntry, unit: EstimateUnit, at: (value: number) => number): ForestMark | null {
  const { low, estimate, high } = entry
  if (low === null || high === null) return null
  const [from, to] = [at(low), at(high)]
  const middle = estimate === null ? null : at(estimate)
  if (![from, to, middle ?? 0.5].every(Number.isFinite)) return null
  if (unit === 'ratio' && low <= 0) return null
  const inside = (share: number): number => Math.min(1, Math.max(0, share))
  return {
    low: inside(from),
    at: middle === null || middle < 0 || middle > 1 ? null : middle,
    high: inside(to),
    isCutLow: from < 0,
    isCutHigh: to > 1,
  }
}
