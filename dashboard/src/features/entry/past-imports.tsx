import type { ReactElement } from 'react'
import type { ImportBatch } from '../../../../api/src/contracts/imports.js'
import { API_ROOT } from '../../api-client/read-json.js'
import { Card } from '../../components/card.js'
import { cardMessage } from '../../components/chart-card/card-message.js'
import { cardState } from '../../components/chart-card/card-state.js'
import { DataTable } from '../../components/data-table/data-table.js'
import type { TableColumn } from '../../components/data-table/table-column.js'
import { StatusPill } from '../../components/status-pill/status-pill.js'
import { formatInstant } from '../../format/day.js'
import styles from './import-report-view.module.css'
import { useImports } from './use-imports.js'

const COLUMNS: readonly TableColumn<ImportBatch>[] = [
  {
    name: 'started_at',
    label: 'When',
    kind: 'text',
    value: (row) => row.started_at,
    text: (row) => formatInstant(row.started_at),
    isRowHeader: true,
  },
  {
    name: 'result',
    label: 'Result',
    kind: 'text',
    value: resultWords,
    cell: (row) => <Result batch={row} />,
  },
  { name: 'source_system', label: 'Source', kind: 'text', value: (row) => row.source_system },
  { name: 'rows', label: 'Rows', kind: 'number', value: (row) => row.rows },
  { name: 'accepted', label: 'New', kind: 'number', value: (row) => row.accepted },
  { name: 'corrected', label: 'Corrected', kind: 'number', value: (row) => row.corrected },
  { name: 'duplicate', label: 'Stored already', kind: 'number', value: (row) => row.duplicate },
  {
    name: 'rejected',
    label: 'Rejected',
    kind: 'number',
    value: (row) => row.rejected,
    cell: (row) => <RejectedLink batch={row} />,
  },
  {
    name: 'correct_reason',
    label: 'Reason for corrections',
    kind: 'text',
    value: (row) => row.correct_reason,
  },
]

/** Every import there has been, with what became of it. */
export function PastImports(): ReactElement {
  const imports = useImports()
  const state = cardState(imports, (found) =>
    found.total === 0
      ? { kind: 'empty', reason: 'The first import will be listed here.' }
      : { kind: 'ready' },
  )
  const message = cardMessage(state)
  return (
    <Card label="Past imports">
      <h2 className={styles.title}>Past imports</h2>
      {message}
      {message === null && imports.data !== undefined && (
        <DataTable
          caption="Newest first"
          columns={COLUMNS}
          rows={imports.data.imports}
          rowKey={(row) => `${row.import_id ?? row.started_at}`}
          total={imports.data.total}
          counted="imports"
        />
      )}
    </Card>
  )
}

function resultWords(batch: ImportBatch): string {
  if (batch.dry_run) return 'Preview'
  if (batch.finished_at === null) return 'Running'
  if (!batch.committed) return 'Nothing stored'
  return batch.rejected > 0 ? 'Stored in part' : 'Stored'
}

function Result({ batch }: { batch: ImportBatch }): ReactElement {
  const words = resultWords(batch)
  if (batch.dry_run || batch.finished_at === null) return <StatusPill status="neutral">{words}</StatusPill>
  if (!batch.committed) return <StatusPill status="bad">{words}</StatusPill>
  return <StatusPill status={batch.rejected > 0 ? 'watch' : 'good'}>{words}</StatusPill>
}

function RejectedLink({ batch }: { batch: ImportBatch }): ReactElement {
  if (batch.rejected === 0 || batch.import_id === null) return <>{batch.rejected}</>
  return (
    <a
      href={`${API_ROOT}/imports/${batch.import_id}/rejects.csv`}
      download
      aria-label={`${batch.rejected} rejected, save rejects.csv`}
    >
      {batch.rejected}
    </a>
  )
}
