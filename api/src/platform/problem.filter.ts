import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Problem } from '../contracts/problem.js'
import { DomainError, UnknownMeasure } from '../core/errors.js'
import { AuditUnavailable, DatabaseBusy, DatabaseUnavailable } from '../database/errors.js'
import type { Log } from './logging.js'
import { notFound, ProblemError, TooManyRequests } from './problem.js'

const RETRY_AFTER_SECONDS = 5

/** SQLSTATE of a statement that ran beyond its time. */
const QUERY_CANCELED = '57014'

/** The one place where errors become answers: problem documents with a stable code and the request's id. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #log: Log

  constructor(log: Log) {
    this.#log = log
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp()
    const request = http.getRequest<FastifyRequest>()
    const reply = http.getResponse<FastifyReply>()
    const problem = asProblem(error)
    if (problem.status >= 500) {
      this.#log.error({ requestId: request.id, err: error }, 'A request failed.')
    }
    sendProblem(problem, request, reply)
  }
}

export function sendProblem(problem: ProblemError, request: FastifyRequest, reply: FastifyReply): void {
  if (reply.sent) return
  const retryAfter = retryAfterSeconds(problem)
  if (retryAfter !== null) reply.header('retry-after', String(retryAfter))
  reply
    .status(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(problemDocument(problem, request.id)))
}

function retryAfterSeconds(problem: ProblemError): number | null {
  if (problem instanceof TooManyRequests) return problem.retryAfterSeconds
  return problem.status === 503 ? RETRY_AFTER_SECONDS : null
}

/** The problem that an error is to the one who asked. */
export function asProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error
  if (error instanceof UnknownMeasure) {
    return new ProblemError(
      400,
      error.code,
      'Unknown measure',
      'There is no such measure. See /api/v1/measures.',
    )
  }
  if (error instanceof DomainError) {
    return new ProblemError(422, error.code, 'Not possible with these records', error.message)
  }
  if (
    error instanceof DatabaseBusy ||
    error instanceof DatabaseUnavailable ||
    error instanceof AuditUnavailable
  ) {
    return new ProblemError(503, error.code, 'Not available just now', error.message)
  }
  if (codeOf(error) === QUERY_CANCELED) {
    return new ProblemError(
      503,
      'took_too_long',
      'Took too long',
      'The answer took longer than a request may. Narrow the filters and try again.',
    )
  }
  return byStatus(error instanceof HttpException ? error.getStatus() : statusOf(error))
}

/** Errors of the framework, by status alone: their messages repeat the address and the body. */
function byStatus(status: number): ProblemError {
  switch (status) {
    case 404:
      return notFound('page')
    case 413:
      return new ProblemError(413, 'too_large', 'Too large', 'The request is larger than may be sent here.')
    case 415:
      return new ProblemError(415, 'wrong_content_type', 'Wrong content type', 'Send application/json here.')
    default:
      return status >= 400 && status < 500
        ? new ProblemError(
            status,
            'bad_request',
            'Bad request',
            'The request cannot be read. Check its address and its body.',
          )
        : new ProblemError(
            500,
            'internal_error',
            'Something went wrong here',
            'Nothing was changed. Try again; if it stays, tell who runs the system the request id.',
          )
  }
}

function statusOf(error: unknown): number {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : 500
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}

function problemDocument(problem: ProblemError, requestId: string): Problem {
  return {
    type: `urn:tidemark:problem:${problem.code}`,
    title: problem.title,
    status: problem.status,
    detail: problem.message,
    code: problem.code,
    request_id: requestId,
    ...(problem.errors === null ? {} : { errors: problem.errors }),
  }
}
