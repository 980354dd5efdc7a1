import { symmetricDecrypt } from 'better-auth/crypto'
import type { SignInPool } from '../../database/sign-in-pool.js'
import type { SignedCookie } from '../../platform/signed-cookie.js'
import { claimTotpStep, totpSecretOf } from './credentials.query.js'
import type { SignInLibrary } from './sign-in-library.js'
import { totpStepOf } from './totp-step.js'

type Headers = Parameters<SignedCookie['read']>[0]

/** Codes of authenticator apps, each of which counts once, and the challenges that wait for one. */
export class SecondFactor {
  readonly #pool: SignInPool
  readonly #library: Pick<SignInLibrary, '$context'>
  readonly #challengeCookie: SignedCookie

  constructor(pool: SignInPool, library: Pick<SignInLibrary, '$context'>, challengeCookie: SignedCookie) {
    this.#pool = pool
    this.#library = library
    this.#challengeCookie = challengeCookie
  }

  /** @returns false for a wrong code, one that has run out, and one that was taken before */
  async take(userId: string, code: string): Promise<boolean> {
    const kept = await totpSecretOf(this.#pool, userId)
    if (kept === null) return false
    const { secretConfig } = await this.#library.$context
    const secret = await symmetricDecrypt({ key: secretConfig, data: kept.secret })
    // The library goes by the system's time too, so both mean the same step.
    const step = totpStepOf(secret, code, new Date())
    return step !== null && (await claimTotpStep(this.#pool, userId, step))
  }

  /** Who gave the right password and now owes a code; null when the challenge has run out or was never made. */
  async challengedUser(headers: Headers): Promise<string | null> {
    const identifier = this.#challengeCookie.read(headers)
    if (identifier === null) return null
    const { internalAdapter } = await this.#library.$context
    const challenge = await internalAdapter.findVerificationValue(identifier)
    return challenge === null || challenge.expiresAt <= new Date() ? null : challenge.value
  }
}
