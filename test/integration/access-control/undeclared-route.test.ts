import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { Controller, type DynamicModule, Get, Module } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { listRoutes, refuseUndeclaredRoutes } from '../../../api/src/platform/declared-policies.js'
import { createHttpServer } from '../../../api/src/platform/http-server.js'
import { createLog } from '../../../api/src/platform/logging.js'
import { Allow, Public } from '../../../api/src/platform/policy.js'
import { startTestApi } from '../support/test-api.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

@Controller('forgotten')
class ForgottenController {
  @Get('declared')
  @Allow({ roles: ['director'], audit: null })
  declared(): string {
    return 'declared'
  }

  @Get('undeclared')
  undeclared(): string {
    return 'everybody could read this'
  }
}

@Controller('complete')
class CompleteController {
  @Get()
  @Public('a test')
  open(): string {
    return 'open'
  }
}

@Module({ controllers: [ForgottenController] })
class ForgottenModule {}

@Module({ controllers: [CompleteController] })
class CompleteModule {}

const start = (module: DynamicModule, dashboardFolder = '/nowhere') =>
  createHttpServer(module, {
    log: createLog('silent'),
    version: 'test',
    dashboardFolder,
    web: {
      publicUrl: null,
      trustedProxy: null,
      certificate: null,
      requestsPerMinute: 1_000,
      signInKey: 'a key of some length for a test of routes',
    },
  })

test('a server with a route that declares no policy does not start, and says which', async () => {
  await expect(start({ module: ForgottenModule })).rejects.toThrow(
    'Who may call these is not declared (@Allow or @Public): ForgottenController.undeclared.',
  )
})

test('a route that no controller has is not served, because no guard stands before it', async () => {
  const server = await NestFactory.create<NestFastifyApplication>(
    { module: CompleteModule },
    new FastifyAdapter(),
    {
      logger: false,
    },
  )
  const routes = listRoutes(server.getHttpAdapter().getInstance())
  server
    .getHttpAdapter()
    .getInstance()
    .get('/api/v1/shortcut', () => 'past the guard')
  server.setGlobalPrefix('api/v1')
  await server.init()
  expect(() => refuseUndeclaredRoutes(server, routes)).toThrow('a route without a controller has no guard')
  await server.close()
})

test('one whose routes all declare theirs starts, with the files of a dashboard beside them', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'dashboard-'))
  await mkdir(path.join(folder, 'assets'))
  for (const file of ['index.html', 'favicon.svg', 'assets/page-X1_y.js']) {
    await writeFile(path.join(folder, file), '')
  }
  const server = await start({ module: CompleteModule }, folder)
  await server.close()
  await rm(folder, { recursive: true })
  const api = await startTestApi(database)
  await api.close()
})
