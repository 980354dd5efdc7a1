import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type {
  BackupCodes,
  ChangePassword,
  Confirm,
  SecondFactor as Enrolment,
} from '../../contracts/sign-in.js'
import { invalidBody } from '../../platform/problem.js'
import { commonPasswords } from './common-passwords.js'
import { credentialsOf, passwordWasChanged } from './credentials.query.js'
import {
  isSecondFactorFailure,
  passwordRefused,
  secondFactorAlreadyOn,
  secondFactorFailed,
  wrongPassword,
} from './library-problems.js'
import { passwordObjections } from './password-policy.js'
import { confirmSession, type LiveSession } from './sessions.query.js'
import type { SignInParts } from './sign-in.service.js'

const enrolmentSchema = z.object({ totpURI: z.string(), backupCodes: z.array(z.string()) })
const backupCodesSchema = z.object({ backupCodes: z.array(z.string()) })

/** What people do with their own password and second factor. Each of it needs the password anew. */
export class OwnAccountService {
  readonly #parts: SignInParts

  constructor(parts: SignInParts) {
    this.#parts = parts
  }

  /** Password, and code where there is a second factor: for 15 minutes they count as just given. */
  async confirm(request: FastifyRequest, session: LiveSession, { password, code }: Confirm): Promise<Date> {
    const { pool, secondFactor, trail, clock } = this.#parts
    refuseWrongParts(session, code)
    await this.#withPassword(request, session, password, async () => {
      if (code === undefined || (await secondFactor.take(session.user_id, code))) return
      await trail.failed(request, session, { reason: 'wrong_code', step: 'confirmation' })
      throw secondFactorFailed()
    })
    const now = clock.now()
    await trail.succeeded(request, session, 'sign_in', { method: 'confirmation' })
    await confirmSession(pool, session.session_id, now)
    return now
  }

  /** Ends every other session of the user. */
  async changePassword(
    request: FastifyRequest,
    session: LiveSession,
    given: ChangePassword,
  ): Promise<readonly string[]> {
    const { pool, trail } = this.#parts
    return this.#withPassword(request, session, given.current_password, async () => {
      await refuseWeak(session, given)
      const { setCookies } = await this.#ask(request, session, '/change-password', {
        currentPassword: given.current_password,
        newPassword: given.new_password,
        revokeOtherSessions: true,
      })
      await passwordWasChanged(pool, session.user_id)
      await trail.succeeded(request, session, 'password.change', { by: 'owner' })
      return setCookies
    })
  }

  /** The first half of enrolling; a first code is the second. */
  async startSecondFactor(
    request: FastifyRequest,
    session: LiveSession,
    password: string,
  ): Promise<Enrolment> {
    if (session.two_factor_enabled) throw secondFactorAlreadyOn()
    return this.#withPassword(request, session, password, async () => {
      const { body } = await this.#ask(request, session, '/two-factor/enable', { password })
      const { totpURI, backupCodes } = enrolmentSchema.parse(body)
      const secret = new URL(totpURI).searchParams.get('secret') ?? ''
      return { totp_uri: totpURI, secret, backup_codes: backupCodes }
    })
  }

  /** The second half: from now on a code is due at every sign-in. */
  async confirmSecondFactor(
    request: FastifyRequest,
    session: LiveSession,
    code: string,
  ): Promise<readonly string[]> {
    const { attempts, secondFactor, trail } = this.#parts
    if (session.two_factor_enabled) throw secondFactorAlreadyOn()
    await attempts.takeOrTell(session.user_id)
    if (!(await secondFactor.take(session.user_id, code))) throw secondFactorFailed()
    const { setCookies } = await this.#ask(request, session, '/two-factor/verify-totp', { code })
    await attempts.giveBack(session.user_id)
    await trail.succeeded(request, session, 'second_factor.change', { change: 'on' })
    return setCookies
  }

  async stopSecondFactor(
    request: FastifyRequest,
    session: LiveSession,
    password: string,
  ): Promise<readonly string[]> {
    return this.#withPassword(request, session, password, async () => {
      const { setCookies } = await this.#ask(request, session, '/two-factor/disable', { password })
      await this.#parts.trail.succeeded(request, session, 'second_factor.change', { change: 'off' })
      return setCookies
    })
  }

  async renewBackupCodes(
    request: FastifyRequest,
    session: LiveSession,
    password: string,
  ): Promise<BackupCodes> {
    return this.#withPassword(request, session, password, async () => {
      const { body } = await this.#ask(request, session, '/two-factor/generate-backup-codes', { password })
      await this.#parts.trail.succeeded(request, session, 'second_factor.change', { change: 'backup_codes' })
      return { backup_codes: backupCodesSchema.parse(body).backupCodes }
    })
  }

  /** Runs `work` for who gave the right password; failures of either count towards the lock-out. */
  #withPassword<T>(
    request: FastifyRequest,
    session: LiveSession,
    password: string,
    work: () => Promise<T>,
  ): Promise<T> {
    const { gateway, attempts, pool, passwords, trail } = this.#parts
    return gateway.asOneRequest(async () => {
      await attempts.takeOrTell(session.user_id)
      const hash = (await credentialsOf(pool, session.user_id))?.password_hash ?? null
      const isRight = hash !== null && (await passwords.verify(hash, password))
      if (!isRight) {
        await trail.failed(request, session, { reason: 'wrong_password', step: 'confirmation' })
        throw wrongPassword()
      }
      const result = await work().catch(async (error: unknown) => {
        if (!isSecondFactorFailure(error)) await attempts.giveBack(session.user_id)
        throw error
      })
      await attempts.giveBack(session.user_id)
      return result
    })
  }

  /** A new session that the library makes in place of the old one is no newer proof than the old one was. */
  #ask(
    request: FastifyRequest,
    { confirmed_at }: LiveSession,
    path:
      | '/change-password'
      | `/two-factor/${'enable' | 'disable' | 'generate-backup-codes' | 'verify-totp'}`,
    body: Readonly<Record<string, string | boolean>>,
  ) {
    return this.#parts.gateway.ask(request, {
      path,
      body,
      cookies: ['session'],
      call: { confirmedAt: confirmed_at },
    })
  }
}

function refuseWrongParts({ two_factor_enabled }: LiveSession, code: string | undefined): void {
  if (two_factor_enabled === (code !== undefined)) return
  const message = two_factor_enabled
    ? 'Your code is needed as well.'
    : 'You have no second factor: leave the code out.'
  throw invalidBody([{ path: 'code', message }])
}

async function refuseWeak(
  session: LiveSession,
  { current_password, new_password }: ChangePassword,
): Promise<void> {
  const owner = { name: session.name, email: session.email, hasSecondFactor: session.two_factor_enabled }
  const objections = passwordObjections(new_password, owner, await commonPasswords())
  if (new_password === current_password) objections.push('It is your present password. Choose another.')
  if (objections.length > 0) throw passwordRefused(objections)
}
