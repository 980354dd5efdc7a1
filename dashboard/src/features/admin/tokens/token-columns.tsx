import type { Site } from '../../../../../api/src/contracts/groups.js'
import type { Token } from '../../../../../api/src/contracts/tokens.js'
import type { User } from '../../../../../api/src/contracts/users.js'
import type { TableColumn } from '../../../components/data-table/table-column.js'
import { RowButton } from '../../../components/list-card/list-card.js'
import { StatusPill } from '../../../components/status-pill/status-pill.js'
import { formatInstant } from '../../../format/day.js'
import { actorWords } from '../actor-words.js'
import {
  daysLeftWords,
  SCOPE_WORDS,
  TOKEN_STATE_LABELS,
  TOKEN_STATE_STATUS,
  tokenState,
} from './token-words.js'

export function tokenColumns(context: {
  sites: readonly Site[]
  users: readonly User[]
  timeZone: string
  onRevoke: (token: Token) => void
}): TableColumn<Token>[] {
  const { sites, users, timeZone, onRevoke } = context
  const now = new Date()
  const siteNames = (token: Token): string =>
    token.site_ids.map((id) => sites.find((site) => site.site_id === id)?.name ?? id).join(', ')
  return [
    {
      name: 'name',
      label: 'Name',
      kind: 'text',
      value: (token) => token.name,
      detail: (token) => `${token.prefix}…`,
      isRowHeader: true,
    },
    {
      name: 'scopes',
      label: 'May',
      kind: 'text',
      value: (token) => token.scopes.map((scope) => SCOPE_WORDS[scope]).join(', '),
    },
    { name: 'sites', label: 'Sites', kind: 'text', value: siteNames },
    {
      name: 'created_at',
      label: 'Made',
      kind: 'day',
      value: (token) => token.created_at,
      text: (token) => formatInstant(token.created_at, timeZone),
      detail: (token) => `by ${actorWords(token.created_by, users)}`,
    },
    {
      name: 'last_used_at',
      label: 'Last used',
      kind: 'day',
      value: (token) => token.last_used_at,
      text: (token) => (token.last_used_at === null ? 'never' : formatInstant(token.last_used_at, timeZone)),
    },
    {
      name: 'expires_at',
      label: 'Ends',
      kind: 'day',
      value: (token) => token.revoked_at ?? token.expires_at,
      text: (token) => formatInstant(token.revoked_at ?? token.expires_at, timeZone),
      detail: (token) => (token.status === 'active' ? daysLeftWords(token, now) : null),
    },
    {
      name: 'state',
      label: 'State',
      kind: 'text',
      value: (token) => TOKEN_STATE_LABELS[tokenState(token, now)],
      cell: (token) => {
        const state = tokenState(token, now)
        return <StatusPill status={TOKEN_STATE_STATUS[state]}>{TOKEN_STATE_LABELS[state]}</StatusPill>
      },
    },
    {
      name: 'revoke',
      label: 'Revoke',
      kind: 'text',
      value: () => null,
      cell: (token) =>
        token.status === 'active' && (
          <RowButton label="Revoke" of={token.name} onClick={() => onRevoke(token)} />
        ),
      isSortable: false,
    },
  ]
}
