import { type ReactElement, useMemo } from 'react'
import type { DatasetExport } from '../../../../api/src/contracts/dataset-exports.js'
import { cardState } from '../../components/chart-card/card-state.js'
import type { TableColumn } from '../../components/data-table/table-column.js'
import { ListCard } from '../../components/list-card/list-card.js'
import { StatusPill } from '../../components/status-pill/status-pill.js'
import { formatInstant } from '../../format/day.js'
import { formatNullable } from '../../format/number.js'
import { useDataSets } from './data-set-reads.js'
import { cohortWords, STATE_LABELS } from './data-set-words.js'

/** Every data set that was asked for: what for, for whom, and what came of it. */
export function LibraryCard({ timeZone }: { timeZone: string }): ReactElement {
  const found = useDataSets()
  const columns = useMemo(() => libraryColumns(timeZone), [timeZone])
  return (
    <ListCard
      title="Data sets so far"
      caption={`Latest first, times in ${timeZone}`}
      state={cardState(found)}
      columns={columns}
      rows={found.data?.dataset_exports ?? []}
      rowKey={(each) => String(each.dataset_export_id)}
      emptyWords={found.data === undefined ? 'Loading data sets' : 'No data set has been asked for yet.'}
    />
  )
}

function libraryColumns(timeZone: string): TableColumn<DatasetExport>[] {
  return [
    {
      name: 'purpose',
      label: 'Purpose',
      kind: 'text',
      value: ({ purpose }) => purpose,
      href: ({ dataset_export_id }) => `/research/${dataset_export_id}`,
      detail: ({ definition }) => cohortWords(definition).join(' · '),
      isRowHeader: true,
      isSortable: false,
    },
    {
      name: 'recipient',
      label: 'Recipient',
      kind: 'text',
      value: ({ recipient }) => recipient,
      detail: ({ approval }) => approval,
      isSortable: false,
    },
    {
      name: 'requested_at',
      label: 'Asked for',
      kind: 'day',
      value: ({ requested_at }) => requested_at,
      text: ({ requested_at }) => formatInstant(requested_at, timeZone),
      detail: (each) => (each.requested_by_you ? 'by you' : `by a ${each.requested_role}`),
      isSortable: false,
    },
    {
      name: 'state',
      label: 'State',
      kind: 'text',
      value: ({ state }) => STATE_LABELS[state],
      cell: ({ state }) => <StatusPill status={pillOf(state)}>{STATE_LABELS[state]}</StatusPill>,
      isSortable: false,
    },
    {
      name: 'persons',
      label: 'Persons',
      kind: 'number',
      value: ({ summary }) => summary?.rows ?? null,
      text: ({ summary }) => formatNullable(summary?.rows ?? null),
      isSortable: false,
    },
    { name: 'k', label: 'k', kind: 'number', value: ({ summary }) => summary?.k ?? null, isSortable: false },
    {
      name: 'downloads',
      label: 'Downloads',
      kind: 'number',
      value: ({ downloads }) => downloads,
      isSortable: false,
    },
    {
      name: 'expires_at',
      label: 'Until',
      kind: 'day',
      value: ({ expires_at }) => expires_at,
      text: ({ expires_at }) => (expires_at === null ? '–' : formatInstant(expires_at, timeZone)),
      isSortable: false,
    },
  ]
}

function pillOf(state: DatasetExport['state']): 'good' | 'bad' | 'watch' | 'neutral' {
  if (state === 'published') return 'good'
  if (state === 'failed' || state === 'refused') return 'bad'
  return state === 'waiting' || state === 'running' || state === 'awaits_approval' ? 'watch' : 'neutral'
}
