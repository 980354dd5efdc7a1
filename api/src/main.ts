/** Starts the application: configuration, database, demo clinic, API and dashboard; and stops it again. */

import 'reflect-metadata'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { appModule } from './app.module.js'
import { type OpenDatabase, openDatabase } from './database/connect.js'
import { ImportsService } from './features/imports/imports.service.js'
import { type Clock, SystemClock } from './platform/clock.js'
import { type Config, readConfig } from './platform/config.js'
import { createHttpServer } from './platform/http-server.js'
import { createLog, type Log } from './platform/logging.js'
import { onceAskedToStop } from './platform/stop-signals.js'

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
  const clock = new SystemClock()
  const database = await openDatabase(config, log)
  let server: NestFastifyApplication | null = null
  const stopWhenAsked = onceAskedToStop(log, async () => {
    await server?.close()
    await database.close()
  })
  try {
    server = await createHttpServer(appModule({ ...database, clock, log }), {
      log,
      version: productVersion(),
      dashboardFolder,
    })
    if (config.demo && database.isEmbedded) await loadDemo(database, clock, log)
    process.stdout.write(`Tidemark is ready at ${await listen(server, config)} (${database.description}).\n`)
  } catch (error) {
    stopWhenAsked.forget()
    await server?.close()
    await database.close()
    throw error
  }
}

/** The simulator is not loaded by an installation that does not want it. */
async function loadDemo({ access }: OpenDatabase, clock: Clock, log: Log): Promise<void> {
  const { loadDemoClinic } = await import('../../seed/src/load-demo-clinic.js')
  const asOf = clock.now().toISOString().slice(0, 10)
  const report = await loadDemoClinic(access, new ImportsService(access, clock), asOf)
  if (report !== null) log.info({ rows: report.rows }, 'The simulated demo clinic was loaded.')
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

function productVersion(): string {
  const { version }: { version: string } = JSON.parse(readFileSync(packageFile, 'utf8'))
  return version
}
