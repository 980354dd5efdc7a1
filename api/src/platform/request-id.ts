/** Every request has an id: in the answer's header, in problems, in the log, and in the database's context. */

import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import type { Log } from './logging.js'

const REQUEST_ID_HEADER = 'x-request-id'
const ACCEPTABLE_ID = /^[A-Za-z0-9-]{8,64}$/

/** The id that a proxy in front gave, if it is one; else a new one. */
export function requestId(request: Pick<IncomingMessage, 'headers'>): string {
  const given = request.headers[REQUEST_ID_HEADER]
  return typeof given === 'string' && ACCEPTABLE_ID.test(given) ? given : randomUUID()
}

/** Answers carry the id; the log has one line a request, with the route's pattern in place of the address. */
export function traceRequests(server: FastifyInstance, log: Log): void {
  server.addHook('onRequest', (request, reply, done) => {
    reply.header(REQUEST_ID_HEADER, request.id)
    done()
  })
  server.addHook('onResponse', (request, reply, done) => {
    log.debug(
      {
        requestId: request.id,
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime),
      },
      'A request was answered.',
    )
    done()
  })
}
