import { problemOf, unreachableProblem } from './problem-error.js'
import { API_ROOT } from './read-json.js'
import { underSession } from './under-session.js'

/**
 * A file below `/api/v1`, whole. Where the server wants the password anew, the reader is asked and the file fetched
 * again: a plain link would save the refusal as the file.
 *
 * @throws ProblemError as `readJson` does
 */
export async function readBlob(path: string): Promise<Blob> {
  const outcome = await underSession(() => fetchBlob(`${API_ROOT}${path}`))
  if (outcome.kind === 'failed') throw outcome.problem
  return outcome.blob
}

async function fetchBlob(address: string) {
  try {
    const response = await fetch(address, { credentials: 'same-origin' })
    if (response.ok) return { kind: 'answered' as const, blob: await response.blob() }
    const problem = problemOf(response.status, await response.text(), response.headers.get('x-request-id'))
    return { kind: 'failed' as const, problem }
  } catch {
    return { kind: 'failed' as const, problem: unreachableProblem() }
  }
}
