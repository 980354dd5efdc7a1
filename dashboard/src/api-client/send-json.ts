import { API_ROOT } from './read-json.js'
import { jsonOf, type ReadBody, request } from './request.js'
import { underSession } from './under-session.js'

export type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * Sends a change and reads its answer: `sendJson<User>('PATCH', '/users/7', change)`. Where the server wants the
 * password anew, the reader is asked and the request is sent again.
 *
 * @param signal  gives the request up; for what stores nothing
 * @throws ProblemError as `readJson` does
 */
export function sendJson<T>(method: Method, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  return send(method, `${API_ROOT}${path}`, body, jsonOf<T>, signal)
}

/** As `sendJson`, for an address that does not lie below `/api/v1`. */
export async function send<T>(
  method: Method,
  address: string,
  body: unknown,
  read: (text: string, response: Response) => ReadBody<T>,
  signal?: AbortSignal,
): Promise<T> {
  const init = { ...jsonInit(method, body), ...(signal === undefined ? {} : { signal }) }
  const outcome = await underSession(() => request<T>(address, init, read))
  if (outcome.kind === 'failed') throw outcome.problem
  return outcome.body
}

function jsonInit(method: Method, body: unknown): RequestInit {
  const accept = { accept: 'application/json' }
  return body === undefined
    ? { method, headers: accept }
    : { method, headers: { ...accept, 'content-type': 'application/json' }, body: JSON.stringify(body) }
}
