import { Injectable } from '@nestjs/common'
import { DatabaseAccess } from '../../database/access.js'
import { secretHash } from './token-secret.js'
import { findLiveToken, noteUse } from './tokens.repository.js'

/** A token that works at this moment. */
export interface PresentedToken {
  readonly tokenId: string
  readonly scopes: readonly string[]
  readonly siteIds: readonly string[]
}

/** Tells which token a program presents, before anybody is signed in. */
@Injectable()
export class TokenReader {
  readonly #access: DatabaseAccess

  constructor(access: DatabaseAccess) {
    this.#access = access
  }

  /**
   * Whatever is presented costs one hash and one look-up by it, so that the time tells nothing of what is stored.
   *
   * @param secret  what stood after `Bearer `
   * @returns       null for an unknown, expired or revoked token
   */
  find(secret: string, requestId: string): Promise<PresentedToken | null> {
    const hash = secretHash(secret)
    const context = { actor: { kind: 'system', id: 'sign-in' }, role: null, requestId } as const
    return this.#access.run(context, async (transaction) => {
      const token = await findLiveToken(transaction, hash)
      if (token === null) return null
      if (!token.was_just_used) await noteUse(transaction, token.token_id)
      return { tokenId: token.token_id, scopes: token.scopes, siteIds: token.site_ids }
    })
  }
}
