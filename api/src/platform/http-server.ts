/** The HTTP side of the application, the same in production and in tests. It does not listen yet. */

import compress from '@fastify/compress'
import type { DynamicModule } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from './config.js'
import { serveDashboard } from './dashboard-files.js'
import { listRoutes, refuseUndeclaredRoutes } from './declared-policies.js'
import { type Log, nestLog } from './logging.js'
import { describeApi } from './openapi.js'
import { asProblem, sendProblem } from './problem.filter.js'
import { limitRequests } from './rate-limits.js'
import { requestId, traceRequests } from './request-id.js'
import { refuseOtherOrigins } from './request-origin.js'
import { sendSecurityHeaders } from './security-headers.js'
import { SESSION_COOKIE, SignedCookie } from './signed-cookie.js'

const JSON_LIMIT_BYTES = 1024 * 1024

export interface HttpServerOptions {
  readonly log: Log
  /** The product's version, for the API's description. */
  readonly version: string
  /** Where the built dashboard lies. */
  readonly dashboardFolder: string
  readonly web: WebSettings
}

/** How the server is reached, and how often it may be asked. */
export interface WebSettings extends Pick<Config, 'publicUrl' | 'trustedProxy' | 'requestsPerMinute'> {
  /** PEM, for serving https without a proxy. */
  readonly certificate: { readonly cert: Buffer; readonly key: Buffer } | null
  readonly signInKey: string
}

export async function createHttpServer(
  module: DynamicModule,
  { log, version, dashboardFolder, web }: HttpServerOptions,
): Promise<NestFastifyApplication> {
  const adapter = new AdapterWithOwnErrors({
    ...(web.certificate === null ? {} : { https: web.certificate }),
    bodyLimit: JSON_LIMIT_BYTES,
    // Only who is named here is believed about where a request came from.
    trustProxy: web.trustedProxy === null ? false : [...web.trustedProxy],
    genReqId: requestId,
    // Connections that idle are closed at once when the server stops; busy ones may finish.
    forceCloseConnections: 'idle',
    // Addresses that cannot even be read never reach the framework above.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(asProblem(error), request, reply),
  })
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: nestLog(log),
    abortOnError: false,
  })
  adapter.getInstance().setErrorHandler((error, request, reply) => {
    const problem = asProblem(error)
    if (problem.status >= 500) log.error({ requestId: request.id, err: error }, 'A request failed.')
    sendProblem(problem, request, reply)
  })
  const routes = listRoutes(adapter.getInstance())
  traceRequests(adapter.getInstance(), log)
  await sendSecurityHeaders(app, web.publicUrl)
  await limitRequests(app, {
    requestsPerMinute: web.requestsPerMinute,
    sessionCookie: new SignedCookie(SESSION_COOKIE, web.signInKey),
  })
  refuseOtherOrigins(adapter.getInstance(), web.publicUrl)
  await app.register(compress, { global: true })
  app.setGlobalPrefix('api/v1', { exclude: ['health/live', 'health/ready', 'api/auth/*path'] })
  describeApi(app, version)
  if (!(await serveDashboard(app, dashboardFolder))) {
    log.warn({}, 'There is no built dashboard; only the API is served. `npm run build` makes one.')
  }
  await app.init()
  await adapter.getInstance().ready()
  refuseUndeclaredRoutes(app, routes)
  return app
}

/**
 * A body that cannot be read fails before Nest's filter. Nest hands its own handler of such errors over after the
 * routes of a module that waits for a plugin, which then answer in the words of the framework: ours is there first.
 */
class AdapterWithOwnErrors extends FastifyAdapter {
  override setErrorHandler(): ReturnType<FastifyAdapter['setErrorHandler']> {
    return this.getInstance()
  }
}
