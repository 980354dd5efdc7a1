import { type ProblemError, problemOf, unreachableProblem, unreadableProblem } from './problem-error.js'

export type ReadBody<T> =
  | { readonly kind: 'answered'; readonly body: T }
  | { readonly kind: 'failed'; readonly problem: ProblemError }

/** One answer of the server, or why there is none. An abort stays an AbortError. */
export async function request<T>(
  address: string,
  init: RequestInit,
  read: (text: string, response: Response) => ReadBody<T> = jsonOf<T>,
): Promise<ReadBody<T>> {
  try {
    const response = await fetch(address, { credentials: 'same-origin', ...init })
    // The connection may break while the answer is on its way.
    const text = await response.text()
    if (response.ok) return read(text, response)
    const problem = problemOf(response.status, text, requestIdOf(response), retryAfterOf(response))
    return { kind: 'failed', problem }
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    return { kind: 'failed', problem: unreachableProblem() }
  }
}

export function jsonOf<T>(text: string, response: Response): ReadBody<T> {
  return bodyOf(text, response.status, requestIdOf(response))
}

/** For answers of which only the success counts. */
export function withoutBody(): ReadBody<null> {
  return { kind: 'answered', body: null }
}

/** The body of a 2xx answer; one that is not JSON did not come from our server. */
export function bodyOf<T>(text: string, status: number, requestId: string | null): ReadBody<T> {
  try {
    const body: T = JSON.parse(text)
    return { kind: 'answered', body }
  } catch {
    return { kind: 'failed', problem: unreadableProblem(status, requestId) }
  }
}

function requestIdOf(response: Response): string | null {
  return response.headers.get('x-request-id')
}

/** Seconds after which the server asks to be tried again. */
function retryAfterOf(response: Response): number | null {
  const header = response.headers.get('retry-after')
  return header !== null && /^\d+$/.test(header) ? Number(header) : null
}
