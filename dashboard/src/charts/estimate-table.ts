import type { StudyEstimateContract } from '../../../api/src/contracts/studies.js'
import type { ChartTable } from './chart-table.js'

/** Estimates as a table: unrounded, in the order given. */
export function estimateTable(
  caption: string,
  estimates: readonly (StudyEstimateContract & { readonly of?: string })[],
): ChartTable {
  const number = { kind: 'number', decimals: 2 } as const
  return {
    caption,
    columns: [
      { name: 'estimate_of', label: 'Estimate', kind: 'text' },
      { name: 'unit', label: 'Unit', kind: 'text' },
      { name: 'estimate', label: 'Value', ...number },
      { name: 'low', label: '95 % from', ...number },
      { name: 'high', label: 'to', ...number },
      { name: 'p', label: 'p', kind: 'number', decimals: 3 },
      { name: 'n', label: 'n', kind: 'number' },
      { name: 'n_combined', label: 'Combined', kind: 'number' },
      { name: 'n_group_only', label: 'Group only', kind: 'number' },
      { name: 'respects_grouping', label: 'Groups allowed for', kind: 'text' },
      { name: 'refusal', label: 'Refused because', kind: 'text', isInFileOnly: true },
    ],
    rows: estimates.map((row) => ({
      key: `${row.of ?? ''} ${row.name}`,
      cells: [
        row.of === undefined ? row.label : `${row.of}: ${row.label}`,
        row.unit.replaceAll('_', ' '),
        row.estimate,
        row.low,
        row.high,
        row.p,
        row.n,
        row.n_combined,
        row.n_group_only,
        row.estimate === null ? 'refused' : row.respects_grouping ? 'yes' : 'no',
        row.refusal?.message ?? null,
      ],
    })),
  }
}
