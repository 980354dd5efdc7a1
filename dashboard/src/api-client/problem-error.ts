import type { Problem } from '../../../api/src/contracts/problem.js'

/** A refused or failed request, as the server described it (RFC 9457) or as the browser met it. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly title: string
  readonly status: number
  readonly code: string
  /** Null when no server answered. */
  readonly requestId: string | null
  readonly fieldErrors: NonNullable<Problem['errors']>
  /** Seconds after which the server asks to be tried again; null where it did not say. */
  readonly retryAfterSeconds: number | null

  constructor(
    problem: Omit<Problem, 'type' | 'request_id'> & { request_id: string | null },
    retryAfterSeconds: number | null = null,
  ) {
    super(problem.detail)
    this.title = problem.title
    this.status = problem.status
    this.code = problem.code
    this.requestId = problem.request_id
    this.fieldErrors = problem.errors ?? []
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** No answer at all: the server is down, restarting or out of reach. */
export function unreachableProblem(): ProblemError {
  return new ProblemError({
    title: 'No answer from the server',
    status: 0,
    detail: 'The server did not answer. Check that it is running and that this device is online, then retry.',
    code: 'unreachable',
    request_id: null,
  })
}

/** A 2xx answer that is not JSON: something between here and the server answered in its place. */
export function unreadableProblem(status: number, requestId: string | null): ProblemError {
  return new ProblemError({
    title: 'The answer cannot be read',
    status,
    detail:
      'Something other than Tidemark answered: a sign-in page of the network or a proxy, most likely. Reload the ' +
      'page; if that does not help, ask whoever runs the server.',
    code: 'unreadable_answer',
    request_id: requestId,
  })
}

/** The error of an answer that is not 2xx; a body that is no problem document still gives a plain sentence. */
export function problemOf(
  status: number,
  body: string,
  requestId: string | null,
  retryAfterSeconds: number | null = null,
): ProblemError {
  const problem = parseObject(body)
  return new ProblemError(
    {
      title: textOf(problem.title) ?? 'The request failed',
      status,
      detail: textOf(problem.detail) ?? `The server answered ${status} without an explanation.`,
      code: textOf(problem.code) ?? `http_${status}`,
      request_id: textOf(problem.request_id) ?? requestId,
      errors: fieldErrorsOf(problem.errors),
    },
    retryAfterSeconds,
  )
}

function parseObject(body: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(body)
    return isObject(parsed) ? parsed : {}
  } catch {
    return {}
  }
}

function fieldErrorsOf(value: unknown): NonNullable<Problem['errors']> {
  if (!Array.isArray(value)) return []
  return value.flatMap((entry: unknown) => {
    if (!isObject(entry)) return []
    const message = textOf(entry.message)
    const code = textOf(entry.code)
    if (message === null) return []
    return [{ path: textOf(entry.path) ?? '', message, ...(code === null ? {} : { code }) }]
  })
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
