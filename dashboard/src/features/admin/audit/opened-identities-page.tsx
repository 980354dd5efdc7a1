import { parseAsInteger, useQueryState } from 'nuqs'
import { type ReactElement, useMemo } from 'react'
import { Link } from 'react-router'
import type { OpenedIdentityList } from '../../../../../api/src/contracts/identity.js'
import type { User } from '../../../../../api/src/contracts/users.js'
import { useSignedIn } from '../../../components/access/signed-in.js'
import { Card } from '../../../components/card.js'
import { cardMessage } from '../../../components/chart-card/card-message.js'
import { type CardState, cardState } from '../../../components/chart-card/card-state.js'
import { DataTable } from '../../../components/data-table/data-table.js'
import type { TableColumn } from '../../../components/data-table/table-column.js'
import { PageHeader } from '../../../components/page-header/page-header.js'
import { formatExactTime } from '../../../format/day.js'
import { countOf } from '../../../format/number.js'
import { useUsers } from '../admin-reads.js'
import { userName } from './audit-filters.js'
import styles from './audit-page.module.css'
import { useOpenedIdentities } from './audit-reads.js'
import { AuditViews } from './audit-views.js'
import { exactInstant } from './audit-words.js'

const NOBODY: readonly User[] = []

type Opening = OpenedIdentityList['openings'][number]

/** Which director opened whose identity, when and why. */
export function OpenedIdentitiesPage(): ReactElement {
  const { deployment } = useSignedIn()
  const [page] = useQueryState('page', parseAsInteger.withDefault(1))
  const users = useUsers().data?.users ?? NOBODY
  const found = useOpenedIdentities(Math.max(1, page))
  const columns = useMemo(() => openingColumns(users, deployment.time_zone), [users, deployment.time_zone])
  const state = cardState(
    found,
    (list): CardState =>
      list.total === 0
        ? { kind: 'empty', reason: 'No clinical director has opened an identity so far.' }
        : { kind: 'ready' },
  )
  return (
    <>
      <PageHeader
        name="Identities opened"
        title={
          found.data === undefined
            ? 'Identities opened with a reason'
            : `${countOf(found.data.total, 'identity was', 'identities were')} opened with a reason`
        }
        subline="Clinical directors see members by id; each opening lasts 15 minutes and stays here"
      />
      <AuditViews current="identities" />
      <Card label="Identities opened">
        {cardMessage(state) ?? (
          <DataTable
            caption={`Newest first, times in ${deployment.time_zone}`}
            columns={columns}
            rows={found.data?.openings ?? []}
            rowKey={(opening) => String(opening.break_glass_id)}
            total={found.data?.total ?? null}
            counted="openings"
            emptyWords="Loading the openings"
            footer={found.data && <Pages list={found.data} />}
          />
        )}
      </Card>
    </>
  )
}

function Pages({ list }: { list: OpenedIdentityList }): ReactElement | null {
  const last = Math.max(1, Math.ceil(list.total / list.page_size))
  if (last === 1) return null
  return (
    <nav aria-label="Pages of the list" className={styles.pages}>
      {list.page > 1 && <Link to={`?page=${list.page - 1}`}>Newer</Link>}
      {list.page < last && <Link to={`?page=${list.page + 1}`}>Older</Link>}
    </nav>
  )
}

function openingColumns(users: readonly User[], timeZone: string): TableColumn<Opening>[] {
  const columns: TableColumn<Opening>[] = [
    {
      name: 'opened_at',
      label: 'When',
      kind: 'text',
      value: (opening) => opening.opened_at,
      cell: (opening) => (
        <time dateTime={opening.opened_at} title={exactInstant(opening.opened_at)} className={styles.time}>
          {formatExactTime(opening.opened_at, timeZone)}
        </time>
      ),
    },
    {
      name: 'user_id',
      label: 'Who',
      kind: 'text',
      value: (opening) => userName(opening.user_id, users),
      href: (opening) => `/audit?user=${encodeURIComponent(opening.user_id)}`,
      isRowHeader: true,
    },
    {
      name: 'member_id',
      label: 'Member',
      kind: 'text',
      value: (opening) => opening.member_id,
      href: (opening) => `/audit?member=${encodeURIComponent(opening.member_id)}`,
    },
    { name: 'reason', label: 'Reason', kind: 'text', value: (opening) => opening.reason },
  ]
  return columns.map((column) => ({ ...column, isSortable: false }))
}
