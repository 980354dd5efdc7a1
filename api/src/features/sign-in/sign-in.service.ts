import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { SignIn, SignInStep } from '../../contracts/sign-in.js'
import type { SignInPool } from '../../database/sign-in-pool.js'
import { Clock } from '../../platform/clock.js'
import { Attempts } from './attempts.js'
import { type Credentials, credentialsByEmail, credentialsOf } from './credentials.query.js'
import { type LibraryAnswer, LibraryGateway } from './library-gateway.js'
import {
  challengeExpired,
  isSecondFactorFailure,
  secondFactorFailed,
  signInFailed,
} from './library-problems.js'
import { PasswordCheck } from './password-hashing.js'
import { SecondFactor } from './second-factor.js'
import { endSessionOfToken, forgetEndedSessions, type LiveSession } from './sessions.query.js'
import { SignInTrail } from './sign-in-trail.js'

export interface SignInParts {
  readonly pool: SignInPool
  readonly gateway: LibraryGateway
  readonly passwords: PasswordCheck
  readonly secondFactor: SecondFactor
  readonly attempts: Attempts
  readonly trail: SignInTrail
  readonly clock: Clock
}

/** What the browser is to be told, and the cookies that go with it. */
export interface SignInOutcome {
  readonly step: SignInStep
  readonly setCookies: readonly string[]
}

/** How a sign-in was completed, for the audit. */
type Method = 'password' | 'totp' | 'backup_code'

const challengeSchema = z.object({ twoFactorRedirect: z.literal(true) })
const sessionSchema = z.object({ token: z.string() })

/** From an address and a password, and a code where one is due, to a session. */
export class SignInService {
  readonly #parts: SignInParts

  constructor(parts: SignInParts) {
    this.#parts = parts
  }

  /** @throws ProblemError `sign_in_failed`, whatever the reason */
  signIn(request: FastifyRequest, { email, password }: SignIn): Promise<SignInOutcome> {
    const { gateway, attempts, clock } = this.#parts
    return gateway.asOneRequest(async () => {
      const checked: Credentials[] = []
      const answer = await gateway.ask(request, {
        path: '/sign-in/email',
        body: { email, password },
        cookies: [],
        call: {
          confirmedAt: clock.now(),
          beforeSignIn: async () => {
            checked.push(await this.#heldAgainst(request, email, password))
          },
        },
      })
      const [user] = checked
      if (user === undefined) throw new Error('The sign-in library did not ask for a check.')
      if (!challengeSchema.safeParse(answer.body).success)
        return this.#complete(request, user, 'password', answer)
      await attempts.giveBack(user.user_id)
      return { step: { next: 'second_factor' }, setCookies: answer.setCookies }
    })
  }

  /** The second step of signing in, with a code of the authenticator app. */
  async verifyCode(request: FastifyRequest, code: string): Promise<SignInOutcome> {
    const user = await this.#challenged(request)
    if (!(await this.#parts.secondFactor.take(user.user_id, code))) {
      await this.#parts.trail.failed(request, user, { reason: 'wrong_code' })
      throw secondFactorFailed()
    }
    const answer = await this.#askForSession(request, user, '/two-factor/verify-totp', code)
    return this.#complete(request, user, 'totp', answer)
  }

  /** The second step of signing in, with one of the codes on paper; the library takes each of them once. */
  async verifyBackupCode(request: FastifyRequest, code: string): Promise<SignInOutcome> {
    const user = await this.#challenged(request)
    const answer = await this.#askForSession(request, user, '/two-factor/verify-backup-code', code)
    return this.#complete(request, user, 'backup_code', answer)
  }

  /** Whoever asks gets rid of their cookie, signed in or not. */
  async signOut(request: FastifyRequest, session: LiveSession | null): Promise<readonly string[]> {
    const { gateway, trail } = this.#parts
    const { setCookies } = await gateway.ask(request, { path: '/sign-out', body: {}, cookies: ['session'] })
    if (session !== null) await trail.succeeded(request, session, 'sign_out', {})
    return setCookies
  }

  /** Exactly one look at a password, whoever is asked for. */
  async #heldAgainst(request: FastifyRequest, email: string, password: string): Promise<Credentials> {
    const { pool, passwords, attempts, trail } = this.#parts
    const user = await credentialsByEmail(pool, email)
    const isCounted = await attempts.take(user?.user_id ?? null)
    const hash = user?.password_hash ?? null
    const isRight =
      hash === null ? await passwords.verifyNothing(password) : await passwords.verify(hash, password)
    const reason = refusalReason(user, isCounted, isRight)
    if (user !== null && reason === null) return user
    await trail.failed(request, user, { reason: reason ?? 'unknown_user' })
    throw signInFailed()
  }

  async #challenged(request: FastifyRequest): Promise<Credentials> {
    const { pool, secondFactor, attempts } = this.#parts
    const userId = await secondFactor.challengedUser(request.headers)
    const user = userId === null ? null : await credentialsOf(pool, userId)
    if (user === null || user.is_disabled) throw challengeExpired()
    await attempts.takeOrTell(user.user_id)
    return user
  }

  /** The attempt stays counted when the code was wrong, and only then. */
  async #askForSession(
    request: FastifyRequest,
    user: Credentials,
    path: '/two-factor/verify-totp' | '/two-factor/verify-backup-code',
    code: string,
  ): Promise<LibraryAnswer> {
    const { gateway, attempts, trail, clock } = this.#parts
    const call = { confirmedAt: clock.now() }
    try {
      return await gateway.ask(request, { path, body: { code }, cookies: ['challenge'], call })
    } catch (error) {
      if (isSecondFactorFailure(error)) await trail.failed(request, user, { reason: 'wrong_code' })
      else await attempts.giveBack(user.user_id)
      throw error
    }
  }

  /** A session of which nobody could write down that it began does not begin. */
  async #complete(
    request: FastifyRequest,
    user: Credentials,
    method: Method,
    { body, setCookies }: LibraryAnswer,
  ): Promise<SignInOutcome> {
    const { pool, attempts, trail } = this.#parts
    const { token } = sessionSchema.parse(body)
    try {
      await trail.succeeded(request, user, 'sign_in', { method })
    } catch (error) {
      await endSessionOfToken(pool, token)
      throw error
    }
    await attempts.clear(user.user_id)
    await forgetEndedSessions(pool, user.user_id)
    return { step: { next: 'signed_in' }, setCookies }
  }
}

function refusalReason(user: Credentials | null, isCounted: boolean, isRight: boolean): string | null {
  if (user === null) return 'unknown_user'
  if (user.is_disabled) return 'disabled'
  if (!isCounted) return 'locked'
  return isRight ? null : 'wrong_password'
}
