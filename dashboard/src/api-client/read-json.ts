import { type ProblemError, problemOf, unreachableProblem, unreadableProblem } from './problem-error.js'

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
  const response = await send(apiAddress(path, options.query), options.signal)
  const requestId = response.headers.get('x-request-id')
  if (!response.ok) throw problemOf(response.status, await textOf(response), requestId)
  const read = bodyOf<T>(await textOf(response), response.status, requestId)
  if (read.kind === 'failed') throw read.problem
  return read.body
}

export type ReadBody<T> =
  | { readonly kind: 'answered'; readonly body: T }
  | { readonly kind: 'failed'; readonly problem: ProblemError }

/** The body of a 2xx answer; one that is not JSON did not come from our server. */
export function bodyOf<T>(text: string, status: number, requestId: string | null): ReadBody<T> {
  try {
    const body: T = JSON.parse(text)
    return { kind: 'answered', body }
  } catch {
    return { kind: 'failed', problem: unreadableProblem(status, requestId) }
  }
}

/** The connection may break while the answer is on its way. */
async function textOf(response: Response): Promise<string> {
  try {
    return await response.text()
  } catch (error) {
    throw failedOnTheWay(error)
  }
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
    throw failedOnTheWay(error)
  }
}

/** An abort was asked for and stays what it is. */
function failedOnTheWay(error: unknown): unknown {
  return error instanceof DOMException && error.name === 'AbortError' ? error : unreachableProblem()
}
