/** The background process: holds the stored outcomes against the records, every night. */

import { openDatabase } from './database/connect.js'
import { workerContext } from './database/process-contexts.js'
import { rebuildOutcomes } from './features/outcomes/rebuild.command.js'
import { readConfig } from './platform/config.js'
import { createLog } from './platform/logging.js'
import { millisecondsUntilNight } from './platform/night.js'
import { readKeys } from './platform/secrets.js'
import { onceAskedToStop } from './platform/stop-signals.js'

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
  let timer: NodeJS.Timeout
  onceAskedToStop(log, async () => {
    clearTimeout(timer)
    await database.close()
  })
  const check = async () => {
    try {
      const { episodes, missing, superfluous, different } = await rebuildOutcomes(
        database.access,
        workerContext('nightly-check'),
        {
          check: true,
        },
      )
      const wrong = missing + superfluous + different
      const said = { episodes, missing, superfluous, different }
      if (wrong === 0) log.info(said, 'Every stored outcome is what the rules make of the records.')
      else log.error(said, 'Stored outcomes differ from the records. Run `tidemark rebuild`.')
    } catch (error) {
      log.error({ err: error }, 'The nightly check did not end; it is tried again the next night.')
    }
    timer = setTimeout(check, millisecondsUntilNight(new Date()))
  }
  await check()
}
