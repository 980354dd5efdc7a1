import { parseAsInteger, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useMemo } from 'react'
import type { Filters } from '../../../../api/src/contracts/filters.js'
import { filterLink } from '../../components/filter-bar/filter-link.js'

const PAGE_SIZE = 20
/** Where the list of sessions stands on the page. */
export const SESSIONS_ID = 'sessions'

const parsers = {
  session_number: parseAsInteger,
  show: parseAsStringLiteral(['lacking', 'all'] as const).withDefault('lacking'),
  page: parseAsInteger.withDefault(1),
}

export interface SessionListAsked {
  readonly session_number: number | undefined
  readonly show: 'lacking' | 'all'
  readonly page: number
  readonly page_size: number
}

/** Which sessions are listed, as the address says. */
export function useSessionListQuery(): SessionListAsked {
  const [{ session_number, show, page }] = useQueryStates(parsers)
  return useMemo(
    () => ({
      session_number: session_number === null || session_number < 1 ? undefined : session_number,
      show,
      page: Math.max(1, page),
      page_size: PAGE_SIZE,
    }),
    [session_number, show, page],
  )
}

/** The page with another list of sessions, filters as they are; leads to the list itself. */
export function sessionsLink(
  filters: Filters,
  asked: { session_number?: number | undefined; show?: 'lacking' | 'all'; page?: number },
): string {
  const { session_number, show = 'lacking', page = 1 } = asked
  const address = filterLink('/completeness', filters, {
    session_number: session_number === undefined ? undefined : String(session_number),
    show: show === 'lacking' ? undefined : show,
    page: page === 1 ? undefined : String(page),
  })
  return `${address}#${SESSIONS_ID}`
}
