import { request } from './request.js'
import { underSession } from './under-session.js'

export const API_ROOT = '/api/v1'

export type QueryParameters = Readonly<Record<string, string | number | boolean | null | undefined>>

/**
 * Reads one resource: `readJson<GroupList>('/groups', { query: filters, signal })`. The type is the contract the
 * server validates its answers against.
 *
 * @throws ProblemError for every answer that is not 2xx or not JSON and when no server answers; an abort stays an
 *                      AbortError
 */
export async function readJson<T>(
  path: string,
  options: { query?: QueryParameters; signal?: AbortSignal } = {},
): Promise<T> {
  const { query, signal } = options
  const init = { headers: { accept: 'application/json' }, ...(signal === undefined ? {} : { signal }) }
  const read = await underSession(() => request<T>(apiAddress(path, query), init))
  if (read.kind === 'failed') throw read.problem
  return read.body
}

/** The address of a resource below `/api/v1`, absent parameters left out. */
export function apiAddress(path: string, query: QueryParameters = {}): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(key, String(value))
  }
  const text = search.toString()
  return text === '' ? `${API_ROOT}${path}` : `${API_ROOT}${path}?${text}`
}
