import type { Funnel } from '../../../api/src/contracts/programme-charts.js'
import { formatNumber } from '../format/number.js'
import { formatPercent } from '../format/percent.js'
import type { ChartTable } from './chart-table.js'
import type { Domain } from './plot-area.js'

type Unit = Funnel['units'][number]
type Limit = keyof Funnel['limits'][number]['widened']

/** A shape for each kind of unit: told apart without colour. */
export type FunnelMarkShape = 'ring' | 'diamond' | 'triangle'

export interface FunnelMark {
  readonly unit: string
  readonly n: number
  readonly share: number
  readonly shape: FunnelMarkShape
  /** Written beside the mark: outliers only, so that nobody reads an order into the others. */
  readonly label: string | null
  readonly words: string
}

export interface FunnelLine {
  readonly key: Limit
  readonly points: readonly { readonly n: number; readonly share: number }[]
}

export interface FunnelModel {
  readonly marks: readonly FunnelMark[]
  /** The limits to judge by: widened for over-dispersion where that is known. */
  readonly lines: readonly FunnelLine[]
  readonly target: number | null
  readonly xDomain: Domain
  readonly yDomain: Domain
  readonly table: ChartTable
}

const LIMITS = ['upper_998', 'upper_95', 'lower_95', 'lower_998'] as const satisfies readonly Limit[]
const ROOM = 1.04

/** Units by how many stand behind their share, with the limits that chance and ordinary differences leave. */
export function funnel(answer: Funnel): FunnelModel {
  const marks = answer.units.map(markOf)
  const largest = Math.max(1, ...answer.units.map(({ n }) => n))
  return {
    marks,
    lines: LIMITS.map((key) => ({
      key,
      points: answer.limits.map(({ n, widened }) => ({ n, share: widened[key] })),
    })),
    target: answer.target,
    xDomain: { low: 0, high: largest * ROOM },
    yDomain: { low: 0, high: highestShare(answer, largest) },
    table: tableOf(answer),
  }
}

function markOf(unit: Unit): FunnelMark {
  return {
    unit: unit.unit,
    n: unit.n,
    share: unit.share,
    shape: shapeOf(unit),
    label: unit.flag.endsWith('998') ? unit.name : null,
    words: `${unit.name}: ${formatPercent(unit.share)}, n ${formatNumber(unit.n)}. ${unit.words}`,
  }
}

function shapeOf({ flag }: Unit): FunnelMarkShape {
  if (flag === 'within') return 'ring'
  return flag.endsWith('998') ? 'triangle' : 'diamond'
}

/** Room for every unit and for the limits of all but the smallest units, where the limits reach everything. */
function highestShare({ units, limits }: Funnel, largest: number): number {
  const shown = limits.filter(({ n }) => n >= largest / 10).map(({ widened }) => widened.upper_998)
  const highest = Math.max(0.1, ...units.map(({ share }) => share), ...shown)
  return Math.min(1, Math.ceil(highest * 10) / 10)
}

/** In the server's order, by id; no column may be sorted by, since any order of outcomes is a ranking. */
function tableOf(answer: Funnel): ChartTable {
  return {
    caption: `${answer.definition} In order of id, never of outcome`,
    columns: [
      { name: 'unit', label: UNIT_LABELS[answer.by], kind: 'text' },
      { name: 'numerator', label: 'Counted', kind: 'number' },
      { name: 'n', label: 'of', kind: 'number' },
      { name: 'share', label: 'Share', kind: 'number', decimals: 3 },
      { name: 'z', label: 'z', kind: 'number', decimals: 2, isInFileOnly: true },
      { name: 'verdict', label: 'Against the limits', kind: 'text' },
    ],
    rows: answer.units.map((unit) => ({
      key: unit.unit,
      cells: [unit.name, unit.numerator, unit.n, unit.share, unit.z, unit.words],
    })),
  }
}

const UNIT_LABELS: Readonly<Record<Funnel['by'], string>> = {
  site: 'Site',
  group: 'Group',
  therapist: 'Therapist',
}
