import { createPublicKey, sign, verify } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { readKeys, UnusableSecret } from '../../../api/src/platform/secrets.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'secret-'))
})
afterEach(() => rm(folder, { recursive: true }))

const publicKey = (keys: Awaited<ReturnType<typeof readKeys>>) =>
  createPublicKey(keys.auditSigning).export({ type: 'spki', format: 'pem' })

test('the secret is made once, for its owner’s eyes alone', async () => {
  const dataFolder = path.join(folder, 'new', 'data')
  const first = await readKeys({ secret: null, dataFolder })
  expect((await stat(path.join(dataFolder, 'secret'))).mode & 0o777).toBe(0o600)
  expect(await readdir(dataFolder)).toEqual(['secret'])
  const second = await readKeys({ secret: null, dataFolder })
  expect(second.signIn).toBe(first.signIn)
  expect(publicKey(second)).toBe(publicKey(first))
})

test('processes that start together agree on one', async () => {
  const keys = await Promise.all(
    Array.from({ length: 8 }, () => readKeys({ secret: null, dataFolder: folder })),
  )
  expect(new Set(keys.map(({ signIn }) => signIn)).size).toBe(1)
  expect(await readdir(folder)).toEqual(['secret'])
})

test('a secret that is given is used, and none is made', async () => {
  const keys = await readKeys({ secret: 's'.repeat(32), dataFolder: folder })
  expect(await readdir(folder)).toEqual([])
  // Worked out in Python with hmac alone: HMAC-SHA-256(HMAC-SHA-256('tidemark', secret), 'better-auth' || 0x01).
  expect(keys.signIn).toBe('QeHyDYBEgsI1NLMr79VYk_I8Qjszdjt1eNE1IVFassA')
  const signature = sign(null, Buffer.from('a day'), keys.auditSigning)
  expect(verify(null, Buffer.from('a day'), createPublicKey(keys.auditSigning), signature)).toBe(true)
})

test('each purpose has a key of its own, and none is the secret', async () => {
  const secret = 's'.repeat(32)
  const one = await readKeys({ secret, dataFolder: folder })
  const other = await readKeys({ secret: 't'.repeat(32), dataFolder: folder })
  const seed = one.auditSigning.export({ type: 'pkcs8', format: 'der' }).subarray(-32).toString('base64url')
  expect(new Set([secret, one.signIn, seed, other.signIn]).size).toBe(4)
})

test('a damaged or unreadable file is said by name, never its content', async () => {
  await writeFile(path.join(folder, 'secret'), 'half-a-secret')
  const read = readKeys({ secret: null, dataFolder: folder })
  await expect(read).rejects.toThrow(UnusableSecret)
  await expect(read).rejects.toThrow(/damaged\. Restore it from a backup/)
  await expect(read).rejects.not.toThrow(/half-a-secret/)
  const file = path.join(folder, 'file')
  await writeFile(file, '')
  await expect(readKeys({ secret: null, dataFolder: file })).rejects.toThrow(/Set TIDEMARK_SECRET/)
  expect(await readFile(path.join(folder, 'secret'), 'utf8')).toBe('half-a-secret')
})
