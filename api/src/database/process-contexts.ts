/** The contexts of processes that nobody signs in to: they say which they are and for whom they act. */

import { randomUUID } from 'node:crypto'
import os from 'node:os'
import type { AccessContext } from './access.js'

/** The command line acts for whoever runs it on this machine. */
export function commandLineContext(): AccessContext {
  return { actor: { kind: 'command_line', id: accountName() }, role: null, requestId: randomUUID() }
}

/** @param job  what the worker does; it acts for nobody but the deployment */
export function workerContext(job: string): AccessContext {
  return { actor: { kind: 'worker', id: job }, role: null, requestId: randomUUID() }
}

/** An account without an entry in the machine's list has a number alone. */
function accountName(): string {
  try {
    return os.userInfo().username
  } catch {
    return String(process.getuid?.() ?? 'unknown')
  }
}
