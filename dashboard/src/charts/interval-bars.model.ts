import type { ProgrammeCompleteness } from '../../../api/src/contracts/completeness.js'
import type { DoseResponse } from '../../../api/src/contracts/programme-charts.js'
import { formatInterval } from '../format/interval.js'
import { measureName } from '../format/measure-words.js'
import { EN_DASH, formatNumber } from '../format/number.js'
import { formatPercent, formatProportion } from '../format/percent.js'
import type { ChartTable } from './chart-table.js'
import type { Domain } from './plot-area.js'

export interface IntervalBar {
  readonly key: string
  readonly label: string
  readonly n: number
  readonly value: number
  readonly interval: { readonly low: number; readonly high: number } | null
  readonly words: string
}
/** Bars from 0 with their intervals, and how many members stand behind each. */
export interface IntervalBarsModel {
  readonly bars: readonly IntervalBar[]
  /** Named, not drawn: so few that a bar would be noise. */
  readonly tooFew: readonly { readonly label: string; readonly n: number }[]
  readonly yDomain: Domain
  readonly yTicks: readonly number[]
  /** Of the ticks. */
  readonly format: (value: number) => string
  /** Of the bars. */
  readonly formatValue: (value: number) => string
  readonly xTitle: string
  readonly line: { readonly at: number; readonly words: string } | null
  readonly table: ChartTable
}

/** Below this a bar says more of chance than of members. */
export const FEWEST_IN_A_BAR = 5
const SHARE_STEP = 0.2
const POINT_STEPS = [1, 2, 5, 10]
const MOST_TICKS = 7

/** Mean change by sessions attended, from the server's steps; positive is improvement. */
export function changeBySessions(answer: DoseResponse): IntervalBarsModel {
  const name = measureName(answer.measure)
  const reliable = answer.rules.reliable_points[answer.measure] ?? null
  const drawn = answer.bins.filter(({ n }) => n >= FEWEST_IN_A_BAR)
  const bars = drawn.map((bin): IntervalBar => {
    const label = sessionsLabel(bin)
    return {
      key: label,
      label,
      n: bin.n,
      value: bin.mean_change,
      interval: endsOf(bin.interval),
      words: `${label} sessions: ${formatNumber(bin.mean_change, 1)} points better (${formatInterval(bin.interval)}), n ${formatNumber(bin.n)}, reliably improved ${formatProportion(bin.reliably_improved)}`,
    }
  })
  const values = bars.flatMap(({ value, interval }) => [
    value,
    interval?.low ?? value,
    interval?.high ?? value,
  ])
  const span = { low: Math.min(0, ...values), high: Math.max(1, reliable ?? 0, ...values) }
  const step =
    POINT_STEPS.find((each) => (span.high - span.low) / each <= MOST_TICKS - 1) ?? POINT_STEPS.at(-1) ?? 10
  const yDomain = { low: Math.floor(span.low / step) * step, high: Math.ceil(span.high / step) * step }
  return {
    bars,
    tooFew: answer.bins
      .filter(({ n }) => n < FEWEST_IN_A_BAR)
      .map((bin) => ({ label: `${sessionsLabel(bin)} sessions`, n: bin.n })),
    yDomain,
    yTicks: ticksBetween(yDomain, step),
    format: (value) => formatNumber(value),
    formatValue: (value) => formatNumber(value, 1),
    xTitle: 'sessions attended',
    line: reliable === null ? null : { at: reliable, words: `reliable from ${formatNumber(reliable)}` },
    table: {
      caption: `Mean change on ${name} by sessions attended; positive is improvement`,
      columns: [
        { name: 'sessions_attended', label: 'Sessions attended', kind: 'text' },
        { name: 'n', label: 'n', kind: 'number' },
        { name: 'mean_change', label: 'Mean change', kind: 'number', decimals: 1 },
        { name: 'interval_low', label: '95 % from', kind: 'number', decimals: 1 },
        { name: 'interval_high', label: 'to', kind: 'number', decimals: 1 },
        { name: 'sd', label: 'SD', kind: 'number', decimals: 1 },
        { name: 'reliably_improved', label: 'Reliably improved', kind: 'number' },
        { name: 'share_reliably_improved', label: 'Share', kind: 'proportion' },
      ],
      rows: answer.bins.map((bin) => ({
        key: sessionsLabel(bin),
        cells: [
          sessionsLabel(bin),
          bin.n,
          bin.mean_change,
          bin.interval?.low ?? null,
          bin.interval?.high ?? null,
          bin.sd,
          bin.reliably_improved.numerator,
          bin.reliably_improved.proportion,
        ],
      })),
    },
  }
}

type BySession = NonNullable<ProgrammeCompleteness['by_session']>

/** Of the members whose attendance is recorded at each session of their group, which share came. */
export function attendanceBySession(
  sessions: BySession,
  overall: ProgrammeCompleteness['attendance'],
): IntervalBarsModel {
  const drawn = sessions.filter(({ attendance }) => attendance.denominator >= FEWEST_IN_A_BAR)
  const yDomain = { low: 0, high: 1 }
  return {
    bars: drawn.flatMap(({ session_number, attendance }): IntervalBar[] =>
      attendance.proportion === null
        ? []
        : [
            {
              key: String(session_number),
              label: String(session_number),
              n: attendance.denominator,
              value: attendance.proportion,
              interval: endsOf(attendance.interval),
              words: `Session ${session_number}: ${formatProportion(attendance)} came, ${formatNumber(attendance.numerator)} of ${formatNumber(attendance.denominator)}`,
            },
          ],
    ),
    tooFew: sessions
      .filter(({ attendance: { denominator } }) => denominator > 0 && denominator < FEWEST_IN_A_BAR)
      .map(({ session_number, attendance }) => ({
        label: `session ${session_number}`,
        n: attendance.denominator,
      })),
    yDomain,
    yTicks: ticksBetween(yDomain, SHARE_STEP),
    format: (value) => formatPercent(value),
    formatValue: (value) => formatPercent(value),
    xTitle: 'number of the session in its group',
    line:
      overall.proportion === null
        ? null
        : { at: overall.proportion, words: `all sessions ${formatPercent(overall.proportion)}` },
    table: {
      caption: 'Attendance by the number of the session in its group',
      columns: [
        { name: 'session_number', label: 'Session', kind: 'text' },
        { name: 'groups', label: 'Groups', kind: 'number' },
        { name: 'attended', label: 'Came', kind: 'number' },
        { name: 'recorded', label: 'of', kind: 'number' },
        { name: 'attendance', label: 'Share', kind: 'proportion' },
        { name: 'interval_low', label: '95 % from', kind: 'proportion' },
        { name: 'interval_high', label: 'to', kind: 'proportion' },
      ],
      rows: sessions.map(({ session_number, groups, attendance }) => ({
        key: String(session_number),
        cells: [
          String(session_number),
          groups,
          attendance.numerator,
          attendance.denominator,
          attendance.proportion,
          attendance.interval?.low ?? null,
          attendance.interval?.high ?? null,
        ],
      })),
    },
  }
}

/** "5–6", or "5" alone. */
export function sessionsLabel({ from, to }: { readonly from: number; readonly to: number }): string {
  return from === to ? formatNumber(from) : `${formatNumber(from)}${EN_DASH}${formatNumber(to)}`
}

function endsOf(interval: { low: number; high: number } | null): IntervalBar['interval'] {
  return interval === null ? null : { low: interval.low, high: interval.high }
}

function ticksBetween({ low, high }: Domain, step: number): number[] {
  return Array.from({ length: Math.round((high - low) / step) + 1 }, (_, place) => low + place * step)
}
