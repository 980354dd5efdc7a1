import { problemOf, unreachableProblem } from './problem-error.js'
import { API_ROOT } from './read-json.js'
import { bodyOf, type ReadBody } from './request.js'
import { underSession } from './under-session.js'

/** What came back; a report of refused files is an answer with a body of its own, not a failure. */
export type UploadOutcome<T> = ReadBody<T> | { readonly kind: 'cancelled' }

interface Upload {
  readonly path: string
  readonly form: FormData
  readonly headers: Readonly<Record<string, string>>
  readonly signal: AbortSignal
  readonly onProgress: (shareSent: number) => void
}

/**
 * Sends a multipart form and reports bytes sent as it goes (fetch cannot). `onProgress` is called with a share
 * from 0 to 1; 1 means that the server has everything and is working.
 */
export function uploadForm<T>(upload: Upload): Promise<UploadOutcome<T>> {
  return underSession(() => sendForm<T>(upload))
}

function sendForm<T>(upload: Upload): Promise<UploadOutcome<T>> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open('POST', `${API_ROOT}${upload.path}`)
    request.setRequestHeader('accept', 'application/json')
    for (const [name, value] of Object.entries(upload.headers)) request.setRequestHeader(name, value)
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) upload.onProgress(event.loaded / event.total)
    }
    request.upload.onload = () => upload.onProgress(1)
    request.onload = () => resolve(outcomeOf<T>(request))
    request.onerror = () => resolve({ kind: 'failed', problem: unreachableProblem() })
    request.onabort = () => resolve({ kind: 'cancelled' })
    upload.signal.addEventListener('abort', () => request.abort(), { once: true })
    request.send(upload.form)
  })
}

function outcomeOf<T>(request: XMLHttpRequest): UploadOutcome<T> {
  const requestId = request.getResponseHeader('x-request-id')
  if (request.status >= 200 && request.status < 300) {
    return bodyOf<T>(request.responseText, request.status, requestId)
  }
  return { kind: 'failed', problem: problemOf(request.status, request.responseText, requestId) }
}
