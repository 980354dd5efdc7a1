import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/** Names the session. `__Host-`: browsers take it over https or loopback alone, for this host and every path. */
export const SESSION_COOKIE = '__Host-tidemark_session'

/**
 * Reads a cookie that the server signed: `value.base64(HMAC-SHA-256(value))`, percent-encoded, as the sign-in library
 * writes it. What was not signed with this key is as good as no cookie, and costs no look at the database.
 */
export class SignedCookie {
  readonly #start: string
  readonly #key: string

  constructor(name: string, key: string) {
    this.#start = `${name}=`
    this.#key = key
  }

  read(headers: Pick<IncomingHttpHeaders, 'cookie'>): string | null {
    const signed = this.#find(headers.cookie)
    const dot = signed?.lastIndexOf('.') ?? -1
    if (signed === null || dot < 1) return null
    const value = signed.slice(0, dot)
    const expected = createHmac('sha256', this.#key).update(value).digest()
    const given = Buffer.from(signed.slice(dot + 1), 'base64')
    return given.length === expected.length && timingSafeEqual(given, expected) ? value : null
  }

  /** The first of that name counts, as for the library. */
  #find(cookies: string | undefined): string | null {
    const found = cookies?.split(';').find((cookie) => cookie.trimStart().startsWith(this.#start))
    if (found === undefined) return null
    try {
      return decodeURIComponent(found.trimStart().slice(this.#start.length).trimEnd())
    } catch {
      return null
    }
  }
}
