/** A token is a long random word: it needs no slow hash, and the same hash finds it. */

import { createHash, randomBytes } from 'node:crypto'

const SECRET_BYTES = 32
const SHOWN_CHARACTERS = 9

export function newSecret(): string {
  return `tm_${randomBytes(SECRET_BYTES).toString('base64url')}`
}

/** What is stored of it. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** Enough to tell tokens apart, of no use to guess one. */
export function secretPrefix(secret: string): string {
  return secret.slice(0, SHOWN_CHARACTERS)
}
