import type { Log } from './logging.js'

/** A stop that takes longer is cut off: whoever runs the process will not wait much longer either. */
const STOP_WITHIN_MILLISECONDS = 25_000

/** Runs `stop` at the first Ctrl-C or SIGTERM, within the time that a stop may take; a second Ctrl-C ends at once. */
export function onceAskedToStop(log: Log, stop: () => Promise<void>): { forget(): void } {
  const signals = ['SIGINT', 'SIGTERM'] as const
  const forget = () => {
    for (const signal of signals) process.removeListener(signal, onSignal)
  }
  const onSignal = (signal: string) => {
    forget()
    log.info({ signal }, 'Stopping.')
    const cutOff = setTimeout(() => {
      log.error({}, 'The stop took too long and was cut off.')
      process.exit(1)
    }, STOP_WITHIN_MILLISECONDS)
    stop()
      .then(() => process.exit(0))
      .catch((error: unknown) => {
        log.error({ err: error }, 'The stop was not clean.')
        process.exit(1)
      })
      .finally(() => clearTimeout(cutOff))
  }
  for (const signal of signals) process.on(signal, onSignal)
  return { forget }
}
