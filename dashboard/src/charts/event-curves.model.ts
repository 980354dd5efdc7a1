import type { SurvivalStratum, TimeToChange } from '../../../api/src/contracts/programme-charts.js'
import { countOf, EN_DASH, formatNumber, HARD_SPACE } from '../format/number.js'
import { formatPercent } from '../format/percent.js'
import type { ChartTable } from './chart-table.js'
import type { Domain } from './plot-area.js'

/** Who left is counted as not having had the event, or is left out as if nobody had to leave. */
export type EventCurve = 'incidence' | 'kaplan_meier'

export interface EventStep {
  /** In weeks or sessions. */
  readonly time: number
  readonly share: number
  readonly low: number | null
  readonly high: number | null
  readonly atRisk: number
  readonly words: string
}
export interface EventSeries {
  readonly key: string
  readonly label: string
  readonly n: number
  /** The share holds from each step to the next; it is 0 before the first. */
  readonly steps: readonly EventStep[]
  /** Where the curve stops: the end of follow-up, or fewer than 5 at risk. */
  readonly end: number
  readonly endShare: number
  /** When the curve reaches one half; null where it never does. */
  readonly half: number | null
}
export interface EventCurvesModel {
  /** The strata in the order of the server; `all` alone where nothing sets them apart. */
  readonly series: readonly EventSeries[]
  /** Everybody, drawn behind strata that have a panel each. */
  readonly everybody: EventSeries | null
  /** Strata with fewer than 5 members at the start. */
  readonly tooSmall: readonly { readonly label: string; readonly n: number }[]
  /** Two curves share a plane; more get one each. */
  readonly panels: 'shared' | 'apart'
  readonly unit: 'weeks' | 'sessions'
  readonly xDomain: Domain
  /** The times of the table of those at risk. */
  readonly xTicks: readonly number[]
  readonly yDomain: Domain
  readonly yTicks: readonly number[]
  readonly table: ChartTable
}

const DAYS_PER_WEEK = 7
const MOST_SHARED = 2
const SHARE_STEP = 0.2

/**
 * Shares with the event by time, one curve a stratum.
 *
 * @param labelOf  words of a stratum's code
 * @param eventWords  what happened, for captions: "reliable improvement first observed"
 */
export function eventCurves(
  answer: TimeToChange,
  curve: EventCurve,
  labelOf: (stratum: string) => string,
  eventWords: string,
): EventCurvesModel {
  const perUnit = answer.unit === 'days' ? DAYS_PER_WEEK : 1
  const unit = answer.unit === 'days' ? 'weeks' : 'sessions'
  const given = answer.strata.length > 0 ? answer.strata : answer.overall === null ? [] : [answer.overall]
  const drawable = given.filter((stratum) => !isTooSmall(stratum))
  const seriesOf = (stratum: SurvivalStratum) =>
    seriesFrom(stratum, labelOf(stratum.stratum), { curve, perUnit, unit })
  const series = drawable.map(seriesOf)
  const everybody =
    answer.strata.length > 0 && answer.overall !== null && !isTooSmall(answer.overall)
      ? seriesOf(answer.overall)
      : null
  const panels = series.length > MOST_SHARED ? 'apart' : 'shared'
  const drawn = panels === 'apart' && everybody !== null ? [...series, everybody] : series
  const highest = Math.max(0, ...drawn.flatMap(({ steps }) => steps.map(({ share, high }) => high ?? share)))
  const top = Math.min(1, Math.max(SHARE_STEP, Math.ceil(highest / SHARE_STEP - 1e-9) * SHARE_STEP))
  return {
    series,
    everybody: panels === 'apart' ? everybody : null,
    tooSmall: given.filter(isTooSmall).map(({ stratum, n }) => ({ label: labelOf(stratum), n })),
    panels,
    unit,
    xDomain: { low: 0, high: Math.max(1, ...drawn.map(({ end }) => end)) },
    xTicks: [
      ...new Set(drawable.flatMap(({ risk_table }) => risk_table.map(({ time }) => time / perUnit))),
    ].sort((one, other) => one - other),
    yDomain: { low: 0, high: top },
    yTicks: Array.from({ length: Math.round(top / SHARE_STEP) + 1 }, (_, place) => place * SHARE_STEP),
    table: tableOf(drawable, { curve, perUnit, unit, labelOf, eventWords }),
  }
}

/** "week 7", "session 12". */
export function timeWords(time: number, unit: EventCurvesModel['unit']): string {
  return unit === 'weeks' ? `week ${formatNumber(time, Number.isInteger(time) ? 0 : 1)}` : `session ${time}`
}

