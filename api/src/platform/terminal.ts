/** What a command says while it works and when it ends. Figures go to stdout, everything else to stderr. */

import { ProblemError } from './problem.js'

/** A line that is rewritten in place on a terminal, and not written at all elsewhere. */
export function progressLine(stream: NodeJS.WriteStream = process.stderr): {
  say(text: string): void
  clear(): void
} {
  let isWritten = false
  let saidAt = 0
  const EVERY_MILLISECONDS = 100
  return {
    say(text) {
      if (!stream.isTTY || Date.now() - saidAt < EVERY_MILLISECONDS) return
      saidAt = Date.now()
      stream.write(`\r\u001b[2K${text}`)
      isWritten = true
    },
    clear() {
      if (isWritten) stream.write('\r\u001b[2K')
      isWritten = false
    },
  }
}

export function printLine(text: string): void {
  process.stdout.write(`${text}\n`)
}

export function printError(text: string): void {
  process.stderr.write(`${text}\n`)
}

/** A refusal names its fields for a screen; on a terminal its words about them say it all. */
export async function inOneSentence<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof ProblemError) || error.errors === null) throw error
    throw new Error(error.errors.map(({ message }) => message).join(' '), { cause: error })
  }
}

/** Aborts at the first Ctrl-C or SIGTERM, so that a command can stop before it commits; the second one ends at once. */
export function cancelledBySignal(): AbortSignal {
  const controller = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => controller.abort())
  return controller.signal
}
