import { Controller, Get, HttpCode, Post } from '@nestjs/common'
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger'
import {
  type NewToken,
  newTokenSchema,
  type Token,
  type TokenList,
  type TokenWithSecret,
  tokenListSchema,
  tokenSchema,
  tokenWithSecretSchema,
} from '../../contracts/tokens.js'
import type { AccessContext } from '../../database/access.js'
import { Caller } from '../../platform/access-context.js'
import { Allow } from '../../platform/policy.js'
import { ValidBody } from '../../platform/valid-body.js'
import { ValidId } from '../../platform/valid-path.js'
import { emptyQuerySchema, ValidQuery } from '../../platform/valid-query.js'
import { TokensService } from './tokens.service.js'

@ApiTags('administration')
@Controller('tokens')
export class TokensController {
  readonly #tokens: TokensService

  constructor(tokens: TokensService) {
    this.#tokens = tokens
  }

  @Get()
  @Allow({ roles: ['administrator'], audit: null })
  @ApiOkResponse({ standardSchema: tokenListSchema })
  list(@Caller() caller: AccessContext, @ValidQuery(emptyQuerySchema) _: object): Promise<TokenList> {
    return this.#tokens.list(caller)
  }

  /** Makes a token for a program. `secret` is shown in this answer and never again. */
  @Post()
  @HttpCode(201)
  @Allow({ roles: ['administrator'], audit: 'in_transaction', stepUp: true })
  @ApiCreatedResponse({ standardSchema: tokenWithSecretSchema })
  add(
    @Caller() caller: AccessContext,
    @ValidQuery(emptyQuerySchema) _: object,
    @ValidBody(newTokenSchema) token: NewToken,
  ): Promise<TokenWithSecret> {
    return this.#tokens.add(caller, token)
  }

  /** From now on the token is refused. It stays in the list. */
  @Post(':id/revoke')
  @HttpCode(200)
  @Allow({ roles: ['administrator'], audit: 'in_transaction', stepUp: true })
  @ApiOkResponse({ standardSchema: tokenSchema })
  revoke(
    @Caller() caller: AccessContext,
    @ValidId() tokenId: string,
    @ValidQuery(emptyQuerySchema) _: object,
  ): Promise<Token> {
    return this.#tokens.revoke(caller, tokenId)
  }
}
