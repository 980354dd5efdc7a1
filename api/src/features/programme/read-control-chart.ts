/** GET /programme/control-chart: the programme over calendar time, with its signals in words. */

import type { ControlChart, ControlChartQuery } from '../../contracts/programme-charts.js'
import type { ProgrammeState } from '../../contracts/programme-query.js'
import { requireMeasure } from '../../core/measures/registry.js'
import {
  type ChartedSeries,
  chartSeries,
  FEWEST_POINTS,
  type SeriesPoint,
  type SeriesSignal,
  signalsOf,
} from '../../core/programme/control-chart.js'
import { meanFromSums } from '../../core/programme/mean-from-sums.js'
import { daysOfPeriod, periodOf, periodsBetween } from '../../core/programme/periods.js'
import type { Transaction } from '../../database/access.js'
import { latestDay, provenanceOf } from '../outcomes/provenance.service.js'
import type { ReadRequest } from '../outcomes/read-request.js'
import {
  type ReliablePoints,
  readReliablePoints,
  rulesOnTheWire,
} from '../outcomes/reliable-points.service.js'
import { queryAttendanceByPeriod, queryChangeSums, queryCountsByPeriod } from './counts-by-period.query.js'
import { queryGroupCount } from './outcome-counts.query.js'
import { programmeState } from './programme-state.js'
import { type ProgrammeRate, rateDefinition } from './rate-definitions.js'
import { episodeRows } from './rows-link.js'

type Metric = ControlChartQuery['metric']

interface PeriodPoint extends SeriesPoint {
  readonly period: string
}

interface MetricDefinition {
  readonly unit: ControlChart['unit']
  readonly better: ControlChart['better']
  readonly words: string
}

export async function readControlChart(
  transaction: Transaction,
  request: ReadRequest,
  { metric, by, rules }: Pick<ControlChartQuery, 'metric' | 'by' | 'rules'>,
): Promise<ControlChart> {
  const points = await readReliablePoints(transaction, rules)
  const today = await latestDay(transaction, request.now)
  const running = periodOf(today, by)
  const all = await periodPoints(transaction, request, metric, by, points)
  const settled = all.filter(({ period }) => period < running)
  const shown = settled.filter(({ n, numerator }) => numerator === null || n > 0)
  const series = shown.length < FEWEST_POINTS ? null : chartSeries(shown)
  const definition = definitionOf(metric, request)
  const signals = series === null ? [] : signalsOf(series)
  const inRunning = all.find(({ period }) => period === running)
  return {
    metric,
    by,
    chart: definition.unit === 'share' ? 'laney_p_prime' : 'xmr',
    unit: definition.unit,
    better: definition.better,
    definition: definition.words,
    centre: series?.centre ?? null,
    sigma_z: series?.sigmaZ ?? null,
    limits_are_provisional: series?.limitsAreProvisional ?? true,
    points: series === null ? [] : pointsOnTheWire(series, shown, { metric, request, rules, signals }),
    signals: signals.map((signal) => signalOnTheWire(signal, shown, definition)),
    finding: finding(signals, shown, definition),
    running_period: inRunning === undefined ? null : { period: running, n: inRunning.n },
    periods_without: periodsWithout(shown),
    state: await stateOf(transaction, request, metric, shown),
    rules: rulesOnTheWire(points),
    provenance: await provenanceOf(transaction, request, {
      basis: metric === 'attendance' ? 'session_date' : 'episode_end',
      from: shown[0] === undefined ? null : daysOfPeriod(shown[0].period).from,
      to: shown.at(-1) === undefined ? null : daysOfPeriod(shown.at(-1)?.period ?? running).to,
      nGroups: await queryGroupCount(transaction, request),
    }),
  }
}

