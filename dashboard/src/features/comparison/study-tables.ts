import type { StudyResultContract } from '../../../../api/src/contracts/studies.js'
import type { CardTable } from '../../components/chart-card/card-table.js'

/** Every exclusion counted: a row is the row before it, less those excluded. */
export function flowTable({ flow }: StudyResultContract): CardTable {
  return {
    caption: 'From every episode to those compared',
    columns: [
      { name: 'step', label: 'Step', kind: 'text' },
      { name: 'excluded', label: 'Left out', kind: 'number' },
      { name: 'n', label: 'Remain', kind: 'number' },
      { name: 'combined', label: 'Combined', kind: 'number' },
      { name: 'group_only', label: 'Group only', kind: 'number' },
    ],
    rows: flow.map(({ step, label, excluded, n, combined, group_only }) => ({
      key: step,
      cells: [label, excluded, n, combined, group_only],
    })),
  }
}

/** Table 1: both arms at the start, and how far apart they are before and after weighting. */
export function balanceTable({ balance }: StudyResultContract): CardTable {
  return {
    caption: 'Both arms at the start; a standardised difference beyond 0.1 is not alike',
    columns: [
      { name: 'characteristic', label: 'At the start', kind: 'text' },
      { name: 'combined_n', label: 'Combined, n', kind: 'number' },
      { name: 'combined_mean', label: 'Combined, mean or share', kind: 'number', decimals: 2 },
      { name: 'combined_sd', label: 'SD', kind: 'number', decimals: 2 },
      { name: 'group_only_n', label: 'Group only, n', kind: 'number' },
      { name: 'group_only_mean', label: 'Group only, mean or share', kind: 'number', decimals: 2 },
      { name: 'group_only_sd', label: 'SD', kind: 'number', decimals: 2 },
      { name: 'smd', label: 'SMD', kind: 'number', decimals: 2 },
      { name: 'smd_weighted', label: 'SMD, weighted', kind: 'number', decimals: 2 },
    ],
    rows: balance.map(({ name, label, combined, group_only, smd, smd_weighted }) => ({
      key: name,
      cells: [
        label,
        combined.n,
        combined.mean,
        combined.sd,
        group_only.n,
        group_only.mean,
        group_only.sd,
        smd,
        smd_weighted,
      ],
    })),
  }
}

export function estimateTable(estimates: StudyResultContract['estimates']): CardTable {
  return {
    caption: 'Combined minus group only, or combined over group only for ratios',
    columns: [
      { name: 'estimate_of', label: 'Estimate', kind: 'text' },
      { name: 'unit', label: 'Unit', kind: 'text' },
      { name: 'estimate', label: 'Value', kind: 'number', decimals: 2 },
      { name: 'low', label: 'Low', kind: 'number', decimals: 2 },
      { name: 'high', label: 'High', kind: 'number', decimals: 2 },
      { name: 'p', label: 'p', kind: 'number', decimals: 3 },
      { name: 'n', label: 'Members', kind: 'number' },
      { name: 'respects_grouping', label: 'Groups respected', kind: 'text' },
    ],
    rows: estimates.map((row) => ({
      key: row.name,
      cells: [
        row.label,
        row.unit.replaceAll('_', ' '),
        row.estimate,
        row.low,
        row.high,
        row.p,
        row.n,
        row.respects_grouping ? 'yes' : 'no',
      ],
    })),
  }
}
