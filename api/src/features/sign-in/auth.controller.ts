import { Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common'
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger'
import type { FastifyReply, FastifyRequest } from 'fastify'
import {
  type BackupCodes,
  backupCodesSchema,
  type ChangePassword,
  type Code,
  changePasswordSchema,
  codeSchema,
  type OwnSessions,
  ownSessionsSchema,
  type Password,
  passwordSchema,
  type RevokeSession,
  revokeSessionSchema,
  type SecondFactor,
  type SignIn,
  type SignInStep,
  secondFactorSchema,
  signInSchema,
  signInStepSchema,
} from '../../contracts/sign-in.js'
import { USER_ROLES } from '../../contracts/vocabulary.js'
import { Allow, Public } from '../../platform/policy.js'
import { ValidBody } from '../../platform/valid-body.js'
import { OwnAccountService } from './own-account.service.js'
import { OwnSessionsService } from './own-sessions.service.js'
import { SessionAuthenticator } from './session-authenticator.js'
import { type SignInOutcome, SignInService } from './sign-in.service.js'

/** Who owes a new password or a second factor can still do this: it is the way out. The service writes the audit. */
const OWN_ACCOUNT = { roles: USER_ROLES, audit: 'in_transaction', whileDue: true } as const

/** The paths of the sign-in library that exist here; every other one answers 404. */
@ApiTags('sign-in')
@Controller('api/auth')
export class AuthController {
  readonly #signIn: SignInService
  readonly #account: OwnAccountService
  readonly #sessions: OwnSessionsService
  readonly #authenticator: SessionAuthenticator

  constructor(
    signIn: SignInService,
    account: OwnAccountService,
    sessions: OwnSessionsService,
    authenticator: SessionAuthenticator,
  ) {
    this.#signIn = signIn
    this.#account = account
    this.#sessions = sessions
    this.#authenticator = authenticator
  }

  @Post('sign-in/email')
  @Public('Nobody is signed in before they sign in.')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: signInStepSchema })
  async signIn(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @ValidBody(signInSchema) given: SignIn,
  ): Promise<SignInStep> {
    return answer(reply, await this.#signIn.signIn(request, given))
  }

  @Post('two-factor/verify-totp')
  @Public('The second step of signing in; for who is signed in, the end of enrolling.')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: signInStepSchema })
  async verifyCode(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @ValidBody(codeSchema) { code }: Code,
  ): Promise<SignInStep> {
    const session = await this.#authenticator.findSession(request)
    if (session === null) return answer(reply, await this.#signIn.verifyCode(request, code))
    setCookies(reply, await this.#account.confirmSecondFactor(request, session, code))
    return { next: 'signed_in' }
  }

  @Post('two-factor/verify-backup-code')
  @Public('The second step of signing in.')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: signInStepSchema })
  async verifyBackupCode(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @ValidBody(codeSchema) { code }: Code,
  ): Promise<SignInStep> {
    return answer(reply, await this.#signIn.verifyBackupCode(request, code))
  }

  @Post('sign-out')
  @Public('Whoever asks loses their cookie, also one that has run out.')
  @HttpCode(204)
  @ApiNoContentResponse()
  async signOut(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const session = await this.#authenticator.findSession(request)
    setCookies(reply, await this.#signIn.signOut(request, session))
  }

  @Get('list-sessions')
  @Allow({ ...OWN_ACCOUNT, audit: null })
  @ApiOkResponse({ standardSchema: ownSessionsSchema })
  listSessions(@Req() request: FastifyRequest): Promise<OwnSessions> {
    return this.#sessions.list(this.#authenticator.sessionOf(request))
  }

  @Post('revoke-session')
  @Allow(OWN_ACCOUNT)
  @HttpCode(204)
  @ApiNoContentResponse()
  revokeSession(
    @Req() request: FastifyRequest,
    @ValidBody(revokeSessionSchema) { session_id }: RevokeSession,
  ): Promise<void> {
    return this.#sessions.revoke(request, this.#authenticator.sessionOf(request), session_id)
  }

  @Post('revoke-other-sessions')
  @Allow(OWN_ACCOUNT)
  @HttpCode(204)
  @ApiNoContentResponse()
  revokeOtherSessions(@Req() request: FastifyRequest): Promise<void> {
    return this.#sessions.revokeOthers(request, this.#authenticator.sessionOf(request))
  }

  @Post('change-password')
  @Allow(OWN_ACCOUNT)
  @HttpCode(204)
  @ApiNoContentResponse()
  async changePassword(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @ValidBody(changePasswordSchema) given: ChangePassword,
  ): Promise<void> {
    const session = this.#authenticator.sessionOf(request)
    setCookies(reply, await this.#account.changePassword(request, session, given))
  }

  @Post('two-factor/enable')
  @Allow(OWN_ACCOUNT)
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: secondFactorSchema })
  enableSecondFactor(
    @Req() request: FastifyRequest,
    @ValidBody(passwordSchema) { password }: Password,
  ): Promise<SecondFactor> {
    return this.#account.startSecondFactor(request, this.#authenticator.sessionOf(request), password)
  }

  @Post('two-factor/disable')
  @Allow({ ...OWN_ACCOUNT, stepUp: true })
  @HttpCode(204)
  @ApiNoContentResponse()
  async disableSecondFactor(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @ValidBody(passwordSchema) { password }: Password,
  ): Promise<void> {
    const session = this.#authenticator.sessionOf(request)
    setCookies(reply, await this.#account.stopSecondFactor(request, session, password))
  }

  @Post('two-factor/generate-backup-codes')
  @Allow({ ...OWN_ACCOUNT, stepUp: true })
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: backupCodesSchema })
  renewBackupCodes(
    @Req() request: FastifyRequest,
    @ValidBody(passwordSchema) { password }: Password,
  ): Promise<BackupCodes> {
    return this.#account.renewBackupCodes(request, this.#authenticator.sessionOf(request), password)
  }
}

function answer(reply: FastifyReply, outcome: SignInOutcome): SignInStep {
  setCookies(reply, outcome.setCookies)
  return outcome.step
}

function setCookies(reply: FastifyReply, cookies: readonly string[]): void {
  for (const cookie of cookies) reply.header('set-cookie', cookie)
}
