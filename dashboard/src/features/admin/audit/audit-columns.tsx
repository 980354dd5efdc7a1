import type { ReactElement } from 'react'
import { Link } from 'react-router'
import type { AuditRow } from '../../../../../api/src/contracts/audit.js'
import type { Token } from '../../../../../api/src/contracts/tokens.js'
import type { User } from '../../../../../api/src/contracts/users.js'
import type { TableColumn } from '../../../components/data-table/table-column.js'
import { StatusPill } from '../../../components/status-pill/status-pill.js'
import { formatExactTime } from '../../../format/day.js'
import { countOf } from '../../../format/number.js'
import styles from './audit-page.module.css'
import {
  AUDIT_ACTION_LABELS,
  AUDIT_OUTCOME_LABELS,
  AUDIT_OUTCOME_STATUS,
  actorName,
  actorRole,
  detailWords,
  exactInstant,
  targetWords,
} from './audit-words.js'

/** So many ids stand in a row; the others come when asked for. */
const IDS_SHOWN = 6

export function auditColumns(context: {
  users: readonly User[]
  tokens: readonly Token[]
  timeZone: string
  /** The address of this page with one filter more. */
  hrefWith: (filter: { member?: string; user?: string }) => string
}): TableColumn<AuditRow>[] {
  const { users, tokens, timeZone, hrefWith } = context
  const columns: TableColumn<AuditRow>[] = [
    {
      name: 'occurred_at',
      label: 'When',
      kind: 'text',
      value: (row) => row.occurred_at,
      cell: (row) => (
        <time dateTime={row.occurred_at} title={exactInstant(row.occurred_at)} className={styles.time}>
          {formatExactTime(row.occurred_at, timeZone)}
        </time>
      ),
    },
    {
      name: 'actor',
      label: 'Who',
      kind: 'text',
      value: (row) => actorName(row.actor, tokens),
      href: (row) => (row.actor.kind === 'user' ? hrefWith({ user: row.actor.id }) : null),
      detail: (row) => actorRole(row.actor),
    },
    {
      name: 'action',
      label: 'What',
      kind: 'text',
      value: (row) => AUDIT_ACTION_LABELS[row.action],
      detail: (row) =>
        [targetWords(row.target, users), detailWords(row.detail)].filter(Boolean).join(': ') || null,
      isRowHeader: true,
    },
    {
      name: 'members',
      label: 'Members',
      kind: 'text',
      value: (row) => row.members.join(' '),
      cell: (row) => <Members row={row} hrefOf={(member) => hrefWith({ member })} />,
    },
    {
      name: 'outcome',
      label: 'Outcome',
      kind: 'text',
      value: (row) => AUDIT_OUTCOME_LABELS[row.outcome],
      cell: (row) => <Outcome of={row.outcome} />,
    },
    {
      name: 'record',
      label: 'Record',
      kind: 'text',
      value: (row) => `${row.chain_day}.${row.number}`,
      cell: (row) => (
        <span className={styles.record} title={`Request ${row.request_id}`}>
          {row.chain_day}.{row.number}
        </span>
      ),
    },
  ]
  // The order is the server's: only one page of it is here.
  return columns.map((column) => ({ ...column, isSortable: false }))
}

/** What went well needs no colour. */
function Outcome({ of }: { of: AuditRow['outcome'] }): ReactElement {
  if (of === 'success')
    return <span className={styles.quiet}>{AUDIT_OUTCOME_LABELS.success.toLowerCase()}</span>
  return <StatusPill status={AUDIT_OUTCOME_STATUS[of]}>{AUDIT_OUTCOME_LABELS[of]}</StatusPill>
}

function Members({
  row,
  hrefOf,
}: {
  row: AuditRow
  hrefOf: (member: string) => string
}): ReactElement | null {
  if (row.n_members === 0) return null
  const first = row.members.slice(0, IDS_SHOWN)
  const others = row.members.slice(IDS_SHOWN)
  const unnamed = row.n_members - row.members.length
  return (
    <span className={styles.members}>
      <Ids ids={first} hrefOf={hrefOf} />
      {others.length > 0 && (
        <details>
          <summary>{countOf(row.n_members - first.length, 'more member', 'more members')}</summary>
          <Ids ids={others} hrefOf={hrefOf} />
          {unnamed > 0 && <span>and {countOf(unnamed, 'other')}; the file names all</span>}
        </details>
      )}
    </span>
  )
}

function Ids({ ids, hrefOf }: { ids: readonly string[]; hrefOf: (member: string) => string }): ReactElement {
  return (
    <span className={styles.ids}>
      {ids.map((id) => (
        <Link key={id} to={hrefOf(id)}>
          {id}
        </Link>
      ))}
    </span>
  )
}
