/** The API as it runs in production, on a test's own database and with its day standing still. */

import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import type { z } from 'zod'
import { appModule } from '../../../api/src/app.module.js'
import { Clock } from '../../../api/src/platform/clock.js'
import { createHttpServer } from '../../../api/src/platform/http-server.js'
import { createLog, type Log } from '../../../api/src/platform/logging.js'
import type { TestDatabase } from './test-database.js'

export interface TestApi {
  readonly server: NestFastifyApplication
  /** The answer, checked against its contract with nothing left over. */
  read<Schema extends z.ZodType>(schema: Schema, path: string): Promise<z.infer<Schema>>
  /** Any answer, as it is. */
  get(path: string, headers?: Record<string, string>): Promise<ApiAnswer>
  close(): Promise<void>
}

interface ApiAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
  json(): unknown
}

export async function startTestApi(
  database: Pick<TestDatabase, 'access' | 'dataSource'>,
  options: { now?: string; log?: Log; dashboardFolder?: string } = {},
): Promise<TestApi> {
  const log = options.log ?? createLog('silent')
  const clock = new StandingClock(new Date(options.now ?? '2026-06-01T12:00:00Z'))
  const { access, dataSource } = database
  const server = await createHttpServer(appModule({ access, dataSource, clock, log }), {
    log,
    version: 'test',
    dashboardFolder: options.dashboardFolder ?? '/nowhere',
  })
  await server.listen(0, '127.0.0.1')
  const address = await server.getUrl()
  const get = async (path: string, headers: Record<string, string> = {}): Promise<ApiAnswer> => {
    const answer = await fetch(`${address}${path}`, { headers, redirect: 'manual' })
    const text = await answer.text()
    return {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      text,
      json: () => JSON.parse(text),
    }
  }
  return {
    server,
    get,
    read: async (schema, path) => {
      const answer = await get(`/api/v1${path}`)
      if (answer.status !== 200) throw new Error(`GET ${path} answered ${answer.status}: ${answer.text}`)
      return schema.parse(answer.json())
    },
    close: () => server.close(),
  }
}

class StandingClock extends Clock {
  readonly #instant: Date

  constructor(instant: Date) {
    super()
    this.#instant = instant
  }

  now(): Date {
    return this.#instant
  }
}
