/** The last check before the API may serve: every route says who may call it. */

import { METHOD_METADATA } from '@nestjs/common/constants.js'
import { MetadataScanner, ModulesContainer } from '@nestjs/core'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import type { FastifyInstance } from 'fastify'
import { POLICY } from './policy.js'

/** What is served beside the controllers: the description of the API, and the dashboard's files. */
const WITHOUT_CONTROLLER = [/^\/api\/docs(-yaml)?(\/|$)/, /^\/api\/openapi/, /^\/(assets\/.+|[\w-]+\.\w+)?$/]
const OF_CONTROLLERS = /^\/(api\/(v1|auth)|health)(\/|$)/

/** Routes as they are added to the server; begin before the first is. */
export function listRoutes(server: FastifyInstance): ReadonlySet<string> {
  const routes = new Set<string>()
  server.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) if (one !== 'HEAD' && one !== 'OPTIONS') routes.add(`${one} ${url}`)
  })
  return routes
}

/**
 * @throws Error when a method of a controller declares no policy, or a route under the API belongs to no controller and
 *         so would be reached without the guard
 */
export function refuseUndeclaredRoutes(app: NestFastifyApplication, routes: ReadonlySet<string>): void {
  const handlers = handlersOf(app)
  const undeclared = handlers.filter(({ policy }) => policy === undefined).map(({ name }) => name)
  if (undeclared.length > 0) {
    throw new Error(`Who may call these is not declared (@Allow or @Public): ${undeclared.join(', ')}.`)
  }
  const guarded = [...routes].filter((route) => OF_CONTROLLERS.test(urlOf(route)))
  const others = [...routes].filter((route) => !OF_CONTROLLERS.test(urlOf(route)))
  const strange = others.filter((route) => !WITHOUT_CONTROLLER.some((known) => known.test(urlOf(route))))
  if (guarded.length !== handlers.length || strange.length > 0) {
    throw new Error(
      `${guarded.length} routes of the API and ${handlers.length} methods of controllers: a route without a controller has no guard. ${strange.join(', ')}`,
    )
  }
}

function urlOf(route: string): string {
  return route.slice(route.indexOf(' ') + 1)
}

interface Handler {
  readonly name: string
  readonly policy: unknown
}

function handlersOf(app: NestFastifyApplication): Handler[] {
  const scanner = new MetadataScanner()
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [
    ...module.controllers.values(),
  ])
  return controllers.flatMap(({ metatype }) => {
    if (typeof metatype !== 'function') return []
    const prototype: Record<string, object> = metatype.prototype
    return scanner.getAllMethodNames(prototype).flatMap((method) => {
      const handler = prototype[method]
      if (handler === undefined || Reflect.getMetadata(METHOD_METADATA, handler) === undefined) return []
      const policy: unknown = Reflect.getMetadata(POLICY, handler) ?? Reflect.getMetadata(POLICY, metatype)
      return [{ name: `${metatype.name}.${method}`, policy }]
    })
  })
}
