import type { ControlChart } from '../../../api/src/contracts/programme-charts.js'
import { formatNumber } from '../format/number.js'
import { formatPercent } from '../format/percent.js'
import type { ChartTable } from './chart-table.js'
import type { Domain } from './plot-area.js'

type Point = ControlChart['points'][number]

/** A shape for each kind of point: told apart without colour. */
export type ControlMarkShape = 'hollow' | 'diamond' | 'triangle'

export interface ControlMark {
  readonly period: string
  readonly label: string
  readonly value: number
  readonly lower: number
  readonly upper: number
  readonly n: number
  readonly shape: ControlMarkShape
  readonly words: string
}

export interface ControlChartModel {
  readonly marks: readonly ControlMark[]
  readonly centre: number | null
  readonly yDomain: Domain
  /** The last signal, written into the picture at the point where it ends. */
  readonly reason: { readonly at: number; readonly words: string } | null
  readonly format: (value: number) => string
  readonly table: ChartTable
}

/** Values by period with their own limits, and the reason for calling a change one. */
export function controlChart(answer: ControlChart): ControlChartModel {
  const format = formatOf(answer.unit)
  const marks = answer.points.map((point) => markOf(point, format))
  const signal = answer.signals.at(-1)
  const at = signal === undefined ? -1 : marks.findIndex(({ period }) => period === signal.to)
  return {
    marks,
    centre: answer.centre,
    yDomain: domainOf(answer),
    reason: signal === undefined || at < 0 ? null : { at, words: signal.sentence },
    format,
    table: tableOf(answer),
  }
}

/** "Mar 2026" of `2026-03`, "Q1 2026" of `2026-Q1`. */
export function periodLabel(period: string): string {
  const [year = '', part = ''] = period.split('-')
  if (part.startsWith('Q')) return `${part} ${year}`
  const name = MONTHS[Number(part) - 1]
  return name === undefined ? period : `${name} ${year}`
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function formatOf(unit: ControlChart['unit']): (value: number) => string {
  if (unit === 'share') return (value) => formatPercent(value)
  return (value) => formatNumber(value, unit === 'points' ? 1 : 0)
}

function markOf(point: Point, format: (value: number) => string): ControlMark {
  const label = periodLabel(point.period)
  const limits = `limits ${format(point.lower)} to ${format(point.upper)}`
  const verdict = point.words === null ? '' : `; ${point.words}`
  return {
    period: point.period,
    label,
    value: point.value,
    lower: point.lower,
    upper: point.upper,
    n: point.n,
    shape: shapeOf(point),
    words: `${label}: ${format(point.value)}, n ${formatNumber(point.n)}, ${limits}${verdict}`,
  }
}

function shapeOf(point: Point): ControlMarkShape {
  if (point.is_outside) return 'triangle'
  return point.is_in_run_of_eight ? 'diamond' : 'hollow'
}

/** Room for every value and limit; a share never leaves 0 to 1. */
function domainOf({ points, unit }: ControlChart): Domain {
  if (points.length === 0) return { low: 0, high: 1 }
  const low = Math.min(...points.flatMap(({ value, lower }) => [value, lower]))
  const high = Math.max(...points.flatMap(({ value, upper }) => [value, upper]))
  const room = (high - low) * 0.1
  const padded = { low: low - room, high: high + room }
  if (unit === 'share') return { low: Math.max(0, padded.low), high: Math.min(1, padded.high) }
  return unit === 'episodes' ? { low: Math.max(0, padded.low), high: padded.high } : padded
}

function tableOf(answer: ControlChart): ChartTable {
  const decimals = answer.unit === 'share' ? 3 : 1
  const number = { kind: 'number', decimals } as const
  return {
    caption: answer.definition,
    columns: [
      { name: 'period', label: 'Period', kind: 'text' },
      { name: 'n', label: 'n', kind: 'number' },
      { name: 'numerator', label: 'Counted', kind: 'number' },
      { name: `value_${answer.unit}`, label: 'Value', ...number },
      { name: 'lower_limit', label: 'Lower limit', ...number },
      { name: 'upper_limit', label: 'Upper limit', ...number },
      { name: 'signal', label: 'Signal', kind: 'text' },
    ],
    rows: answer.points.map((point) => ({
      key: point.period,
      cells: [
        point.is_whole ? periodLabel(point.period) : `${periodLabel(point.period)} (cut by the filters)`,
        point.n,
        point.numerator,
        point.value,
        point.lower,
        point.upper,
        point.words ?? 'none',
      ],
    })),
  }
}
