/** The account that the embedded server runs under: PostgreSQL refuses to run as root. */

import { execFile } from 'node:child_process'
import { lchown, readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { EmbeddedPostgresFailed } from '../errors.js'

const run = promisify(execFile)

/** The account of this process, or, when that is root, a lesser one. */
export type ServerAccount =
  | { readonly kind: 'own' }
  | { readonly kind: 'lesser'; readonly uid: number; readonly gid: number }

const LESSER_ACCOUNTS = ['postgres', 'nobody']

/**
 * Chooses the account; files that are there already decide it.
 *
 * @param clusterFolder  the server's files, which may not exist yet
 * @throws               EmbeddedPostgresFailed when the files belong to somebody else, or root finds no lesser account
 */
export async function chooseAccount(clusterFolder: string): Promise<ServerAccount> {
  const own = process.getuid?.()
  if (own === undefined) return { kind: 'own' }
  const files = await stat(clusterFolder).catch(() => null)
  if (own !== 0) {
    if (files === null || files.uid === own) return { kind: 'own' }
    throw new EmbeddedPostgresFailed(
      `The database in ${clusterFolder} belongs to another account (uid ${files.uid}). Start under that account or as root, or set TIDEMARK_DATA to another folder.`,
    )
  }
  if (files !== null && files.uid !== 0) return { kind: 'lesser', uid: files.uid, gid: files.gid }
  const account = await findLesserAccount()
  if (files !== null) await giveTree(clusterFolder, account) // copied or restored by root
  return account
}

/** Hands one file or folder to the account. */
export async function give(file: string, account: ServerAccount): Promise<void> {
  if (account.kind === 'lesser') await lchown(file, account.uid, account.gid)
}

/** Hands a folder and all that is in it to the account. */
export async function giveTree(folder: string, account: ServerAccount): Promise<void> {
  if (account.kind === 'own') return
  await give(folder, account)
  for (const entry of await readdir(folder, { recursive: true }))
    await give(path.join(folder, entry), account)
}

/** Whether the account can enter every folder above `target` and read (and enter or execute) `target` itself. */
export async function canReach(target: string, account: ServerAccount): Promise<boolean> {
  if (account.kind === 'own') return true
  for (let folder = path.dirname(target); ; folder = path.dirname(folder)) {
    if (!(await isAllowed(folder, account, 0o1))) return false
    if (folder === path.dirname(folder)) break
  }
  return isAllowed(target, account, 0o5)
}

async function isAllowed(
  file: string,
  account: { uid: number; gid: number },
  wanted: number,
): Promise<boolean> {
  const found = await stat(file).catch(() => null)
  if (found === null) return false
  const shift = found.uid === account.uid ? 6 : found.gid === account.gid ? 3 : 0
  return ((found.mode >> shift) & wanted) === wanted
}

async function findLesserAccount(): Promise<ServerAccount> {
  for (const name of LESSER_ACCOUNTS) {
    try {
      const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])])
      return { kind: 'lesser', uid: Number(uid.stdout), gid: Number(gid.stdout) }
    } catch {
      // No such account: the next one.
    }
  }
  throw new EmbeddedPostgresFailed(
    'PostgreSQL refuses to run as root, and neither the account postgres nor nobody exists. Start as another user, or set DATABASE_URL.',
  )
}
