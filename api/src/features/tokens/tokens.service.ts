import { randomUUID } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import type { NewToken, Token, TokenList, TokenWithSecret } from '../../contracts/tokens.js'
import { type AccessContext, DatabaseAccess } from '../../database/access.js'
import { notFound } from '../../platform/problem.js'
import { refuseUnknownSites } from '../groups/known-places.service.js'
import { newSecret, secretHash, secretPrefix } from './token-secret.js'
import { insertToken, queryTokens, revokeToken, type StoredToken } from './tokens.repository.js'

/** What programs sign in with: made and revoked by administrators, and on the command line. */
@Injectable()
export class TokensService {
  readonly #access: DatabaseAccess

  constructor(access: DatabaseAccess) {
    this.#access = access
  }

  list(caller: AccessContext): Promise<TokenList> {
    return this.#access.run(
      caller,
      async (transaction) => ({ tokens: (await queryTokens(transaction)).map(tokenOnTheWire) }),
      { readOnly: true },
    )
  }

  /** The answer holds the token itself: the only time that it is shown. */
  add(caller: AccessContext, { expires_in_days, ...given }: NewToken): Promise<TokenWithSecret> {
    const secret = newSecret()
    return this.#access.run(caller, async (transaction) => {
      await refuseUnknownSites(transaction, given.site_ids)
      const [stored] = await insertToken(transaction, {
        ...given,
        token_id: randomUUID(),
        token_hash: secretHash(secret),
        prefix: secretPrefix(secret),
        created_by: `${caller.actor.kind}:${caller.actor.id}`,
        days: expires_in_days,
      })
      if (stored === undefined) throw new Error('An insert of a token returned no row.')
      transaction.record({
        action: 'token.change',
        target: `token:${stored.token_id}`,
        detail: {
          change: 'added',
          scopes: stored.scopes.join(' '),
          sites: stored.site_ids.length,
          expires_in_days,
        },
      })
      return { token: tokenOnTheWire(stored), secret }
    })
  }

  /** @throws ProblemError when there is no such token */
  revoke(caller: AccessContext, tokenId: string): Promise<Token> {
    return this.#access.run(caller, async (transaction) => {
      const [stored] = await revokeToken(transaction, tokenId)
      if (stored === undefined) throw notFound('token')
      transaction.record({
        action: 'token.change',
        target: `token:${tokenId}`,
        detail: { change: 'revoked' },
      })
      return tokenOnTheWire(stored)
    })
  }
}

function tokenOnTheWire({ has_expired, ...stored }: StoredToken): Token {
  return {
    ...stored,
    created_at: stored.created_at.toISOString(),
    expires_at: stored.expires_at.toISOString(),
    revoked_at: stored.revoked_at?.toISOString() ?? null,
    last_used_at: stored.last_used_at?.toISOString() ?? null,
    status: stored.revoked_at !== null ? 'revoked' : has_expired ? 'expired' : 'active',
  }
}
