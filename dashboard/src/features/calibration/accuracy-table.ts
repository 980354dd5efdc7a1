import type { CalibrationContract } from '../../../../api/src/contracts/model-fits.js'
import type { CardTable } from '../../components/chart-card/card-table.js'

type Accuracy = CalibrationContract['forecast'][number]

/** The three rules side by side, score by score. */
export function accuracyTable({ forecast, simple_change, naive }: CalibrationContract): CardTable {
  const rows = [
    ...forecast.map((row) => ['Forecast', row] as const),
    ...simple_change.map((row) => ['Simple change', row] as const),
    ...naive.map((row) => ['No reliable improvement yet', row] as const),
  ].sort(([, one], [, other]) => one.score_number - other.score_number)
  return {
    caption: 'By the number of the score after which it was judged; the first score is number 1',
    columns: [
      { name: 'rule', label: 'Rule', kind: 'text' },
      { name: 'score_number', label: 'At score', kind: 'number' },
      { name: 'n', label: 'Members', kind: 'number' },
      { name: 'auc', label: 'AUC', kind: 'number', decimals: 2 },
      { name: 'sensitivity', label: 'Sensitivity', kind: 'proportion' },
      { name: 'precision', label: 'Precision', kind: 'proportion' },
      { name: 'alert_rate', label: 'Alerts', kind: 'proportion' },
    ],
    rows: rows.map(([rule, row]) => ({ key: `${rule}-${row.score_number}`, cells: [rule, ...cellsOf(row)] })),
  }
}

function cellsOf(row: Accuracy): (number | null)[] {
  const { score_number, n, auc, sensitivity, precision, alert_rate } = row
  return [score_number, n, auc, sensitivity.proportion, precision.proportion, alert_rate.proportion]
}
