import { Controller, Get, HttpCode, Post, Req } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'
import type { FastifyRequest } from 'fastify'
import {
  type Confirm,
  type Confirmed,
  confirmedSchema,
  confirmSchema,
  type Me,
  meSchema,
  type SignInPage,
  signInPageSchema,
} from '../../contracts/sign-in.js'
import { USER_ROLES } from '../../contracts/vocabulary.js'
import type { AccessContext } from '../../database/access.js'
import { Caller } from '../../platform/access-context.js'
import { Allow, Public } from '../../platform/policy.js'
import { ValidBody } from '../../platform/valid-body.js'
import { emptyQuerySchema, ValidQuery } from '../../platform/valid-query.js'
import { DemoAccounts } from './demo-accounts.js'
import { MeService } from './me.service.js'
import { OwnAccountService } from './own-account.service.js'
import { SessionAuthenticator } from './session-authenticator.js'

@ApiTags('sign-in')
@Controller()
export class MeController {
  readonly #me: MeService
  readonly #account: OwnAccountService
  readonly #authenticator: SessionAuthenticator
  readonly #demoAccounts: DemoAccounts

  constructor(
    me: MeService,
    account: OwnAccountService,
    authenticator: SessionAuthenticator,
    demoAccounts: DemoAccounts,
  ) {
    this.#me = me
    this.#account = account
    this.#authenticator = authenticator
    this.#demoAccounts = demoAccounts
  }

  @Get('sign-in-page')
  @Public('It says how to sign in.')
  @ApiOkResponse({ standardSchema: signInPageSchema })
  signInPage(@ValidQuery(emptyQuerySchema) _: object): SignInPage {
    return { product: 'Tidemark', demo_accounts: this.#demoAccounts.shown }
  }

  @Get('me')
  @Allow({ roles: USER_ROLES, audit: null, whileDue: true })
  @ApiOkResponse({ standardSchema: meSchema })
  me(
    @Caller() caller: AccessContext,
    @Req() request: FastifyRequest,
    @ValidQuery(emptyQuerySchema) _: object,
  ): Promise<Me> {
    return this.#me.describe(caller, this.#authenticator.sessionOf(request))
  }

  /** Step-up: what is delicate asks for it when the last proof is more than 15 minutes old. */
  @Post('me/confirm')
  @Allow({ roles: USER_ROLES, audit: 'in_transaction', whileDue: true })
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: confirmedSchema })
  async confirm(
    @Req() request: FastifyRequest,
    @ValidBody(confirmSchema) given: Confirm,
  ): Promise<Confirmed> {
    const at = await this.#account.confirm(request, this.#authenticator.sessionOf(request), given)
    return { confirmed_at: at.toISOString() }
  }
}
