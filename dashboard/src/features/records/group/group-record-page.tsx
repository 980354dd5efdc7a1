import { Button } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useParams } from 'react-router'
import type { GroupPage, GroupSessionRecord } from '../../../../../api/src/contracts/group-records.js'
import { useSignedIn } from '../../../components/access/signed-in.js'
import { Card } from '../../../components/card.js'
import { CardRow } from '../../../components/card-row.js'
import { cardMessage } from '../../../components/chart-card/card-message.js'
import { cardState } from '../../../components/chart-card/card-state.js'
import type { TableColumn } from '../../../components/data-table/table-column.js'
import { HideNamesSwitch } from '../../../components/hidden-names/hide-names-switch.js'
import { ListCard, RowButton } from '../../../components/list-card/list-card.js'
import { PageHeader } from '../../../components/page-header/page-header.js'
import { SESSION_STATUS_LABELS } from '../../../format/enumeration-labels.js'
import { useGroupRecord } from '../record-reads.js'
import { EditGroupDialog } from './edit-group-dialog.js'
import { GroupMembersCard } from './group-members-card.js'
import { groupRecordTitle } from './group-record-words.js'
import { SeriesDialog } from './series-dialog.js'
import { SessionDialog } from './session-dialog.js'

/** What is kept of a group: what it is, its sessions, and who joined and left. */
export function GroupRecordPage(): ReactElement {
  const { groupId = '' } = useParams()
  const record = useGroupRecord(groupId)
  const { role } = useSignedIn()
  const page = record.data
  const [isEdited, setEdited] = useState(false)
  const isCoordinator = role === 'coordinator'
  return (
    <>
      <PageHeader
        name={`Record of ${page?.group.name ?? 'a group'}`}
        title={page === undefined ? 'Record of a group' : groupRecordTitle(page)}
        subline={
          isCoordinator
            ? 'Every change keeps what stood there before, with who changed it and why'
            : 'You can change sessions and say when somebody left; coordinators keep the rest'
        }
        crumbs={[
          { label: 'Groups', href: '/groups' },
          { label: page?.group.name ?? groupId, href: `/groups/${encodeURIComponent(groupId)}` },
          { label: 'Record', href: null },
        ]}
        actions={
          <>
            <HideNamesSwitch />
            {isCoordinator && page !== undefined && (
              <Button variant="default" onClick={() => setEdited(true)}>
                Edit the group
              </Button>
            )}
          </>
        }
      />
      {page === undefined ? (
        <Card>{cardMessage(cardState(record)) ?? <p role="status">Loading the record</p>}</Card>
      ) : (
        <CardRow layout="one">
          <SessionsCard page={page} isCoordinator={isCoordinator} />
          <GroupMembersCard page={page} isCoordinator={isCoordinator} />
          {isEdited && <EditGroupDialog group={page.group} onClose={() => setEdited(false)} />}
        </CardRow>
      )}
    </>
  )
}

type Opened =
  | { readonly kind: 'series' }
  | { readonly kind: 'session'; readonly session: GroupSessionRecord | null }

function SessionsCard({ page, isCoordinator }: { page: GroupPage; isCoordinator: boolean }): ReactElement {
  const [opened, setOpened] = useState<Opened | null>(null)
  const close = (): void => setOpened(null)
  return (
    <>
      <ListCard
        title="Sessions"
        caption="Attendance: members for whom it is entered"
        state={{ kind: 'ready' }}
        columns={sessionColumns((session) => setOpened({ kind: 'session', session }))}
        rows={page.sessions}
        rowKey={(session) => session.session_id}
        emptyWords={
          isCoordinator
            ? 'No session yet. Plan them all at once, or add one.'
            : 'No session yet. Ask a coordinator to plan them.'
        }
        {...(isCoordinator
          ? { add: { label: 'Plan sessions', onAdd: () => setOpened({ kind: 'series' }) } }
          : {})}
      />
      {isCoordinator && (
        <div>
          <Button variant="default" onClick={() => setOpened({ kind: 'session', session: null })}>
            Add one session
          </Button>
        </div>
      )}
      {opened?.kind === 'series' && <SeriesDialog page={page} onClose={close} />}
      {opened?.kind === 'session' && (
        <SessionDialog
          group={page.group}
          session={opened.session}
          nextNumber={Math.max(0, ...page.sessions.map((each) => each.session_number)) + 1}
          onClose={close}
        />
      )}
    </>
  )
}

function sessionColumns(onEdit: (session: GroupSessionRecord) => void): TableColumn<GroupSessionRecord>[] {
  return [
    {
      name: 'session_number',
      label: 'Session',
      kind: 'text',
      value: (session) => String(session.session_number),
      isRowHeader: true,
    },
    { name: 'session_date', label: 'Day', kind: 'day', value: (session) => session.session_date },
    {
      name: 'status',
      label: 'Status',
      kind: 'text',
      value: (session) => SESSION_STATUS_LABELS[session.status],
    },
    { name: 'minutes', label: 'Minutes', kind: 'number', value: (session) => session.duration_minutes },
    { name: 'attendance', label: 'Attendance', kind: 'number', value: (session) => session.n_attendance },
    {
      name: 'change',
      label: 'Change',
      kind: 'text',
      value: () => null,
      cell: (session) => (
        <RowButton label="Change" of={`session ${session.session_number}`} onClick={() => onEdit(session)} />
      ),
      isSortable: false,
    },
  ]
}
