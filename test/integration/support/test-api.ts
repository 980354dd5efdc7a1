/** The API as it runs in production, on a test's own database and with its day standing still. */

import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import type { z } from 'zod'
import { appModule } from '../../../api/src/app.module.js'
import type { Login } from '../../../api/src/database/connect.js'
import { SignInPool } from '../../../api/src/database/sign-in-pool.js'
import { type DemoAccounts, NO_DEMO_ACCOUNTS } from '../../../api/src/features/sign-in/demo-accounts.js'
import { Argon2Hasher, type PasswordHasher } from '../../../api/src/features/sign-in/password-hashing.js'
import { Clock } from '../../../api/src/platform/clock.js'
import { createHttpServer, type WebSettings } from '../../../api/src/platform/http-server.js'
import { createLog, type Log } from '../../../api/src/platform/logging.js'
import { signInCookie, TEST_SIGN_IN_KEY, type TestUser } from './sign-in.js'
import type { TestDatabase } from './test-database.js'

export interface TestApi extends Caller {
  readonly server: NestFastifyApplication
  readonly database: TestDatabase
  /** The day and time that the application goes by; sessions and codes go by the real one. */
  now(): Date
  setNow(instant: Date): void
  /** Calls in the name of a user, with a new session; or with a cookie that is given. */
  as(user: Pick<TestUser, 'id'> | string): Promise<Caller>
  close(): Promise<void>
}

/** Somebody who calls the API; without a cookie, nobody who is signed in. */
export interface Caller {
  /** The answer, checked against its contract with nothing left over. */
  read<Schema extends z.ZodType>(schema: Schema, path: string): Promise<z.infer<Schema>>
  /** Any answer, as it is. */
  get(path: string, headers?: Record<string, string>): Promise<ApiAnswer>
  /** A mutation as the dashboard sends it: with JSON, and from the server's own origin. */
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<ApiAnswer>
}

export interface ApiAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly setCookies: readonly string[]
  readonly text: string
  json(): unknown
}

export interface TestApiOptions {
  readonly now?: string
  readonly log?: Log
  readonly dashboardFolder?: string
  /** In place of the database's own. */
  readonly login?: Partial<Login>
  readonly hasher?: PasswordHasher
  readonly demoAccounts?: DemoAccounts
  readonly web?: Partial<WebSettings>
}

const web: WebSettings = {
  publicUrl: null,
  trustedProxy: null,
  certificate: null,
  requestsPerMinute: 1_000_000,
  signInKey: TEST_SIGN_IN_KEY,
}

export async function startTestApi(database: TestDatabase, options: TestApiOptions = {}): Promise<TestApi> {
  const log = options.log ?? createLog('silent')
  const clock = new StandingClock(new Date(options.now ?? '2026-06-01T12:00:00Z'))
  const pool = new SignInPool(database.urls.sign_in)
  const settings = { ...web, ...options.web }
  const signIn = {
    pool,
    key: TEST_SIGN_IN_KEY,
    hasher: options.hasher ?? new Argon2Hasher(),
    demoAccounts: options.demoAccounts ?? NO_DEMO_ACCOUNTS,
    publicUrl: settings.publicUrl,
  }
  const login = { ...database.application, ...options.login }
  const server = await createHttpServer(appModule({ ...login, clock, log, signIn }), {
    log,
    version: 'test',
    dashboardFolder: options.dashboardFolder ?? '/nowhere',
    web: settings,
  })
  await server.listen(0, '127.0.0.1')
  const address = await server.getUrl()
  const api: TestApi = {
    ...caller(address, null),
    server,
    database,
    now: () => clock.now(),
    setNow: (instant) => clock.set(instant),
    as: async (user) => caller(address, typeof user === 'string' ? user : await signInCookie(api, user)),
    close: async () => {
      await server.close()
      await pool.close()
    },
  }
  return api
}

function caller(address: string, cookie: string | null): Caller {
  const own: Record<string, string> = cookie === null ? {} : { cookie }
  const ask = async (path: string, init: RequestInit): Promise<ApiAnswer> => {
    const answer = await fetch(`${address}${path}`, { redirect: 'manual', ...init })
    const text = await answer.text()
    return {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      setCookies: answer.headers.getSetCookie(),
      text,
      json: () => JSON.parse(text),
    }
  }
  const get: Caller['get'] = (path, headers = {}) => ask(path, { headers: { ...own, ...headers } })
  return {
    get,
    read: async (schema, path) => {
      const answer = await get(`/api/v1${path}`)
      if (answer.status !== 200) throw new Error(`GET ${path} answered ${answer.status}: ${answer.text}`)
      return schema.parse(answer.json())
    },
    send: (method, path, body, headers = {}) =>
      ask(path, {
        method,
        headers: {
          origin: address,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...own,
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
  }
}

class StandingClock extends Clock {
  #instant: Date

  constructor(instant: Date) {
    super()
    this.#instant = instant
  }

  now(): Date {
    return this.#instant
  }

  set(instant: Date): void {
    this.#instant = instant
  }
}
