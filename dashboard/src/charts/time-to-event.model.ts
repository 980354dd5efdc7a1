import { formatInterval } from '../format/interval.js'
import { formatNumber } from '../format/number.js'
import { formatPercent } from '../format/percent.js'
import type { ChartTable } from './chart-table.js'
import type { Domain } from './plot-area.js'

/** Shares are of those with the event by a time; where the answer holds those without it, take 1 less it. */
export interface TimedSeries {
  readonly key: string
  readonly label: string
  readonly n: number
  readonly events: number
  readonly steps: readonly TimedStep[]
  /** The first day with too few at risk, where the curve stops; null: it runs to its last step. */
  readonly stoppedAt: number | null
  readonly risk: readonly { readonly time: number; readonly atRisk: number }[]
}
export interface TimedStep {
  readonly time: number
  readonly share: number
  readonly low: number | null
  readonly high: number | null
}

export interface TimeToEventModel {
  readonly series: readonly (TimedSeries & { readonly end: { time: number; share: number } })[]
  /** Days. */
  readonly xDomain: Domain
  readonly yDomain: Domain
  readonly ticks: readonly { readonly day: number; readonly label: string }[]
  readonly table: ChartTable
  /** Those still at risk, on the days of the ticks, one row a series. */
  readonly risk: {
    readonly days: readonly { readonly day: number; readonly label: string }[]
    readonly rows: readonly {
      readonly key: string
      readonly label: string
      readonly atRisk: readonly (number | null)[]
    }[]
  }
}

const DAYS_PER_WEEK = 7
const SHARE_STEP = 0.2

/** How many have had the event by each day, one curve a series, with those still at risk. */
export function timeToEvent(caption: string, given: readonly TimedSeries[]): TimeToEventModel {
  const days = [...new Set(given.flatMap(({ risk }) => risk.map(({ time }) => time)))].sort((a, b) => a - b)
  const lastOf = ({ steps, risk, stoppedAt }: TimedSeries): number =>
    stoppedAt ?? Math.max(steps.at(-1)?.time ?? 0, risk.at(-1)?.time ?? 0)
  const high = Math.max(1, ...given.map(lastOf))
  const highest = Math.max(
    SHARE_STEP,
    ...given.flatMap(({ steps }) => steps.map(({ share, high: limit }) => limit ?? share)),
  )
  const ticks = days.filter((day) => day <= high).map((day) => ({ day, label: dayLabel(day) }))
  return {
    series: given.map((each) => ({
      ...each,
      end: { time: lastOf(each), share: each.steps.at(-1)?.share ?? 0 },
    })),
    xDomain: { low: 0, high },
    yDomain: { low: 0, high: Math.min(1, Math.ceil(highest / SHARE_STEP) * SHARE_STEP) },
    ticks,
    table: tableOf(caption, given),
    risk: {
      days: ticks,
      rows: given.map(({ key, label, risk }) => ({
        key,
        label,
        atRisk: ticks.map(({ day }) => risk.find(({ time }) => time === day)?.atRisk ?? null),
      })),
    },
  }
}

/** The share at a day: that of the last step up to it. */
export function shareAt({ steps }: Pick<TimedSeries, 'steps'>, day: number): TimedStep | null {
  return steps.findLast(({ time }) => time <= day) ?? null
}

/** "45 % (38 – 52)". */
export function stepWords({ share, low, high }: TimedStep): string {
  const interval =
    low === null || high === null ? '' : ` (${formatInterval({ low: low * 100, high: high * 100 }, 0)})`
  return `${formatPercent(share)}${interval}`
}

function dayLabel(day: number): string {
  if (day === 0) return 'start'
  return day % DAYS_PER_WEEK === 0 ? `week ${formatNumber(day / DAYS_PER_WEEK)}` : `day ${formatNumber(day)}`
}

function tableOf(caption: string, given: readonly TimedSeries[]): ChartTable {
  const share = { kind: 'number', decimals: 3 } as const
  return {
    caption,
    columns: [
      { name: 'series', label: 'Members', kind: 'text' },
      { name: 'day', label: 'Day', kind: 'number' },
      { name: 'share', label: 'Share by then', ...share },
      { name: 'low', label: '95 % from', ...share },
      { name: 'high', label: 'to', ...share },
    ],
    rows: given.flatMap(({ key, label, steps }) =>
      steps.map(({ time, share: value, low, high }) => ({
        key: `${key}-${time}`,
        cells: [label, time, value, low, high],
      })),
    ),
  }
}
