/** The log: JSON lines with ids and counts, never a name, a date of birth, free text, an answer or a score. */

import type { LoggerService } from '@nestjs/common'
import { type DestinationStream, type Logger, pino } from 'pino'

export type Log = Logger

/** Fields that must not be written even by mistake, at the top of a line or one object down. */
const NEVER_LOGGED = [
  'full_name',
  'fullName',
  'display_name',
  'displayName',
  'date_of_birth',
  'dateOfBirth',
  'answers',
  'total',
  'score',
  'search',
  'password',
  'email',
  'token',
  'authorization',
  'cookie',
  'body',
  'query',
  'url',
]

export function createLog(level: string, destination?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: NEVER_LOGGED.flatMap((field) => [field, `*.${field}`]), censor: '[left out]' },
    serializers: { err: describeError },
  }
  return destination === undefined ? pino(options) : pino(options, destination)
}

/** An error without its message and fields, which may repeat what was sent: name, stable code, where. */
export function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { name: typeof error }
  return {
    name: error.name,
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    ...('constraint' in error && typeof error.constraint === 'string'
      ? { constraint: error.constraint }
      : {}),
    frames: (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at ')),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  }
}

/** Nest's own words of starting and stopping, in the same log. Its errors carry a stack as second argument. */
export function nestLog(log: Log): LoggerService {
  const context = (rest: readonly unknown[]) => ({ context: rest.at(-1) })
  return {
    log: (message: unknown, ...rest: unknown[]) => log.debug(context(rest), String(message)),
    debug: (message: unknown, ...rest: unknown[]) => log.debug(context(rest), String(message)),
    verbose: (message: unknown, ...rest: unknown[]) => log.trace(context(rest), String(message)),
    warn: (message: unknown, ...rest: unknown[]) => log.warn(context(rest), String(message)),
    error: (message: unknown, ...rest: unknown[]) =>
      log.error({ err: message, ...context(rest) }, 'The framework met an error.'),
    fatal: (message: unknown, ...rest: unknown[]) =>
      log.fatal({ err: message, ...context(rest) }, 'The framework cannot go on.'),
  }
}
