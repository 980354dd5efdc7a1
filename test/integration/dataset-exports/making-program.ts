/** A worker that makes a data set and stands still at one step, for a test that kills it there. */

import type { OtherProgram } from '../jobs/working-process.js'

export const makingProgram: OtherProgram = {
  rooms: ['statistics', 'features/dataset-exports', 'features/outcomes'],
  text: `
import 'reflect-metadata'
import { generateKeyPairSync } from 'node:crypto'
import { DatabaseAccess } from './database/access.js'
import { AuditChain } from './database/audit/audit-chain.js'
import { applicationDataSource } from './database/data-source.js'
import { runJobQueue } from './database/job-queue/run-job-queue.js'
import { workerContext } from './database/process-contexts.js'
import { datasetJobs } from './features/dataset-exports/dataset-jobs.service.js'
import { runJob } from './features/jobs/run-job.service.js'

const [url, standsAt] = process.argv.slice(2)
const dataSource = await applicationDataSource(url, { size: 2 }).initialize()
const access = new DatabaseAccess(dataSource, new AuditChain(dataSource, generateKeyPairSync('ed25519').privateKey))
const context = workerContext('jobs')
const { make_dataset } = datasetJobs(access, context, { now: () => new Date('2026-06-01T12:00:00Z') })
const watched = (job) => make_dataset({
  ...job,
  progress: async (reached) => {
    await job.progress(reached)
    if (reached.message !== standsAt) return
    process.stdout.write('begun')
    await new Promise(() => {})
  },
})
runJobQueue({
  url,
  log: { info() {}, warn() {}, error() {} },
  tasks: { make_dataset: (job) => runJob(access, context, watched, job, () => {}) },
  repeated: {},
  onSweep: async () => {},
})
`,
}
