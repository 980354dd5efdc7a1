/** Passwords are kept as argon2id, which is slow on purpose: each request does it once at most. */

import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes } from 'node:crypto'
import { hash as argon2Hash, verify as argon2Verify, type Options } from '@node-rs/argon2'

/** OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, 2 passes, 1 lane. */
const ARGON2: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** The slow part, apart, so that a test can count it. */
export abstract class PasswordHasher {
  abstract hash(password: string): Promise<string>
  abstract verify(hash: string, password: string): Promise<boolean>
}

export class Argon2Hasher extends PasswordHasher {
  /** Accents typed on different keyboards may come composed or not: the same password either way. */
  hash(password: string): Promise<string> {
    return argon2Hash(password.normalize('NFKC'), ARGON2)
  }

  verify(hash: string, password: string): Promise<boolean> {
    return argon2Verify(hash, password.normalize('NFKC'))
  }
}

/**
 * Holds passwords against hashes, and within one request the same password against the same hash once only: our own
 * check comes before the library's, which asks again.
 */
export class PasswordCheck {
  readonly #hasher: PasswordHasher
  readonly #asked = new AsyncLocalStorage<Map<string, Promise<boolean>>>()
  readonly #dummyHash: Promise<string>

  constructor(hasher: PasswordHasher) {
    this.#hasher = hasher
    this.#dummyHash = hasher.hash(randomBytes(24).toString('base64url'))
    this.#dummyHash.catch(() => {}) // whoever waits for it is told
  }

  /** Everything that `work` asks counts as one request. */
  during<T>(work: () => Promise<T>): Promise<T> {
    return this.#asked.run(new Map(), work)
  }

  hash(password: string): Promise<string> {
    return this.#hasher.hash(password)
  }

  verify(hash: string, password: string): Promise<boolean> {
    const asked = this.#asked.getStore()
    const question = `${hash} ${password}`
    const answer = asked?.get(question) ?? this.#hasher.verify(hash, password)
    asked?.set(question, answer)
    return answer
  }

  /** For who is not there, or has no password: false, after the same work. */
  async verifyNothing(password: string): Promise<false> {
    await this.#hasher.verify(await this.#dummyHash, password)
    return false
  }
}
