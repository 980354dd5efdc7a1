/** Starts the application: configuration, database, demo clinic, API and dashboard; and stops it again. */

import 'reflect-metadata'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { appModule } from './app.module.js'
import { openDatabase } from './database/connect.js'
import { SystemClock } from './platform/clock.js'
import { type Config, readConfig } from './platform/config.js'
import { createHttpServer } from './platform/http-server.js'
import { createLog, type Log } from './platform/logging.js'

/** A stop that takes longer is cut off: whoever runs the process will not wait much longer either. */
const STOP_WITHIN_MILLISECONDS = 25_000

const dashboardFolder = fileURLToPath(new URL('../../dashboard', import.meta.url))
const packageFile = new URL('../../../package.json', import.meta.url)

await start().catch((error: unknown) => {
  process.stderr.write(
    `Tidemark could not start. ${error instanceof Error ? error.message : String(error)}\n`,
  )
  process.exitCode = 1
})

async function start(): Promise<void> {
  const config = readConfig(process.env)
  const log = createLog(config.logLevel)
  const database = await openDatabase(config, log)
  let server: NestFastifyApplication | null = null
  const stopWhenAsked = onceAskedToStop(log, async () => {
    await server?.close()
    await database.close()
  })
  try {
    server = await createHttpServer(appModule({ ...database, clock: new SystemClock(), log }), {
      log,
      version: productVersion(),
      dashboardFolder,
    })
    process.stdout.write(`Tidemark is ready at ${await listen(server, config)} (${database.description}).\n`)
  } catch (error) {
    stopWhenAsked.forget()
    await server?.close()
    await database.close()
    throw error
  }
}

async function listen(server: NestFastifyApplication, { port, host }: Config): Promise<string> {
  try {
    await server.listen(port, host)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new Error(`Port ${port} on ${host} is taken. Stop what uses it, or set PORT to another number.`, {
        cause: error,
      })
    }
    throw error
  }
  const { hostname, port: given } = new URL(await server.getUrl())
  return `http://${host === '127.0.0.1' ? 'localhost' : hostname}:${given}`
}

/** Runs `stop` at the first Ctrl-C or SIGTERM, within the time that a stop may take; a second Ctrl-C ends at once. */
function onceAskedToStop(log: Log, stop: () => Promise<void>): { forget(): void } {
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

function productVersion(): string {
  const { version }: { version: string } = JSON.parse(readFileSync(packageFile, 'utf8'))
  return version
}
