/** The background process: jobs, the calendar, and every night a check of what is derived from the records. */

import { fileURLToPath } from 'node:url'
import { startBackgroundWork } from './background-work.js'
import { openDatabase } from './database/connect.js'
import { rendererAt } from './features/report-runs/make/render-report.js'
import { SystemClock } from './platform/clock.js'
import { readConfig } from './platform/config.js'
import { createLog } from './platform/logging.js'
import { readKeys } from './platform/secrets.js'
import { onceAskedToStop } from './platform/stop-signals.js'

const renderScript = fileURLToPath(new URL('../../reports/render.js', import.meta.url))

await work().catch((error: unknown) => {
  process.stderr.write(
    `The worker could not start. ${error instanceof Error ? error.message : String(error)}\n`,
  )
  process.exitCode = 1
})

async function work(): Promise<void> {
  const config = readConfig(process.env)
  const log = createLog(config.logLevel)
  const { auditSigning } = await readKeys(config)
  const database = await openDatabase({ ...config, auditSigningKey: auditSigning }, 'worker', log)
  const background = startBackgroundWork({
    login: database,
    clock: new SystemClock(),
    log,
    renderer: rendererAt(renderScript),
    checkAtStart: true,
  })
  onceAskedToStop(log, async () => {
    await background.stop()
    await database.close()
  })
}
