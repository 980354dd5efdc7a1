import type { StudyResultContract } from '../../../api/src/contracts/studies.js'
import { formatNullable, formatNumber, formatSigned, NO_VALUE } from '../format/number.js'
import { formatPercent } from '../format/percent.js'
import type { ChartTable } from './chart-table.js'

type Balance = StudyResultContract['balance'][number]
type Arm = Balance['combined']

/** Places are shares of the axis: 0 at its left end, 1 at its right. */
export interface LoveRow {
  readonly key: string
  readonly label: string
  /** "16.5 (4.8)", "62 %". */
  readonly combined: string
  readonly groupOnly: string
  /** "2 not recorded". */
  readonly missing: string | null
  readonly before: number | null
  readonly after: number | null
  /** "0.42 → 0.01". */
  readonly words: string
  readonly isAlike: boolean | null
}

export interface LovePlotModel {
  readonly rows: readonly LoveRow[]
  readonly ticks: readonly { readonly at: number; readonly label: string }[]
  /** Between its ends the arms are called alike. */
  readonly alike: { readonly low: number; readonly high: number }
  readonly combinedN: number
  readonly groupOnlyN: number
  readonly unlike: readonly string[]
  readonly isWeighted: boolean
  readonly table: ChartTable
}

const LEAST_REACH = 0.25

/** Table 1 with the standardised differences of the arms, before and after weighting. */
export function lovePlot(balance: readonly Balance[], limit: number): LovePlotModel {
  const values = balance.flatMap(({ smd, smd_weighted }) => [smd ?? 0, smd_weighted ?? 0])
  const reach = Math.max(LEAST_REACH, ...values.map(Math.abs)) * 1.08
  const at = (value: number): number => 0.5 + value / (2 * reach)
  const step = reach > 1 ? 0.5 : reach > 0.5 ? 0.25 : 0.1
  const aSide = Math.floor(reach / step)
  return {
    rows: balance.map((row) => ({
      key: row.name,
      label: row.label,
      combined: armWords(row.combined, row.kind),
      groupOnly: armWords(row.group_only, row.kind),
      missing: missingWords(row),
      before: row.smd === null ? null : at(row.smd),
      after: row.smd_weighted === null ? null : at(row.smd_weighted),
      words: `${signed(row.smd)} → ${signed(row.smd_weighted)}`,
      isAlike: row.is_alike,
    })),
    ticks: Array.from({ length: 2 * aSide + 1 }, (_, i) => (i - aSide) * step).map((value) => ({
      at: at(value),
      label: formatNumber(value, 2).replace(/\.?0+$/, ''),
    })),
    alike: { low: at(-limit), high: at(limit) },
    combinedN: balance[0]?.combined.n ?? 0,
    groupOnlyN: balance[0]?.group_only.n ?? 0,
    unlike: balance.flatMap(({ label, is_alike }) => (is_alike === false ? [label] : [])),
    isWeighted: balance.some(({ smd_weighted }) => smd_weighted !== null),
    table: tableOf(balance, limit),
  }
}

function armWords({ mean, sd }: Arm, kind: Balance['kind']): string {
  if (mean === null) return NO_VALUE
  if (kind === 'share') return formatPercent(mean)
  return sd === null ? formatNumber(mean, 1) : `${formatNumber(mean, 1)} (${formatNullable(sd, 1)})`
}

function missingWords({ combined, group_only }: Balance): string | null {
  const missing = combined.missing + group_only.missing
  return missing === 0 ? null : `${formatNumber(missing)} not recorded`
}

function signed(value: number | null): string {
  return value === null ? NO_VALUE : formatSigned(value, 2)
}

function tableOf(balance: readonly Balance[], limit: number): ChartTable {
  const number = { kind: 'number', decimals: 2 } as const
  return {
    caption: `Both arms at the start; a standardised difference beyond ${limit} is not alike`,
    columns: [
      { name: 'characteristic', label: 'At the start', kind: 'text' },
      { name: 'combined_n', label: 'Combined, n', kind: 'number' },
      { name: 'combined_missing', label: 'not recorded', kind: 'number' },
      { name: 'combined_mean', label: 'mean or share', ...number },
      { name: 'combined_sd', label: 'SD', ...number },
      { name: 'group_only_n', label: 'Group only, n', kind: 'number' },
      { name: 'group_only_missing', label: 'not recorded', kind: 'number' },
      { name: 'group_only_mean', label: 'mean or share', ...number },
      { name: 'group_only_sd', label: 'SD', ...number },
      { name: 'smd', label: 'SMD', ...number },
      { name: 'smd_weighted', label: 'SMD, weighted', ...number },
    ],
    rows: balance.map(({ name, label, combined, group_only, smd, smd_weighted }) => ({
      key: name,
      cells: [label, ...cellsOf(combined), ...cellsOf(group_only), smd, smd_weighted],
    })),
  }
}

function cellsOf({ n, missing, mean, sd }: Arm): readonly (number | null)[] {
  return [n, missing, mean, sd]
}
