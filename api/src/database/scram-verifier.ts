/** What PostgreSQL stores of a password, made here so that no statement and no server log ever holds the password. */

import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'

const ITERATIONS = 4096 // PostgreSQL's own default (scram_iterations)

/**
 * A SCRAM-SHA-256 verifier as `create role .. password` takes it.
 *
 * @source RFC 5802 section 3, RFC 7677; the format of PostgreSQL's pg_authid.rolpassword
 */
export function scramVerifier(password: string, salt: Buffer = randomBytes(16)): string {
  const saltedPassword = pbkdf2Sync(password, salt, ITERATIONS, 32, 'sha256')
  const clientKey = createHmac('sha256', saltedPassword).update('Client Key').digest()
  const storedKey = createHash('sha256').update(clientKey).digest('base64')
  const serverKey = createHmac('sha256', saltedPassword).update('Server Key').digest('base64')
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString('base64')}$${storedKey}:${serverKey}`
}