async function periodPoints(
  transaction: Transaction,
  request: ReadRequest,
  metric: Metric,
  by: ControlChartQuery['by'],
  points: ReliablePoints,
): Promise<PeriodPoint[]> {
  if (metric === 'attendance') {
    const periods = await queryAttendanceByPeriod(transaction, request.filters, by)
    return periods.map(({ period, eligible, attended }) => share(period, attended, eligible))
  }
  if (metric === 'mean_change') {
    const periods = await queryChangeSums(transaction, request, by, measureOf(request).code)
    return periods.map(({ period, ...sums }) => ({
      period,
      n: sums.n,
      numerator: null,
      value: meanFromSums({ n: sums.n, sum: sums.sum, sumSquared: sums.sum_squared })?.mean ?? 0,
    }))
  }
  const counts = await queryCountsByPeriod(transaction, request, by, points)
  if (metric !== 'finished') {
    const { numerator, denominator } = rateDefinition(metric, 'national')
    return counts.map((each) => share(each.key, numerator(each), denominator(each)))
  }
  const found = new Map(counts.map((each) => [each.key, each.national_finished]))
  const [first, last] = [counts[0]?.key, counts.at(-1)?.key]
  // A month in which nobody finished is a count of 0, not a month without a value.
  const periods = first === undefined || last === undefined ? [] : periodsBetween(first, last)
  return periods.map((period) => {
    const n = found.get(period) ?? 0
    return { period, n, numerator: null, value: n }
  })
}

function share(period: string, numerator: number, n: number): PeriodPoint {
  return { period, n, numerator, value: n === 0 ? 0 : numerator / n }
}

function measureOf({ filters }: ReadRequest) {
  return requireMeasure(filters.measure ?? 'phq9')
}

function definitionOf(metric: Metric, request: ReadRequest): MetricDefinition {
  switch (metric) {
    case 'attendance':
      return {
        unit: 'share',
        better: 'higher',
        words: 'Attended, of eligible sessions, by the day of the session.',
      }
    case 'finished':
      return {
        unit: 'episodes',
        better: null,
        words: 'Courses that ended in the period with at least two attended sessions.',
      }
    case 'mean_change':
      return {
        unit: 'points',
        better: 'higher',
        words: `Mean change on ${measureOf(request).shortName} from the first to the last score of episodes that ended in the period; positive is improvement. It moves with the baselines of those who come.`,
      }
    default: {
      const { words, better } = rateDefinition(metric, 'national')
      return { unit: 'share', better, words }
    }
  }
}

function pointsOnTheWire(
  series: ChartedSeries,
  periods: readonly PeriodPoint[],
  about: {
    metric: Metric
    request: ReadRequest
    rules: ControlChartQuery['rules']
    signals: readonly SeriesSignal[]
  },
): ControlChart['points'] {
  return series.points.map((point, place) => {
    const { period } = periods[place] ?? { period: '' }
    const { from, to } = clipped(daysOfPeriod(period), about.request)
    const { from: first, to: last } = daysOfPeriod(period)
    return {
      period,
      from,
      to,
      is_whole: from === first && to === last,
      n: point.n,
      numerator: point.numerator,
      value: point.value,
      lower: point.lower,
      upper: point.upper,
      is_outside: point.isOutside,
      is_in_run_of_eight: point.isInRunOfEight,
      words: pointWords(place, about.signals),
      ...rowsOfPoint(about, { from, to }),
    }
  })
}

function clipped({ from, to }: { from: string; to: string }, { filters }: ReadRequest) {
  return {
    from: filters.from !== undefined && filters.from > from ? filters.from : from,
    to: filters.to !== undefined && filters.to < to ? filters.to : to,
  }
}

function pointWords(place: number, signals: readonly SeriesSignal[]): string | null {
  const outside = signals.find(({ kind, first }) => kind === 'outside_limits' && first === place)
  if (outside !== undefined) return `${outside.side} the limits`
  const run = signals.find(
    ({ kind, first, last }) => kind === 'run_of_eight' && first <= place && place <= last,
  )
  return run === undefined ? null : `in a run of ${run.last - run.first + 1} ${run.side} the centre`
}

