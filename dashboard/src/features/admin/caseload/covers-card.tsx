import { type ReactElement, useMemo, useState } from 'react'
import type { Cover } from '../../../../../api/src/contracts/caseload.js'
import type { TableColumn } from '../../../components/data-table/table-column.js'
import { ConfirmDialog } from '../../../components/dialog/confirm-dialog.js'
import { ListCard, RowButton } from '../../../components/list-card/list-card.js'
import { StatusPill } from '../../../components/status-pill/status-pill.js'
import { useReadAnew } from '../admin-reads.js'
import { endCover } from './caseload-requests.js'
import { COVER_LABELS, COVER_STATUS, endCoverConsequences } from './caseload-words.js'
import type { Caseload } from './use-caseload.js'

/** Covers that run, come, are over or were ended. */
export function CoversCard({ caseload }: { caseload: Caseload }): ReactElement {
  const [ending, setEnding] = useState<Cover | null>(null)
  const readAnew = useReadAnew()
  const { sites } = caseload
  const columns = useMemo(
    () => coverColumns((siteId) => sites.find((site) => site.site_id === siteId)?.name ?? siteId, setEnding),
    [sites],
  )
  return (
    <>
      <ListCard
        title="Covers"
        caption="The latest first; the first and the last day are included"
        state={{ kind: 'ready' }}
        columns={columns}
        rows={caseload.covers}
        rowKey={(cover) => String(cover.cover_id)}
        emptyWords="No cover has been arranged yet."
      />
      {ending !== null && (
        <ConfirmDialog
          title={ending.status === 'planned' ? 'Call this cover off?' : 'End this cover now?'}
          consequences={endCoverConsequences(ending)}
          confirmLabel={ending.status === 'planned' ? 'Call it off' : 'End it now'}
          isGrave
          onConfirm={async () => {
            await endCover(ending.cover_id)
            await readAnew('caseload')
          }}
          onClose={() => setEnding(null)}
        />
      )}
    </>
  )
}

function coverColumns(
  siteName: (siteId: string) => string,
  onEnd: (cover: Cover) => void,
): TableColumn<Cover>[] {
  return [
    {
      name: 'covered',
      label: 'Away',
      kind: 'text',
      value: (cover) => cover.covered.display_name,
      isRowHeader: true,
    },
    {
      name: 'substitute',
      label: 'Covered by',
      kind: 'text',
      value: (cover) => cover.substitute.display_name,
    },
    {
      name: 'site',
      label: 'Groups at',
      kind: 'text',
      value: (cover) => (cover.site_id === null ? 'all sites' : siteName(cover.site_id)),
    },
    { name: 'from', label: 'From', kind: 'day', value: (cover) => cover.from },
    { name: 'to', label: 'To', kind: 'day', value: (cover) => cover.to },
    { name: 'reason', label: 'Reason', kind: 'text', value: (cover) => cover.reason, isSortable: false },
    {
      name: 'status',
      label: 'State',
      kind: 'text',
      value: (cover) => COVER_LABELS[cover.status],
      cell: (cover) => (
        <StatusPill status={COVER_STATUS[cover.status]}>{COVER_LABELS[cover.status]}</StatusPill>
      ),
    },
    {
      name: 'end',
      label: 'End',
      kind: 'text',
      value: () => null,
      cell: (cover) =>
        (cover.status === 'running' || cover.status === 'planned') && (
          <RowButton
            label={cover.status === 'planned' ? 'Call off' : 'End early'}
            of={`cover of ${cover.covered.display_name}`}
            onClick={() => onEnd(cover)}
          />
        ),
      isSortable: false,
    },
  ]
}
