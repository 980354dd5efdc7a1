/** A browser as far as signing in needs one: it keeps the cookies that it is given. */

import { TOTP } from 'otpauth'
import { Argon2Hasher } from '../../../api/src/features/sign-in/password-hashing.js'
import type { TestUser } from '../support/sign-in.js'
import type { ApiAnswer, TestApi } from '../support/test-api.js'
import type { TestDatabase } from '../support/test-database.js'

export const PASSWORD = 'four quiet boats at noon'

let hash: Promise<string> | null = null
let browsers = 0

/** Every browser asks from an address of its own, so that one test does not use up the limits of another. */
export const BEHIND_PROXY = { trustedProxy: ['loopback'] }

/** The user can sign in with `PASSWORD`. */
export async function givePassword(database: TestDatabase, user: Pick<TestUser, 'id'>): Promise<void> {
  hash ??= new Argon2Hasher().hash(PASSWORD)
  await database.ownerQuery(
    `insert into auth.account (id, account_id, provider_id, user_id, password) values ($1, $1, 'credential', $1, $2)`,
    [user.id, await hash],
  )
}

export class Browser {
  readonly cookies = new Map<string, string>()
  readonly #api: TestApi
  readonly #headers: Record<string, string>

  /** @param address  where it asks from, through a trusted proxy; each browser has its own unless it is given */
  constructor(api: TestApi, address = `10.0.${Math.floor(browsers / 250)}.${(browsers++ % 250) + 1}`) {
    this.#api = api
    this.#headers = { 'x-forwarded-for': address }
  }

  get(path: string, headers: Record<string, string> = {}): Promise<ApiAnswer> {
    return this.#keep(this.#api.get(path, this.#sent(headers)))
  }

  post(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<ApiAnswer> {
    return this.#keep(this.#api.send('POST', path, body, this.#sent(headers)))
  }

  signIn(email: string, password = PASSWORD): Promise<ApiAnswer> {
    return this.post('/api/auth/sign-in/email', { email, password })
  }

  me(): Promise<ApiAnswer> {
    return this.get('/api/v1/me')
  }

  #sent(headers: Record<string, string>): Record<string, string> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    return { ...(cookie === '' ? {} : { cookie }), ...this.#headers, ...headers }
  }

  async #keep(asked: Promise<ApiAnswer>): Promise<ApiAnswer> {
    const answer = await asked
    for (const cookie of answer.setCookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (/max-age=0/i.test(cookie)) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return answer
  }
}

export function codeOf(answer: ApiAnswer): [number, unknown] {
  return [answer.status, Object(answer.json()).code]
}

/** An authenticator app with this secret; `stepsOff` 1 is the next code, which counts as well. */
export function appCode(secret: string, stepsOff = 0): string {
  return new TOTP({ secret, period: 30, digits: 6 }).generate({ timestamp: Date.now() + stepsOff * 30_000 })
}

/** Signs in and enrols; answers the secret. The step of the current code is used up by it. */
export async function enrol(browser: Browser): Promise<{ secret: string; backupCodes: string[] }> {
  const started = Object((await browser.post('/api/auth/two-factor/enable', { password: PASSWORD })).json())
  const ended = await browser.post('/api/auth/two-factor/verify-totp', { code: appCode(started.secret, -1) })
  if (ended.status !== 200) throw new Error(`Enrolling answered ${ended.status}: ${ended.text}`)
  return { secret: started.secret, backupCodes: started.backup_codes }
}

export async function auditOf(
  database: TestDatabase,
  requestId?: string,
): Promise<{ action: string; outcome: string; actor_id: string; detail: Record<string, unknown> }[]> {
  return database.ownerQuery(
    `select action, outcome, actor_id, detail::jsonb as detail from audit_event
     where coalesce(request_id = $1, true) order by chain_day, number`,
    [requestId ?? null],
  )
}
