/** A worker that makes reports with a renderer of the test's, in a process of its own: for a test that kills it. */

import type { OtherProgram } from '../jobs/working-process.js'

export const reportProgram: OtherProgram = {
  rooms: ['statistics', 'features'],
  text: `
import 'reflect-metadata'
import { generateKeyPairSync } from 'node:crypto'
import { DatabaseAccess } from './database/access.js'
import { AuditChain } from './database/audit/audit-chain.js'
import { applicationDataSource } from './database/data-source.js'
import { runJobQueue } from './database/job-queue/run-job-queue.js'
import { workerContext } from './database/process-contexts.js'
import { runJob } from './features/jobs/run-job.service.js'
import { FrozenClock } from './features/report-runs/freeze/frozen-clock.js'
import { reportJobs } from './features/report-runs/make/make-report.service.js'
import { rendererAt } from './features/report-runs/make/render-report.js'

const [url, now, script] = process.argv.slice(2)
const dataSource = await applicationDataSource(url, { size: 3 }).initialize()
const access = new DatabaseAccess(dataSource, new AuditChain(dataSource, generateKeyPairSync('ed25519').privateKey))
const context = workerContext('jobs')
const { make_report } = reportJobs({ access, context, clock: new FrozenClock(new Date(now)), renderer: rendererAt(script) })
const begun = (job) => {
  process.stdout.write('begun')
  return make_report(job)
}
runJobQueue({
  url,
  log: { info() {}, warn() {}, error() {} },
  tasks: { make_report: (job) => runJob(access, context, begun, job, () => {}) },
  repeated: {},
  onSweep: async () => {},
})
`,
}
