/** The HTTP side of the application, the same in production and in tests. It does not listen yet. */

import compress from '@fastify/compress'
import type { DynamicModule } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { serveDashboard } from './dashboard-files.js'
import { type Log, nestLog } from './logging.js'
import { describeApi } from './openapi.js'
import { asProblem, sendProblem } from './problem.filter.js'
import { requestId, traceRequests } from './request-id.js'
import { sendSecurityHeaders } from './security-headers.js'

const JSON_LIMIT_BYTES = 1024 * 1024

export interface HttpServerOptions {
  readonly log: Log
  /** The product's version, for the API's description. */
  readonly version: string
  /** Where the built dashboard lies. */
  readonly dashboardFolder: string
}

export async function createHttpServer(
  module: DynamicModule,
  { log, version, dashboardFolder }: HttpServerOptions,
): Promise<NestFastifyApplication> {
  const adapter = new AdapterWithOwnErrors({
    bodyLimit: JSON_LIMIT_BYTES,
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
  traceRequests(adapter.getInstance(), log)
  await sendSecurityHeaders(app)
  await app.register(compress, { global: true })
  app.setGlobalPrefix('api/v1', { exclude: ['health/live', 'health/ready'] })
  describeApi(app, version)
  if (!(await serveDashboard(app, dashboardFolder))) {
    log.warn({}, 'There is no built dashboard; only the API is served. `npm run build` makes one.')
  }
  await app.init()
  await adapter.getInstance().ready()
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