/** Nobody is followed by as many as the picture needs: there is not even a first step to show. */
export function isTooSmall(stratum: SurvivalStratum): boolean {
  return stratum.risk_table.length === 0
}

interface Reading {
  readonly curve: EventCurve
  readonly perUnit: number
  readonly unit: EventCurvesModel['unit']
}

interface Point {
  readonly time: number
  readonly atRisk: number
  readonly share: number
  readonly low: number | null
  readonly high: number | null
}

/** Both curves as shares with the event: Kaplan-Meier is turned over, its limits with it. */
function pointsOf(stratum: SurvivalStratum, curve: EventCurve): Point[] {
  if (curve === 'incidence') {
    return stratum.incidence
      .filter(({ event }, place) => event !== (stratum.incidence[place - 1]?.event ?? 0))
      .map(({ time, at_risk, event, low, high }) => ({ time, atRisk: at_risk, share: event, low, high }))
  }
  return stratum.curve
    .filter(({ share_without }, place) => share_without !== (stratum.curve[place - 1]?.share_without ?? 1))
    .map(({ time, at_risk, share_without, low, high }) => ({
      time,
      atRisk: at_risk,
      share: 1 - share_without,
      low: high === null ? null : 1 - high,
      high: low === null ? null : 1 - low,
    }))
}

function seriesFrom(stratum: SurvivalStratum, label: string, { curve, perUnit, unit }: Reading): EventSeries {
  const points = pointsOf(stratum, curve)
  const last = points.at(-1)
  const half = curve === 'incidence' ? stratum.half.time : stratum.median.time
  return {
    key: stratum.stratum,
    label,
    n: stratum.n,
    steps: points.map((point) => ({
      ...point,
      time: point.time / perUnit,
      words: stepWords(label, point, point.time / perUnit, unit),
    })),
    end: endOf(stratum) / perUnit,
    endShare: last?.share ?? 0,
    half: half === null ? null : half / perUnit,
  }
}

/** Where the curve is cut, else the last of all times that are told. */
function endOf(stratum: SurvivalStratum): number {
  const told = [
    ...stratum.curve.map(({ time }) => time),
    ...stratum.incidence.map(({ time }) => time),
    ...stratum.risk_table.map(({ time }) => time),
  ]
  return stratum.stopped_at ?? Math.max(0, ...told)
}

function stepWords(label: string, point: Point, time: number, unit: EventCurvesModel['unit']): string {
  return `${label}, ${timeWords(time, unit)}: ${shareWords(point)}, ${countOf(point.atRisk, 'member')} still at risk before`
}

/** "41 % (36 – 46)". */
export function shareWords({ share, low, high }: Pick<Point, 'share' | 'low' | 'high'>): string {
  if (low === null || high === null) return formatPercent(share)
  const ends = `${formatNumber(low * 100)}${HARD_SPACE}${EN_DASH}${HARD_SPACE}${formatNumber(high * 100)}`
  return `${formatPercent(share)} (${ends})`
}

function tableOf(
  strata: readonly SurvivalStratum[],
  {
    curve,
    perUnit,
    unit,
    labelOf,
    eventWords,
  }: Reading & { labelOf: (stratum: string) => string; eventWords: string },
): ChartTable {
  const share = { kind: 'proportion' } as const
  return {
    caption: `Share with ${eventWords} by ${unit === 'weeks' ? 'weeks since the first score' : 'eligible sessions since joining'}${curve === 'kaplan_meier' ? ', as if nobody left' : ''}`,
    columns: [
      { name: 'members', label: 'Members', kind: 'text' },
      {
        name: unit === 'weeks' ? 'weeks_since_baseline' : 'eligible_sessions',
        label: unit === 'weeks' ? 'Week' : 'Session',
        kind: 'number',
        decimals: unit === 'weeks' ? 1 : 0,
      },
      { name: 'at_risk', label: 'At risk before', kind: 'number' },
      { name: 'share_with_event', label: 'Share', ...share },
      { name: 'interval_low', label: '95 % from', ...share },
      { name: 'interval_high', label: 'to', ...share },
    ],
    rows: strata.flatMap((stratum) =>
      pointsOf(stratum, curve).map((point) => ({
        key: `${stratum.stratum} ${point.time}`,
        cells: [
          labelOf(stratum.stratum),
          point.time / perUnit,
          point.atRisk,
          point.share,
          point.low,
          point.high,
        ],
      })),
    ),
  }
}
