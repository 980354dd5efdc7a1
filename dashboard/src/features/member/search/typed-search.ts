import { useMemo } from 'react'
import { useLocation } from 'react-router'

/** What was typed to find members. It may be a name: it stands in no address and in nothing that the browser stores. */
export interface TypedSearch {
  readonly text: string
  readonly page: number
}

/** In the browser's history stands a key alone; the words behind it live as long as this document. */
interface HistoryState {
  readonly search: string
  readonly page: number
}

const typed = new Map<string, string>()

/** The state for a step to the results: `navigate(SEARCH_PATH, { state: searchFor(text) })`. */
export function searchFor(text: string, page = 1): HistoryState {
  const known = [...typed].find(([, words]) => words === text)?.[0]
  const search = known ?? crypto.randomUUID()
  typed.set(search, text)
  return { search, page }
}

export const SEARCH_PATH = '/members'

/** The search of the page that is shown; null for none, and after the document was loaded anew. */
export function useTypedSearch(): TypedSearch | null {
  const { state } = useLocation()
  return useMemo(() => searchIn(state), [state])
}

function searchIn(state: unknown): TypedSearch | null {
  if (typeof state !== 'object' || state === null || !('search' in state)) return null
  const text = typeof state.search === 'string' ? typed.get(state.search) : undefined
  if (text === undefined) return null
  const page = 'page' in state && typeof state.page === 'number' ? state.page : 1
  return { text, page }
}
