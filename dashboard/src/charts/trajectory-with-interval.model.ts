import type { MeasureContract } from '../../../api/src/contracts/measures.js'
import type { ProgrammeTrajectory } from '../../../api/src/contracts/programme.js'
import { formatInterval } from '../format/interval.js'
import { formatNumber } from '../format/number.js'
import type { ChartTable } from './chart-table.js'
import { type Domain, scoreTicks } from './plot-area.js'

export interface TrajectoryPoint {
  readonly week: number
  readonly n: number
  readonly mean: number
  /** Null where fewer than two scores stand behind the mean. */
  readonly interval: { readonly low: number; readonly high: number } | null
  /** "11.8 (11.2 – 12.4), n 512". */
  readonly words: string
}
export interface TrajectorySeries {
  readonly key: 'overall' | 'group_only' | 'combined'
  readonly label: string
  readonly n_episodes: number
  readonly points: readonly TrajectoryPoint[]
}
export interface TrajectoryWithIntervalModel {
  /** Series without points are left out; no series at all means that there is nothing to draw. */
  readonly series: readonly TrajectorySeries[]
  /** Every week that has a point in any series, ascending. */
  readonly weeks: readonly number[]
  readonly xDomain: Domain
  readonly yDomain: Domain
  readonly yTicks: readonly number[]
  readonly caseness: { readonly score: number; readonly label: string } | null
  /** Points with fewer than 3 scores, which are not shown. */
  readonly pointsLeftOut: number
  readonly table: ChartTable
}

/** Observed means of some members, as an answer of the API holds them. */
export interface ObservedMeans {
  readonly n_episodes: number
  readonly points_left_out: number
  readonly points: readonly {
    readonly week: number
    readonly n: number
    readonly mean: number
    readonly interval: { readonly low: number; readonly high: number } | null
  }[]
}

/** Mean observed score by week since baseline, of everybody or of each arm: what the chart and its table show. */
export function trajectoryWithInterval(
  trajectory: ProgrammeTrajectory,
  measure: MeasureContract,
  split: 'overall' | 'by_arm',
): TrajectoryWithIntervalModel {
  return split === 'by_arm'
    ? armTrajectories(trajectory.by_arm, measure)
    : modelOf(
        [series('overall', 'all members', trajectory.overall)],
        trajectory.overall.points_left_out,
        measure,
      )
}

/** The same of two arms, whoever worked them out. */
export function armTrajectories(
  { group_only, combined }: Readonly<Record<'group_only' | 'combined', ObservedMeans>>,
  measure: MeasureContract,
): TrajectoryWithIntervalModel {
  return modelOf(
    [series('group_only', 'group only', group_only), series('combined', 'combined', combined)],
    group_only.points_left_out + combined.points_left_out,
    measure,
  )
}

function modelOf(
  all: readonly TrajectorySeries[],
  pointsLeftOut: number,
  measure: MeasureContract,
): TrajectoryWithIntervalModel {
  const drawn = all.filter((each) => each.points.length > 0)
  const weeks = [...new Set(drawn.flatMap((each) => each.points.map((point) => point.week)))].sort(
    (a, b) => a - b,
  )
  const yDomain = scoreDomain(drawn, measure)
  return {
    series: drawn,
    weeks,
    xDomain: { low: weeks[0] ?? 0, high: weeks.at(-1) ?? 0 },
    yDomain,
    yTicks: scoreTicks(yDomain, 7),
    caseness:
      measure.caseness === null
        ? null
        : { score: measure.caseness, label: `caseness ${formatNumber(measure.caseness)}` },
    pointsLeftOut,
    table: table(drawn, measure),
  }
}

function series(key: TrajectorySeries['key'], label: string, observed: ObservedMeans): TrajectorySeries {
  const points = observed.points.map((point) => ({
    week: point.week,
    n: point.n,
    mean: point.mean,
    interval: point.interval === null ? null : { low: point.interval.low, high: point.interval.high },
    words: `${formatNumber(point.mean, 1)} (${formatInterval(point.interval)}), n ${formatNumber(point.n)}`,
  }))
  return { key, label, n_episodes: observed.n_episodes, points }
}

const SCORE_STEP = 5

/** Everything drawn, caseness included, out to the next step of 5, inside the measure's own range. */
function scoreDomain(drawn: readonly TrajectorySeries[], measure: MeasureContract): Domain {
  const ends = drawn.flatMap((each) =>
    each.points.flatMap((point) => [
      point.mean,
      point.interval?.low ?? point.mean,
      point.interval?.high ?? point.mean,
    ]),
  )
  if (ends.length === 0) return measure.total_range
  if (measure.caseness !== null) ends.push(measure.caseness)
  const low = Math.floor((Math.min(...ends) - 0.5) / SCORE_STEP) * SCORE_STEP
  const high = Math.ceil((Math.max(...ends) + 0.5) / SCORE_STEP) * SCORE_STEP
  return { low: Math.max(low, measure.total_range.low), high: Math.min(high, measure.total_range.high) }
}

function table(drawn: readonly TrajectorySeries[], measure: MeasureContract): ChartTable {
  return {
    caption: `Mean ${measure.short_name} by week since the first score`,
    columns: [
      { name: 'series', label: 'Members', kind: 'text' },
      { name: 'weeks_since_baseline', label: 'Week', kind: 'number' },
      { name: 'n', label: 'n', kind: 'number' },
      { name: 'mean', label: 'Mean', kind: 'number', decimals: 1 },
      { name: 'interval_low', label: '95 % from', kind: 'number', decimals: 1 },
      { name: 'interval_high', label: 'to', kind: 'number', decimals: 1 },
    ],
    rows: drawn.flatMap((each) =>
      each.points.map((point) => ({
        key: `${each.key}-${point.week}`,
        cells: [
          each.label,
          point.week,
          point.n,
          point.mean,
          point.interval?.low ?? null,
          point.interval?.high ?? null,
        ],
      })),
    ),
  }
}
