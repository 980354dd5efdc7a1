/** Serves the built dashboard beside the API: its files, and its one page for every address that it routes itself. */

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import type { FastifyRequest } from 'fastify'

/** Names of files under `assets/` carry a hash of their content, so a name never changes its meaning. */
const IMMUTABLE = 'public, max-age=31536000, immutable'
const ASK_EACH_TIME = 'no-cache'

const SERVER_PATHS = /^\/(api|health)(\/|$)/

/** Files lie at the top or under `assets/`; deeper down a dot is part of somebody's id. */
const FILES = /^\/(assets\/|[^/]*\.[^/]*$)/

/** @returns false when no dashboard was built in this folder: then the API is served alone */
export async function serveDashboard(app: NestFastifyApplication, folder: string): Promise<boolean> {
  if (!existsSync(join(folder, 'index.html'))) return false
  await app.register(fastifyStatic, {
    root: folder,
    // One route a file: the not-found handler stays the API's own.
    wildcard: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header('cache-control', path.startsWith(join(folder, 'assets')) ? IMMUTABLE : ASK_EACH_TIME)
    },
  })
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', async (request, reply) => {
      if (asksForPage(request)) return reply.sendFile('index.html')
    })
  return true
}

/** Somebody who takes a page asks for an address of the dashboard: not the server's own paths, and not a file. */
export function asksForPage({
  method,
  url,
  headers,
}: Pick<FastifyRequest, 'method' | 'url' | 'headers'>): boolean {
  const path = url.split('?', 1)[0] ?? ''
  return (
    (method === 'GET' || method === 'HEAD') &&
    /text\/html|\*\/\*/.test(headers.accept ?? '*/*') &&
    !SERVER_PATHS.test(path) &&
    !FILES.test(path)
  )
}
