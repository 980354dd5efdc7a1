import type { SignInPool } from '../../database/sign-in-pool.js'
import { secretHash } from './token-secret.js'
import { findLiveToken, noteUse } from './tokens.repository.js'

/** A token that works at this moment. */
export interface PresentedToken {
  readonly tokenId: string
  readonly scopes: readonly string[]
  readonly siteIds: readonly string[]
}

/** Tells which token a program presents, before anybody is signed in. */
export class TokenReader {
  readonly #pool: SignInPool

  constructor(pool: SignInPool) {
    this.#pool = pool
  }

  /**
   * Whatever is presented costs one hash and one look-up by it, so that the time tells nothing of what is stored.
   *
   * @param secret  what stood after `Bearer `
   * @returns       null for an unknown, expired or revoked token
   */
  async find(secret: string): Promise<PresentedToken | null> {
    const token = await findLiveToken(this.#pool, secretHash(secret))
    if (token === null) return null
    if (!token.was_just_used) await noteUse(this.#pool, token.token_id)
    return { tokenId: token.token_id, scopes: token.scopes, siteIds: token.site_ids }
  }
}
