/** Runs one of PostgreSQL's programs under the server's account, with nothing of our environment. */

import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { EmbeddedPostgresFailed } from '../errors.js'
import type { ServerAccount } from './server-account.js'

const run = promisify(execFile)

/** Windows needs its own; everywhere else a search path is enough. */
const KEPT_VARIABLES = ['PATH', 'SystemRoot', 'TEMP', 'TMP']

/** @throws EmbeddedPostgresFailed with what the program said */
export async function runAs(account: ServerAccount, program: string, args: readonly string[]): Promise<void> {
  const kept = KEPT_VARIABLES.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))
  try {
    await run(program, [...args], {
      cwd: '/',
      env: { ...Object.fromEntries(kept), LC_ALL: 'C' },
      windowsHide: true,
      ...(account.kind === 'lesser' ? { uid: account.uid, gid: account.gid } : {}),
    })
  } catch (error) {
    throw new EmbeddedPostgresFailed(`${program} failed: ${whatItSaid(error)}`, error)
  }
}

function whatItSaid(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const said = 'stderr' in error && typeof error.stderr === 'string' ? error.stderr.trim() : ''
  return said === '' ? error.message : said
}
