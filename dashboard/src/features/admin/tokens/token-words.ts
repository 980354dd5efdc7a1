import type { Token } from '../../../../../api/src/contracts/tokens.js'
import type { Status } from '../../../components/status-pill/status-pill.js'
import { countOf } from '../../../format/number.js'

const DAY_MILLISECONDS = 86_400_000
/** From here on a token is shown as ending. */
const ENDING_WITHIN_DAYS = 14

export const SCOPE_WORDS: Readonly<Record<Token['scopes'][number], string>> = {
  'ingest:write': 'deliver data',
}

export type TokenState = Token['status'] | 'ending'

export function tokenState(token: Token, now: Date): TokenState {
  if (token.status !== 'active') return token.status
  return daysLeft(token, now) < ENDING_WITHIN_DAYS ? 'ending' : 'active'
}

export const TOKEN_STATE_LABELS: Readonly<Record<TokenState, string>> = {
  active: 'Active',
  ending: 'Ends soon',
  expired: 'Expired',
  revoked: 'Revoked',
}

export const TOKEN_STATE_STATUS: Readonly<Record<TokenState, Status>> = {
  active: 'good',
  ending: 'watch',
  expired: 'neutral',
  revoked: 'neutral',
}

/** The page's title: how many programs can deliver data, and what runs out. */
export function tokenListTitle(tokens: readonly Token[], now: Date): string {
  const active = tokens.filter((token) => token.status === 'active')
  if (active.length === 0) return 'No program can deliver data'
  const ending = active.filter((token) => tokenState(token, now) === 'ending').length
  const all = countOf(active.length, 'active token')
  return ending === 0
    ? all
    : `${all}, ${ending === active.length && ending === 1 ? 'it ends' : `${ending} ending`} within ${ENDING_WITHIN_DAYS} days`
}

/** "in 12 days", "today". */
export function daysLeftWords(token: Token, now: Date): string {
  const days = Math.floor(daysLeft(token, now))
  return days <= 0 ? 'today' : `in ${countOf(days, 'day')}`
}

export function revokeConsequences(token: Token): string[] {
  return [
    `Whatever uses “${token.name}” is refused from its next request on.`,
    'A revoked token cannot be given back; make a new one instead.',
    'What it has delivered stays.',
  ]
}

function daysLeft(token: Token, now: Date): number {
  return (Date.parse(token.expires_at) - now.getTime()) / DAY_MILLISECONDS
}
