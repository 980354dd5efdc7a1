/** Starts the application: configuration, database, demo clinic, API and dashboard; and stops it again. */

import 'reflect-metadata'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { appModule } from './app.module.js'
import { startBackgroundWork } from './background-work.js'
import { type OpenDatabase, openDatabase } from './database/connect.js'
import type { JobQueue } from './database/job-queue/run-job-queue.js'
import { commandLineContext } from './database/process-contexts.js'
import { ImportsService } from './features/imports/imports.service.js'
import { rendererAt } from './features/report-runs/make/render-report.js'
import { demoAccountLines, makeDemoAccounts, settleDemoAccounts } from './features/sign-in/demo-accounts.js'
import { Argon2Hasher, type PasswordHasher } from './features/sign-in/password-hashing.js'
import { refreshInCare } from './features/signals/background.service.js'
import { fitExpectedResponses } from './features/signals/fit/fit-expected-response.service.js'
import { type Clock, SystemClock } from './platform/clock.js'
import { type Config, readConfig } from './platform/config.js'
import { createHttpServer } from './platform/http-server.js'
import { createLog, type Log } from './platform/logging.js'
import { PRODUCT_VERSION } from './platform/product-version.js'
import { readKeys } from './platform/secrets.js'
import { onceAskedToStop } from './platform/stop-signals.js'

const dashboardFolder = fileURLToPath(new URL('../../dashboard', import.meta.url))
const renderScript = fileURLToPath(new URL('../../reports/render.js', import.meta.url))

await start().catch((error: unknown) => {
  process.stderr.write(
    `Tidemark could not start. ${error instanceof Error ? error.message : String(error)}\n`,
  )
  process.exitCode = 1
})

async function start(): Promise<void> {
  const config = readConfig(process.env)
  const certificate = config.tls === null ? null : await readCertificate(config.tls)
  const log = createLog(config.logLevel)
  const clock = new SystemClock()
  const keys = await readKeys(config)
  const database = await openDatabase({ ...config, auditSigningKey: keys.auditSigning }, 'api', log)
  const { signIn: pool } = database
  if (pool === null) throw new Error('The API has no login for signing in.')
  let server: NestFastifyApplication | null = null
  let background: JobQueue | null = null
  const close = async () => {
    await server?.close()
    await background?.stop()
    await database.close()
  }
  const stopWhenAsked = onceAskedToStop(log, close)
  try {
    const hasher = new Argon2Hasher()
    if (config.demo && database.isEmbedded) await loadDemo(database, hasher, clock, log)
    const demoAccounts = await settleDemoAccounts(pool, config.isLocal, log)
    const signIn = { pool, key: keys.signIn, hasher, demoAccounts, publicUrl: config.publicUrl }
    server = await createHttpServer(appModule({ ...database, clock, log, signIn }), {
      log,
      version: PRODUCT_VERSION,
      dashboardFolder,
      web: { ...config, certificate, signInKey: keys.signIn },
    })
    const address = await listen(server, config)
    process.stdout.write(`Tidemark is ready at ${address} (${database.description}).\n`)
    process.stdout.write(demoAccountLines(demoAccounts))
    // On a laptop there is no second process to do it.
    if (database.isEmbedded) {
      const login = await database.logInAsWorker()
      background = startBackgroundWork({
        login,
        clock,
        log,
        renderer: rendererAt(renderScript),
        checkAtStart: false,
      })
    }
  } catch (error) {
    stopWhenAsked.forget()
    await close()
    throw error
  }
}

/** The simulator is not loaded by an installation that does not want it. */
async function loadDemo(
  database: OpenDatabase,
  hasher: PasswordHasher,
  clock: Clock,
  log: Log,
): Promise<void> {
  const { loadDemoClinic } = await import('../../seed/src/load-demo-clinic.js')
  const asOf = clock.now().toISOString().slice(0, 10)
  const caller = commandLineContext()
  await database.asCommandLine(async ({ access }) => {
    const report = await loadDemoClinic(access, caller, new ImportsService(access, clock), asOf)
    if (report !== null) {
      const expectedResponse = await fitExpectedResponses(access, caller, () => {})
      await refreshInCare(access, caller)
      log.info({ rows: report.rows, expectedResponse }, 'The simulated demo clinic was loaded.')
    }
    await makeDemoAccounts(access, caller, hasher)
  })
}

async function readCertificate({ certificateFile, keyFile }: NonNullable<Config['tls']>) {
  const read = (variable: string, file: string) =>
    readFile(file).catch((error: Error) => {
      throw new Error(`${variable} names a file that cannot be read (${error.message}).`, { cause: error })
    })
  return { cert: await read('TLS_CERT_FILE', certificateFile), key: await read('TLS_KEY_FILE', keyFile) }
}

async function listen(server: NestFastifyApplication, { port, host, publicUrl }: Config): Promise<string> {
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
  if (publicUrl !== null) return publicUrl
  const { protocol, hostname, port: given } = new URL(await server.getUrl())
  return `${protocol}//${host === '127.0.0.1' ? 'localhost' : hostname}:${given}`
}