function rowsOfPoint(
  {
    metric,
    request: { filters },
    rules,
  }: { metric: Metric; request: ReadRequest; rules: ControlChartQuery['rules'] },
  days: { from: string; to: string },
): Pick<ControlChart['points'][number], 'rows' | 'rows_of_n'> {
  if (metric === 'attendance') return { rows: null, rows_of_n: null }
  if (metric === 'finished' || metric === 'mean_change') {
    const own =
      metric === 'finished'
        ? ({ class: 'finished', family: 'national' } as const)
        : ({ class: 'paired_data', family: 'measure', open: 'no' } as const)
    const rows = episodeRows(filters, { ...days, ...own })
    return { rows, rows_of_n: rows }
  }
  const { family, classOfNumerator, classOfDenominator } = rateDefinition(
    metric satisfies ProgrammeRate,
    'national',
  )
  const rows = (outcomeClass: typeof classOfNumerator) =>
    episodeRows(filters, { ...days, rules, class: outcomeClass, family })
  return { rows: rows(classOfNumerator), rows_of_n: rows(classOfDenominator) }
}

function meaningOf({ side }: SeriesSignal, { better }: MetricDefinition): 'better' | 'worse' | 'neither' {
  if (better === null) return 'neither'
  return (side === 'above') === (better === 'higher') ? 'better' : 'worse'
}

function signalOnTheWire(
  signal: SeriesSignal,
  periods: readonly PeriodPoint[],
  definition: MetricDefinition,
): ControlChart['signals'][number] {
  const from = periods[signal.first]?.period ?? ''
  const to = periods[signal.last]?.period ?? ''
  const meaning = meaningOf(signal, definition)
  const verdict = meaning === 'neither' ? '' : ` (${meaning})`
  const sentence =
    signal.kind === 'outside_limits'
      ? `${from} lies ${signal.side} the limits${verdict}: more than ordinary variation.`
      : `${signal.last - signal.first + 1} in a row ${signal.side} the centre, ${from} to ${to}${verdict}: a shift, not noise.`
  return { kind: signal.kind, from, to, side: signal.side, meaning, sentence }
}

function finding(
  signals: readonly SeriesSignal[],
  periods: readonly PeriodPoint[],
  definition: MetricDefinition,
): string {
  if (periods.length < FEWEST_POINTS) return 'Too few periods to say whether anything changed.'
  const last = signals.at(-1)
  if (last === undefined) return 'Nothing beyond ordinary variation.'
  return signalOnTheWire(last, periods, definition).sentence
}

function periodsWithout(shown: readonly PeriodPoint[]): string[] {
  const [first, last] = [shown[0], shown.at(-1)]
  if (first === undefined || last === undefined) return []
  const found = new Set(shown.map(({ period }) => period))
  return periodsBetween(first.period, last.period).filter((period) => !found.has(period))
}

async function stateOf(
  transaction: Transaction,
  request: ReadRequest,
  metric: Metric,
  shown: readonly PeriodPoint[],
): Promise<ProgrammeState> {
  if (shown.length >= FEWEST_POINTS) return { kind: 'answered', message: null, relax: [] }
  const n = shown.reduce((sum, point) => sum + point.n, 0)
  if (n === 0) {
    const counted = metric === 'attendance' ? { periodOf: 'nothing' as const } : {}
    const state = await programmeState(transaction, request, { episodes: 0, ...counted })
    if (state.relax.length > 0 || state.kind === 'contradictory_period') return state
  }
  const { from, to } = request.filters
  return {
    kind: 'too_few_periods',
    message: `A chart over time needs at least ${FEWEST_POINTS} whole periods with somebody in them; there ${shown.length === 1 ? 'is 1' : 'are none'}. Widen the period, or show months in place of quarters.`,
    relax: [
      ...(from === undefined ? [] : [{ filter: 'from' as const, episodes: n }]),
      ...(to === undefined ? [] : [{ filter: 'to' as const, episodes: n }]),
    ],
  }
}
