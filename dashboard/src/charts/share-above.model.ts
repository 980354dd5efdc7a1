import type { CalibrationContract } from '../../../api/src/contracts/model-fits.js'
import { formatPercent, formatPercentEnds } from '../format/percent.js'
import type { ChartTable } from './chart-table.js'
import type { Domain } from './plot-area.js'

type Shares = CalibrationContract['all']
type Share = Shares['p84']

export interface ShareMark {
  readonly limit: 'p84' | 'p90'
  readonly share: number
  readonly interval: { readonly low: number; readonly high: number } | null
  /** Off by more than 2 points and more than 2 standard errors. */
  readonly isOff: boolean
  readonly words: string
}
export interface ShareRow {
  readonly key: string
  readonly label: string
  readonly scores: number
  readonly marks: readonly ShareMark[]
}
export interface ShareAboveModel {
  readonly rows: readonly ShareRow[]
  readonly expected: { readonly p84: number; readonly p90: number }
  readonly xDomain: Domain
  readonly isAnyOff: boolean
  readonly table: ChartTable
}

/** Room for a share of twice what should be, whatever the rows hold. */
const LEAST_TOP = 0.3
const HIGHEST_TOP = 1

/** Shares of scores above the two limits, row by row, beside what they should be. */
export function shareAbove(
  caption: string,
  head: string,
  given: readonly (Shares & { readonly key: string; readonly label: string })[],
): ShareAboveModel {
  const rows = given.map(({ key, label, scores, p84, p90 }) => ({
    key,
    label,
    scores,
    marks: [...markOf('p84', p84), ...markOf('p90', p90)],
  }))
  const marks = rows.flatMap((row) => row.marks)
  const highest = Math.max(LEAST_TOP, ...marks.map(({ share, interval }) => interval?.high ?? share))
  return {
    rows,
    expected: { p84: given[0]?.p84.expected ?? 0.16, p90: given[0]?.p90.expected ?? 0.1 },
    xDomain: { low: 0, high: Math.min(HIGHEST_TOP, Math.ceil(highest * 10) / 10) },
    isAnyOff: marks.some(({ isOff }) => isOff),
    table: tableOf(caption, head, given),
  }
}

function markOf(limit: ShareMark['limit'], share: Share): ShareMark[] {
  if (share.proportion === null) return []
  const name = limit === 'p84' ? '84 % limit' : '90 % limit'
  const should = `should be ${formatPercent(share.expected)}`
  return [
    {
      limit,
      share: share.proportion,
      interval: share.interval,
      isOff: share.is_off,
      words: `${name}: ${formatPercent(share.proportion, 1)} ${formatPercentEnds(share.interval)}, ${should}`,
    },
  ]
}

function tableOf(
  caption: string,
  head: string,
  given: readonly (Shares & { readonly key: string; readonly label: string })[],
): ChartTable {
  const ends = (share: Share) => [share.interval?.low ?? null, share.interval?.high ?? null]
  return {
    caption,
    columns: [
      { name: 'row', label: head, kind: 'text' },
      { name: 'scores', label: 'Scores', kind: 'number' },
      ...(['84', '90'] as const).flatMap((level) => [
        { name: `share_above_${level}`, label: `Above ${level} %`, kind: 'number' as const, decimals: 3 },
        { name: `low_${level}`, label: '95 % from', kind: 'number' as const, decimals: 3 },
        { name: `high_${level}`, label: 'to', kind: 'number' as const, decimals: 3 },
        { name: `verdict_${level}`, label: 'Beside what it should be', kind: 'text' as const },
      ]),
    ],
    rows: given.map(({ key, label, scores, p84, p90 }) => ({
      key,
      cells: [
        label,
        scores,
        p84.proportion,
        ...ends(p84),
        verdictOf(p84),
        p90.proportion,
        ...ends(p90),
        verdictOf(p90),
      ],
    })),
  }
}

function verdictOf({ proportion, expected, is_off }: Share): string {
  if (proportion === null) return 'no score'
  if (!is_off) return 'within what chance allows'
  return proportion > expected ? 'too many' : 'too few'
}
