/** One secret a deployment, and the keys that are derived from it, one for each purpose. */

import { createPrivateKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, link, readFile, unlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { types } from 'node:util'
import { makeFolder } from '../database/embedded/place.js'
import type { Config } from './config.js'

export interface Keys {
  /** Signs cookies and encrypts the secrets of authenticator apps. */
  readonly signIn: string
  /** Ed25519, private: signs the end of each day of the audit. */
  readonly auditSigning: KeyObject
}

const SECRET_FILE = 'secret'
const SECRET_BYTES = 32
const OWNER_ONLY = 0o600

/** The frame of PKCS #8 around the 32 bytes of an Ed25519 private key (RFC 8410, section 7). */
const ED25519_FRAME = Buffer.from('302e020100300506032b657004220420', 'hex')

/** A secret that cannot be read or kept. */
export class UnusableSecret extends Error {
  readonly code = 'unusable_secret'
  override readonly name = 'UnusableSecret'
}

/**
 * The deployment's keys: from TIDEMARK_SECRET where it is given, else from a file in the data folder that is made at
 * the first start. Whoever loses the secret loses every second factor, and cannot prove earlier ends of audit days.
 */
export async function readKeys({ secret, dataFolder }: Pick<Config, 'secret' | 'dataFolder'>): Promise<Keys> {
  const source = secret ?? (await keptSecret(dataFolder))
  return {
    signIn: derived(source, 'better-auth').toString('base64url'),
    auditSigning: createPrivateKey({
      key: Buffer.concat([ED25519_FRAME, derived(source, 'audit-signature')]),
      format: 'der',
      type: 'pkcs8',
    }),
  }
}

/** @source RFC 5869 (HKDF), SHA-256; the purpose is the `info` */
function derived(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'tidemark', purpose, 32))
}

async function keptSecret(dataFolder: string): Promise<string> {
  const file = path.join(dataFolder, SECRET_FILE)
  try {
    await makeOnce(dataFolder, file)
    const kept = (await readFile(file, 'utf8')).trim()
    if (kept.length >= SECRET_BYTES) return kept
  } catch (error) {
    const reason = types.isNativeError(error) ? error.message : String(error)
    throw new UnusableSecret(
      `The file ${file} cannot be made or read (${reason}). Set TIDEMARK_SECRET in its place.`,
    )
  }
  throw new UnusableSecret(
    `The file ${file} is damaged. Restore it from a backup; a new secret ends every second factor.`,
  )
}

/** Written whole under another name, then linked: of two processes that start together, one's secret stays. */
async function makeOnce(dataFolder: string, file: string): Promise<void> {
  if (existsSync(file)) return
  await makeFolder(path.resolve(dataFolder))
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  await writeFile(draft, `${randomBytes(SECRET_BYTES).toString('base64url')}\n`, {
    mode: OWNER_ONLY,
    flag: 'wx',
  })
  try {
    await chmod(draft, OWNER_ONLY)
    await link(draft, file)
  } catch (error) {
    if (!(types.isNativeError(error) && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    await unlink(draft)
  }
}
