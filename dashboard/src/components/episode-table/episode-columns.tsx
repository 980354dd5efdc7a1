import type { ReactElement } from 'react'
import type { EpisodeRow } from '../../../../api/src/contracts/groups.js'
import { EXIT_REASON_LABELS, RELIABLE_CHANGE_LABELS } from '../../format/enumeration-labels.js'
import { formatNullable, formatSigned, NO_VALUE } from '../../format/number.js'
import type { TableColumn } from '../data-table/table-column.js'
import { type Status, StatusPill } from '../status-pill/status-pill.js'
import styles from './episode-columns.module.css'

/** Columns of an episode, wherever episodes are listed; a page takes the ones it needs. */
export function episodeColumns(links: {
  member: (row: EpisodeRow) => string
  group: (row: EpisodeRow) => string
}): Readonly<Record<EpisodeColumnName, TableColumn<EpisodeRow>>> {
  return {
    member_id: {
      name: 'member_id',
      label: 'Member',
      kind: 'text',
      value: (row) => row.member_id,
      href: links.member,
      isRowHeader: true,
    },
    group: {
      name: 'group',
      label: 'Group',
      kind: 'text',
      value: (row) => row.group_name,
      cell: (row) => <span className={styles.oneLine}>{row.group_name}</span>,
      href: links.group,
    },
    joined_on: { name: 'joined_on', label: 'Joined', kind: 'day', value: (row) => row.joined_on },
    baseline: { name: 'baseline', label: 'First', kind: 'number', value: (row) => row.baseline },
    last: {
      name: 'last',
      label: 'Last',
      kind: 'number',
      // The only score is the first one, not also the last.
      value: (row) => (row.n_scores < 2 ? null : row.last),
    },
    change: {
      name: 'change',
      label: 'Better by',
      kind: 'number',
      value: (row) => row.change,
      text: (row) => (row.change === null ? NO_VALUE : formatSigned(row.change)),
    },
    reliable_change: {
      name: 'reliable_change',
      label: 'Since the start',
      kind: 'text',
      value: (row) => RELIABLE_CHANGE_LABELS[row.reliable_change],
      cell: (row) => <ReliableChangePill of={row} />,
    },
    risk_item: {
      name: 'risk_item',
      label: 'Item 9',
      kind: 'text',
      value: (row) => (row.risk_item === null ? null : RISK_WORDS[row.risk_item]),
      cell: (row) => <RiskItemWords of={row.risk_item} />,
    },
    sessions: {
      name: 'sessions_attended',
      label: 'Sessions',
      kind: 'number',
      value: (row) => row.sessions_attended,
      text: (row) => `${formatNullable(row.sessions_attended)} of ${formatNullable(row.sessions_eligible)}`,
    },
    forms: {
      name: 'forms_valid',
      label: 'Forms',
      kind: 'number',
      // Of the sessions attended: those with a form that has a score.
      value: (row) => row.forms_valid,
      text: (row) => `${formatNullable(row.forms_valid)} of ${formatNullable(row.sessions_attended)}`,
    },
    last_seen: {
      name: 'last_attended_on',
      label: 'Last seen',
      kind: 'day',
      value: (row) => row.last_attended_on,
    },
    status: {
      name: 'exit',
      label: 'In the group',
      kind: 'text',
      value: (row) => whereabouts(row),
    },
  }
}

export type EpisodeColumnName =
  | 'member_id'
  | 'group'
  | 'joined_on'
  | 'baseline'
  | 'last'
  | 'change'
  | 'reliable_change'
  | 'risk_item'
  | 'sessions'
  | 'forms'
  | 'last_seen'
  | 'status'

const CHANGE_STATUS: Readonly<Record<EpisodeRow['reliable_change'], Status>> = {
  reliably_improved: 'good',
  no_reliable_change: 'neutral',
  reliably_deteriorated: 'bad',
  not_assessable: 'neutral',
}

/** A measure without a risk item needs no column for it. */
export function hasRiskItem(rows: readonly EpisodeRow[]): boolean {
  return rows.some((row) => row.risk_item !== null)
}

/** Reliable change as shape and words; where there is no verdict there is no pill, but the reason. */
export function ReliableChangePill({ of: row }: { of: EpisodeRow }): ReactElement {
  const verdict = row.reliable_change
  if (verdict === 'not_assessable') {
    return <span className={styles.quiet}>{row.change === null ? 'one score at most' : 'no limit yet'}</span>
  }
  return <StatusPill status={CHANGE_STATUS[verdict]}>{RELIABLE_CHANGE_LABELS[verdict]}</StatusPill>
}

const RISK_WORDS = { yes: 'above zero', no: 'not at all', unknown: 'not answered' } as const

function RiskItemWords({ of }: { of: EpisodeRow['risk_item'] }): ReactElement {
  if (of === 'yes') return <StatusPill status="item9">{RISK_WORDS.yes}</StatusPill>
  return <span className={styles.quiet}>{of === null ? NO_VALUE : RISK_WORDS[of]}</span>
}

function whereabouts(row: EpisodeRow): string {
  if (row.is_open) return 'attending'
  return row.exit_reason === null ? 'ended' : EXIT_REASON_LABELS[row.exit_reason].toLowerCase()
}
