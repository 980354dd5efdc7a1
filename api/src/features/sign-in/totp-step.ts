/** Which 30-second step a code of an authenticator app belongs to, so that each step counts once. */

import { createHmac, timingSafeEqual } from 'node:crypto'

const STEP_SECONDS = 30
/** A clock may be off by one step either way. */
const STEPS_OFF = [0, -1, 1]
const DIGITS = 6

/** @returns the step of which this is the code, or null when it is none of those that count at `now` */
export function totpStepOf(secret: string, code: string, now: Date): number | null {
  const current = Math.floor(now.getTime() / 1000 / STEP_SECONDS)
  const matches = STEPS_OFF.map((off) => current + off).filter((step) => isSame(code, totpCode(secret, step)))
  return matches[0] ?? null
}

/**
 * @source   RFC 4226 section 5.3 (HOTP), RFC 6238 section 4 (TOTP), HMAC-SHA-1
 * @verified test/unit/sign-in/totp-step.test.ts: the values of RFC 4226, appendix D
 */
export function totpCode(secret: string, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const digest = createHmac('sha1', secret).update(counter).digest()
  const offset = digest.readUInt8(digest.length - 1) & 0x0f
  const number = (digest.readUInt32BE(offset) & 0x7fffffff) % 10 ** DIGITS
  return String(number).padStart(DIGITS, '0')
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)]
  return one.length === other.length && timingSafeEqual(one, other)
}
