/** What can go wrong with a request, as an RFC 9457 problem. Nothing that the sender wrote is repeated. */

import type { Problem } from '../contracts/problem.js'

type FieldErrors = NonNullable<Problem['errors']>

export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly status: number
  /** Stable; clients decide by it. */
  readonly code: string
  readonly title: string
  readonly errors: FieldErrors | null

  constructor(
    status: number,
    code: string,
    title: string,
    detail: string,
    errors: FieldErrors | null = null,
  ) {
    super(detail)
    this.status = status
    this.code = code
    this.title = title
    this.errors = errors
  }
}

/** Asked too often. The answer says when to try again. */
export class TooManyRequests extends ProblemError {
  readonly retryAfterSeconds: number

  constructor(retryAfterSeconds: number, code = 'too_many_requests') {
    super(
      429,
      code,
      'Too many requests',
      code === 'too_many_attempts'
        ? 'Too many attempts failed. Wait for the time that the answer names, then try again.'
        : 'That was more than may be asked in this time. Wait a little, then go on.',
    )
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** Nothing is there, or nothing that this caller may see: the answer is the same. */
export function notFound(
  what:
    | 'group'
    | 'group_session'
    | 'member'
    | 'episode'
    | 'attendance'
    | 'response'
    | 'treatment'
    | 'merge'
    | 'page'
    | 'user'
    | 'token'
    | 'site'
    | 'therapist'
    | 'cover'
    | 'signal'
    | 'job'
    | 'study'
    | 'data_set'
    | 'report_run'
    | 'report_file',
): ProblemError {
  return new ProblemError(
    404,
    `${what}_not_found`,
    'Not found',
    `There is no such ${what.replace('_', ' ')}. Check the id, or go back to the list.`,
  )
}

export function unknownParameters(known: readonly string[]): ProblemError {
  return new ProblemError(
    400,
    'unknown_parameter',
    'Unknown parameter',
    `The address has a parameter that is not known here. Known: ${known.join(', ') || 'none'}.`,
  )
}

export function invalidParameters(errors: FieldErrors): ProblemError {
  return new ProblemError(
    400,
    'invalid_parameter',
    'Invalid parameter',
    'A parameter cannot be used as it is; `errors` says which and what is expected.',
    errors,
  )
}

export function invalidBody(errors: FieldErrors): ProblemError {
  return new ProblemError(
    400,
    'invalid_body',
    'Not as expected',
    'The body cannot be used as it is; `errors` says where and what is expected.',
    errors,
  )
}

/** Somebody else changed it in between. `errors` names what is different now. */
export function conflictingChange(errors: FieldErrors): ProblemError {
  return new ProblemError(
    409,
    'changed_meanwhile',
    'Changed by somebody else',
    'It was changed after you read it, so nothing was stored. Read it again, then repeat your change.',
    errors,
  )
}
