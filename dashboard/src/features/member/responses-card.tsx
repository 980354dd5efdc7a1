import { type ReactElement, useMemo } from 'react'
import type { MeasureContract } from '../../../../api/src/contracts/measures.js'
import type { MemberTrajectory, ResponseRow } from '../../../../api/src/contracts/members.js'
import { Card } from '../../components/card.js'
import { DataTable } from '../../components/data-table/data-table.js'
import type { TableColumn } from '../../components/data-table/table-column.js'
import { StatusPill } from '../../components/status-pill/status-pill.js'
import styles from './member-page.module.css'
import { modeWords, responseFlags, sourceWords } from './response-words.js'

/** Every form of the episode on this measure; each row opens its answers. */
export function ResponsesCard(props: {
  found: MemberTrajectory
  measure: MeasureContract
  responseHref: (responseId: string) => string
}): ReactElement {
  const { found, measure, responseHref } = props
  const own = useMemo(
    () => found.responses.filter((each) => each.measure === measure.code),
    [found.responses, measure.code],
  )
  const columns = useMemo(() => responseColumns(measure, responseHref), [measure, responseHref])
  return (
    <Card label="Responses">
      <h2 className={styles.title}>{measure.short_name} forms</h2>
      <DataTable
        caption="Each form with how it was scored; a row opens its answers and where it came from"
        columns={columns}
        rows={own}
        rowKey={(row) => `${row.source_system}/${row.response_id}`}
        emptyWords={`No ${measure.short_name} form belongs to this episode.`}
      />
    </Card>
  )
}

function responseColumns(
  measure: MeasureContract,
  responseHref: (responseId: string) => string,
): TableColumn<ResponseRow>[] {
  return [
    {
      name: 'responded_on',
      label: 'Day',
      kind: 'day',
      value: (row) => row.responded_on,
      href: (row) => responseHref(row.response_id),
      isRowHeader: true,
    },
    { name: 'session_number', label: 'Session', kind: 'number', value: (row) => row.session_number },
    { name: 'total', label: measure.short_name, kind: 'number', value: (row) => row.total },
    {
      name: 'band',
      label: 'Band',
      kind: 'text',
      value: (row) => measure.bands.find((band) => band.code === row.band)?.label ?? row.band,
    },
    { name: 'mode', label: 'Filled in', kind: 'text', value: (row) => modeWords(row.mode) },
    {
      name: 'source_system',
      label: 'Source',
      kind: 'text',
      value: (row) => sourceWords(row),
    },
    { name: 'version', label: 'Version', kind: 'number', value: (row) => row.version },
    {
      name: 'remarks',
      label: 'Remarks',
      kind: 'text',
      value: (row) => responseFlags(row).join(', '),
      cell: (row) => <Remarks row={row} />,
      isSortable: false,
    },
  ]
}

function Remarks({ row }: { row: ResponseRow }): ReactElement {
  return (
    <span className={styles.remarks}>
      {row.risk_item === 'yes' && <StatusPill status="item9">Item 9 above zero</StatusPill>}
      {responseFlags(row).join(', ')}
    </span>
  )
}
