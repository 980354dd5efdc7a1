/** A worker in a process of its own, for a test that kills it: its job begins, and goes on until it is told to end. */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { transform } from '@swc/core'

export interface WorkingProcesses {
  /**
   * Resolves when the worker has begun a job, which never ends by itself.
   *
   * @param options  the address of the database; what else the program wants to know
   */
  start(...options: string[]): Promise<{ kill(): Promise<void>; stop(): Promise<void> }>
  remove(): Promise<void>
}

const ROOMS = ['core', 'contracts', 'database', 'features/jobs', 'platform']

const PROGRAM = `
import 'reflect-metadata'
import { generateKeyPairSync } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { DatabaseAccess } from './database/access.js'
import { AuditChain } from './database/audit/audit-chain.js'
import { applicationDataSource } from './database/data-source.js'
import { runJobQueue } from './database/job-queue/run-job-queue.js'
import { workerContext } from './database/process-contexts.js'
import { runJob } from './features/jobs/run-job.service.js'

const url = process.argv[2]
const dataSource = await applicationDataSource(url, { size: 2 }).initialize()
const access = new DatabaseAccess(dataSource, new AuditChain(dataSource, generateKeyPairSync('ed25519').privateKey))
const goOnForEver = async ({ progress }) => {
  for (let done = 0; ; done += 1) {
    await progress({ done, total: 1000000, message: 'It goes on.' })
    if (done === 1) process.stdout.write('begun')
    await wait(20)
  }
}
const queue = runJobQueue({
  url,
  log: { info() {}, warn() {}, error() {} },
  tasks: { refresh_signals: (job) => runJob(access, workerContext('jobs'), goOnForEver, job, () => {}) },
  repeated: {},
  onSweep: async () => {},
})
process.once('SIGTERM', () => queue.stop().then(() => process.exit(0)))
`

/** Another program than the one above, and the rooms that it needs beside the usual. */
export interface OtherProgram {
  readonly text: string
  readonly rooms: readonly string[]
}

export async function compileWorkingProcess(
  { text, rooms }: OtherProgram = { text: PROGRAM, rooms: [] },
): Promise<WorkingProcesses> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tidemark-working-'))
  await writeFile(path.join(folder, 'package.json'), '{"type":"module"}')
  await writeFile(path.join(folder, 'program.js'), text)
  await symlink(path.resolve('node_modules'), path.join(folder, 'node_modules'), 'junction')
  for (const room of [...ROOMS, ...rooms]) await compileRoom(room, folder)
  return {
    start: (...options) => start(path.join(folder, 'program.js'), options),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

async function compileRoom(room: string, folder: string): Promise<void> {
  const source = path.resolve('api/src', room)
  for (const name of await readdir(source, { recursive: true })) {
    if (!name.endsWith('.ts')) continue
    const target = path.join(folder, room, name.replace(/\.ts$/, '.js'))
    await mkdir(path.dirname(target), { recursive: true })
    const { code } = await transform(await readFile(path.join(source, name), 'utf8'), {
      jsc: {
        target: 'es2022',
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true },
      },
      module: { type: 'es6' },
    })
    await writeFile(target, code)
  }
}

async function start(program: string, options: readonly string[]) {
  const child = spawn(process.execPath, [program, ...options], { stdio: ['ignore', 'pipe', 'inherit'] })
  await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() => {
      throw new Error('The process ended before it began a job.')
    }),
  ])
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    const ended = once(child, 'close')
    child.kill(signal)
    await ended
  }
  return { kill: () => end('SIGKILL'), stop: () => end('SIGTERM') }
}
