import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useMemo } from 'react'
import type { AuditFileQuery } from '../../../../../api/src/contracts/audit.js'
import type { User } from '../../../../../api/src/contracts/users.js'
import { parseAsDay } from '../../../components/filter-bar/parse-as-day.js'
import { formatDay } from '../../../format/day.js'
import { keysOf } from '../../../format/labels.js'
import { AUDIT_ACTION_LABELS, AUDIT_OUTCOME_LABELS } from './audit-words.js'

export type AuditFilters = AuditFileQuery
export type AuditFilterKey = keyof AuditFilters

export const AUDIT_FILTER_KEYS = ['member', 'user', 'action', 'outcome', 'from', 'to'] as const

export interface AuditFilterState {
  readonly filters: AuditFilters
  readonly set: (change: { readonly [Key in AuditFilterKey]?: NonNullable<AuditFilters[Key]> | null }) => void
}

/** The filters as the address holds them: ids, words of a list and days, never a name. */
export function useAuditFilters(): AuditFilterState {
  const [values, setValues] = useQueryStates(
    {
      member: parseAsString,
      user: parseAsString,
      action: parseAsStringLiteral(keysOf(AUDIT_ACTION_LABELS)),
      outcome: parseAsStringLiteral(keysOf(AUDIT_OUTCOME_LABELS)),
      from: parseAsDay,
      to: parseAsDay,
    },
    { history: 'push' },
  )
  return useMemo(() => {
    const { member, user, action, outcome, from, to } = values
    return {
      filters: {
        ...(member ? { member } : {}),
        ...(user ? { user } : {}),
        ...(action ? { action } : {}),
        ...(outcome ? { outcome } : {}),
        ...(from ? { from } : {}),
        ...(to ? { to } : {}),
      },
      set: (change) => void setValues(change),
    }
  }, [values, setValues])
}

/** The page's title: whose doings, or who concerned themselves with whom. */
export function auditTitle(filters: AuditFilters, users: readonly User[]): string {
  const who = filters.user === undefined ? null : userName(filters.user, users)
  if (filters.member !== undefined) {
    return who === null
      ? `Who saw member ${filters.member}, and what was changed`
      : `What ${who} saw and changed of member ${filters.member}`
  }
  if (who !== null) return `What ${who} did`
  return filters.action === undefined
    ? 'Who did what'
    : `Activity: ${AUDIT_ACTION_LABELS[filters.action].toLowerCase()}`
}

/** The filters in force, each with the way to take it off. */
export function removableAuditFilters(
  { filters, set }: AuditFilterState,
  users: readonly User[],
): { words: string; remove: () => void }[] {
  return AUDIT_FILTER_KEYS.flatMap((key) =>
    filters[key] === undefined
      ? []
      : [{ words: filterWords(key, filters, users), remove: () => set({ [key]: null }) }],
  )
}

export function userName(userId: string, users: readonly User[]): string {
  return users.find((user) => user.user_id === userId)?.name ?? userId
}

function filterWords(key: AuditFilterKey, filters: AuditFilters, users: readonly User[]): string {
  switch (key) {
    case 'member':
      return `Member ${filters.member}`
    case 'user':
      return `By ${userName(filters.user ?? '', users)}`
    case 'action':
      return filters.action === undefined ? '' : AUDIT_ACTION_LABELS[filters.action]
    case 'outcome':
      return filters.outcome === undefined ? '' : AUDIT_OUTCOME_LABELS[filters.outcome]
    case 'from':
      return `From ${formatDay(filters.from ?? null)}`
    case 'to':
      return `To ${formatDay(filters.to ?? null)}`
  }
}

/** The address of the page under these filters. */
export function auditHref(filters: AuditFilters): string {
  const search = new URLSearchParams()
  for (const key of AUDIT_FILTER_KEYS) {
    const value = filters[key]
    if (value !== undefined) search.set(key, value)
  }
  const text = search.toString()
  return text === '' ? '/audit' : `/audit?${text}`
}
