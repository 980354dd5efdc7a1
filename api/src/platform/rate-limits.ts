/** How often the API may be asked: generous for people and programs, a stop for floods. */

import { createHash } from 'node:crypto'
import rateLimit from '@fastify/rate-limit'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import type { FastifyRequest } from 'fastify'
import { TooManyRequests } from './problem.js'
import type { SignedCookie } from './signed-cookie.js'

const MINUTE = 60_000
/** Of the limit of a session: what one address may send without signing in, and the changes among all requests. */
const ANONYMOUS_PART = 0.25
const CHANGES_PART = 0.25
/** Keys that are kept at a time; the oldest go. */
const KEPT_KEYS = 20_000

export interface RateLimits {
  readonly requestsPerMinute: number
  /** Tells signed-in browsers apart before the database is asked. */
  readonly sessionCookie: SignedCookie
}

/** Counts every request to the API, also those that nothing answers, before anything else is done with it. */
export async function limitRequests(app: NestFastifyApplication, limits: RateLimits): Promise<void> {
  await app.register(rateLimit, { global: false, cache: KEPT_KEYS, timeWindow: MINUTE })
  const server = app.getHttpAdapter().getInstance()
  const { requestsPerMinute, sessionCookie } = limits
  const senderOf = (request: FastifyRequest) => sender(request, sessionCookie)
  const all = server.createRateLimit({
    keyGenerator: (request) => `all ${senderOf(request)}`,
    max: (_request, key) => requestsPerMinute * (key.startsWith('all address') ? ANONYMOUS_PART : 1),
  })
  const changes = server.createRateLimit({
    keyGenerator: (request) => `changes ${senderOf(request)}`,
    max: requestsPerMinute * CHANGES_PART,
  })
  server.addHook('onRequest', async (request) => {
    if (!request.url.startsWith('/api/')) return
    for (const limit of isRead(request) ? [all] : [all, changes]) {
      const state = await limit(request)
      if (!state.isAllowed && state.isExceeded) throw new TooManyRequests(state.ttlInSeconds)
    }
  })
}

/**
 * A session by its cookie, which cannot be made up; everything else by where it comes from. Tokens are not told apart:
 * whether one is real is known only after the database was asked, and made-up ones would each have a limit of their own.
 */
function sender(request: FastifyRequest, sessionCookie: SignedCookie): string {
  if (request.headers.authorization !== undefined) return `program ${request.ip}`
  const token = sessionCookie.read(request.headers)
  if (token === null) return `address ${request.ip}`
  return `session ${createHash('sha256').update(token).digest('base64url')}`
}

function isRead({ method }: FastifyRequest): boolean {
  return method === 'GET' || method === 'HEAD'
}
