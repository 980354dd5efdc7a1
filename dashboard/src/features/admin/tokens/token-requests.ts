import type { NewToken, Token, TokenWithSecret } from '../../../../../api/src/contracts/tokens.js'
import { sendJson } from '../../../api-client/send-json.js'

export function addToken(token: NewToken): Promise<TokenWithSecret> {
  return sendJson('POST', '/tokens', token)
}

export function revokeToken(tokenId: string): Promise<Token> {
  return sendJson('POST', `/tokens/${encodeURIComponent(tokenId)}/revoke`)
}
