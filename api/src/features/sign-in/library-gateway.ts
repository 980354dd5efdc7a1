/** Asks the sign-in library on behalf of a request, and turns what it answers into words of this API. */

import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { asDatabaseFailure } from '../../database/connection-failures.js'
import { TooManyRequests } from '../../platform/problem.js'
import { SESSION_COOKIE } from '../../platform/signed-cookie.js'
import { duringCall, type LibraryCall } from './library-call.js'
import { libraryProblem } from './library-problems.js'
import type { PasswordCheck } from './password-hashing.js'
import { ADDRESS_HEADER, AUTH_PATH, CHALLENGE_COOKIE, type SignInLibrary } from './sign-in-library.js'

/** The paths of the library that are ever asked; every other one does not exist here. */
export type LibraryPath =
  | '/sign-in/email'
  | '/sign-out'
  | '/change-password'
  | '/two-factor/enable'
  | '/two-factor/disable'
  | '/two-factor/generate-backup-codes'
  | '/two-factor/verify-totp'
  | '/two-factor/verify-backup-code'

export interface LibraryQuestion {
  readonly path: LibraryPath
  readonly body: Readonly<Record<string, string | boolean>>
  /** Which of the browser's cookies the library gets to see; never any other (trusted devices have one). */
  readonly cookies: readonly ('session' | 'challenge')[]
  readonly call?: Partial<LibraryCall>
}

export interface LibraryAnswer {
  /** Handed to the browser when the whole of the work has ended well. */
  readonly setCookies: readonly string[]
  readonly body: unknown
}

const COOKIES = { session: SESSION_COOKIE, challenge: CHALLENGE_COOKIE } as const

/** What the library may know of the browser's headers. */
const FORWARDED = [
  'origin',
  'referer',
  'user-agent',
  'sec-fetch-site',
  'sec-fetch-mode',
  'sec-fetch-dest',
  'host',
]

/** Some of them are kept with the session. */
const LONGEST_HEADER = 300

const refusalSchema = z.object({ code: z.string() })
const LONGEST_WINDOW_SECONDS = 10

export class LibraryGateway {
  readonly #library: Pick<SignInLibrary, 'handler'>
  readonly #passwords: PasswordCheck
  readonly #origin: string

  constructor(library: Pick<SignInLibrary, 'handler'>, passwords: PasswordCheck, origin: string) {
    this.#library = library
    this.#passwords = passwords
    this.#origin = origin
  }

  /** Everything that `work` checks and asks counts as one look at each password. */
  asOneRequest<T>(work: () => Promise<T>): Promise<T> {
    return this.#passwords.during(work)
  }

  /** @throws ProblemError when the library refuses; DatabaseUnavailable when it could not ask */
  async ask(request: FastifyRequest, { path, body, cookies, call }: LibraryQuestion): Promise<LibraryAnswer> {
    const asked = new Request(`${this.#origin}${AUTH_PATH}${path}`, {
      method: 'POST',
      headers: forwardedHeaders(request, cookies),
      body: JSON.stringify(body),
    })
    const context: LibraryCall = { confirmedAt: null, beforeSignIn: refuseSignIn, ...call }
    const response = await duringCall(context, () => this.#library.handler(asked)).catch((error: unknown) => {
      throw asDatabaseFailure(error)
    })
    if (!response.ok) throw await refusalOf(response)
    return { setCookies: response.headers.getSetCookie().filter(isOurs), body: await response.json() }
  }
}

/** A sign-in that nobody has looked at does not happen. */
async function refuseSignIn(): Promise<never> {
  throw new Error('A sign-in was asked of the library without a check of ours.')
}

/** No other cookie goes out either: the library has some for what is not used here. */
function isOurs(cookie: string): boolean {
  return Object.values(COOKIES).some((name) => cookie.startsWith(`${name}=`))
}

function forwardedHeaders(request: FastifyRequest, cookies: LibraryQuestion['cookies']): Headers {
  const headers = new Headers({ 'content-type': 'application/json', [ADDRESS_HEADER]: request.ip })
  for (const name of FORWARDED) {
    const value = request.headers[name]
    if (typeof value === 'string') headers.set(name, value.slice(0, LONGEST_HEADER))
  }
  const allowed = cookies.map((kind) => `${COOKIES[kind]}=`)
  const sent = (request.headers.cookie ?? '').split(';').map((cookie) => cookie.trim())
  const kept = sent.filter((cookie) => allowed.some((start) => cookie.startsWith(start)))
  if (kept.length > 0) headers.set('cookie', kept.join('; '))
  return headers
}

async function refusalOf(response: Response): Promise<Error> {
  if (response.status === 429) {
    return new TooManyRequests(Number(response.headers.get('x-retry-after') ?? LONGEST_WINDOW_SECONDS))
  }
  const refused = refusalSchema.safeParse(await response.json().catch(() => null))
  const problem = libraryProblem(response.status, refused.data?.code ?? '')
  return problem ?? new Error(`The sign-in library answered ${response.status}.`)
}
