/** A worker that makes reports, with a renderer that the test decides. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { type JobQueue, runJobQueue } from '../../../api/src/database/job-queue/run-job-queue.js'
import { workerContext } from '../../../api/src/database/process-contexts.js'
import { endLostJobs, runJob } from '../../../api/src/features/jobs/run-job.service.js'
import { FrozenClock } from '../../../api/src/features/report-runs/freeze/frozen-clock.js'
import { reportJobs } from '../../../api/src/features/report-runs/make/make-report.service.js'
import { type Renderer, rendererAt } from '../../../api/src/features/report-runs/make/render-report.js'
import { createLog } from '../../../api/src/platform/logging.js'
import type { TestDatabase } from '../support/test-database.js'

export function startReportWorker(
  database: TestDatabase,
  renderer: Renderer,
  now: string,
  onFailed: (error: unknown) => void = () => {},
): JobQueue {
  const { access, url } = database.worker
  const context = workerContext('jobs')
  const { make_report } = reportJobs({
    access,
    context,
    clock: new FrozenClock(new Date(now)),
    renderer,
  })
  return runJobQueue({
    url,
    log: createLog('silent'),
    tasks: { make_report: (job) => runJob(access, context, make_report, job, onFailed) },
    repeated: {},
    onSweep: async () => {
      await endLostJobs(access, context)
    },
  })
}

/** Scripts in place of the renderer: each ends in its own way. `OUT`, `FORMAT` and `FROZEN` are theirs to use. */
export interface FakeRenderers {
  script(body: string): Promise<Renderer>
  /** The same as a file, for a worker that is another process. */
  scriptFile(body: string): Promise<string>
  remove(): Promise<void>
}

/** The smallest that passes for a whole file of each format; it holds the hash of what it was made of. */
export const WHOLE = `
  const mark = createHash('sha256').update(readFileSync(FROZEN)).digest('hex')
  const wholes = {
    pdf: '%PDF-1.7 ' + mark + ' %%EOF',
    xlsx: 'PK ' + mark + ' PK\\u0005\\u0006',
    csv: 'PK ' + mark + ' PK\\u0005\\u0006',
    html: '<!doctype html><p>' + mark + '</p></html>',
  }
  console.log(JSON.stringify({ done: 1, total: 2, message: 'Figures are drawn.' }))
  writeFileSync(OUT, wholes[FORMAT])
`

export async function fakeRenderers(): Promise<FakeRenderers> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tidemark-renderers-'))
  let made = 0
  const scriptFile = async (body: string): Promise<string> => {
    made += 1
    const script = path.join(folder, `${made}.mjs`)
    await writeFile(script, `${READ_ARGUMENTS}${body}`)
    return script
  }
  return {
    scriptFile,
    script: async (body) => rendererAt(await scriptFile(body)),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

const READ_ARGUMENTS = `
  import { createHash } from 'node:crypto'
  import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
  const [FROZEN, , FORMAT, , OUT] = process.argv.slice(2)
`
