import { problemOf, unreachableProblem } from './problem-error.js'

export const API_ROOT = '/api/v1'

export type QueryParameters = Readonly<Record<string, string | number | boolean | null | undefined>>

/**
 * Reads one resource: `readJson<GroupList>('/groups', { query: filters, signal })`. The type is the contract the
 * server validates its answers against.
 *
 * @throws ProblemError for every answer that is not 2xx and when no server answers; an abort stays an AbortError
 */
export async function readJson<T>(
  path: string,
  options: { query?: QueryParameters; signal?: AbortSignal } = {},
): Promise<T> {
  const response = await send(apiAddress(path, options.query), options.signal)
  if (!response.ok) {
    throw problemOf(response.status, await response.text(), response.headers.get('x-request-id'))
  }
  const body: T = await response.json()
  return body
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

async function send(address: string, signal: AbortSignal | undefined): Promise<Response> {
  try {
    return await fetch(address, {
      headers: { accept: 'application/json' },
      credentials: 'same-origin',
      ...(signal === undefined ? {} : { signal }),
    })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw unreachableProblem()
  }
}
