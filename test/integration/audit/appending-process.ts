/** A process of its own that appends to the audit without pause, for a test that kills it. */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { transform } from '@swc/core'

export interface AppendingProcesses {
  /** Starts one; it goes on until it is killed. Gives the number of events that it was told were kept. */
  start(url: string, name: string): Promise<{ kill(): Promise<number> }>
  remove(): Promise<void>
}

const ROOMS = ['core', 'database']

const PROGRAM = `
import 'reflect-metadata'
import { generateKeyPairSync } from 'node:crypto'
import { writeSync } from 'node:fs'
import { AuditChain } from './database/audit/audit-chain.js'
import { applicationDataSource } from './database/data-source.js'

const [url, name] = process.argv.slice(2)
const dataSource = await applicationDataSource(url, { size: 2 }).initialize()
const audit = new AuditChain(dataSource, generateKeyPairSync('ed25519').privateKey)
const event = { action: 'member.read', outcome: 'success', actorKind: 'user', actorId: name, actorRole: null,
  requestId: 'r', memberIds: [1, 2, 3], target: null, detail: {} }
const appendForEver = async () => {
  for (;;) {
    await audit.append([event, event])
    writeSync(1, '..')
  }
}
await Promise.all(Array.from({ length: 8 }, appendForEver))
`

export async function compileAppendingProcess(): Promise<AppendingProcesses> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tidemark-appending-'))
  await writeFile(path.join(folder, 'package.json'), '{"type":"module"}')
  await writeFile(path.join(folder, 'program.js'), PROGRAM)
  await symlink(path.resolve('node_modules'), path.join(folder, 'node_modules'), 'junction')
  for (const room of ROOMS) await compileRoom(room, folder)
  return {
    start: (url, name) => start(path.join(folder, 'program.js'), url, name),
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

async function start(program: string, url: string, name: string): Promise<{ kill(): Promise<number> }> {
  const child: ChildProcess = spawn(process.execPath, [program, url, name], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let told = 0
  const first = new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      told += chunk.length
      resolve()
    })
    child.once('exit', () => reject(new Error('The process ended before it appended.')))
  })
  await first
  return {
    kill: async () => {
      const ended = once(child, 'close')
      child.kill('SIGKILL')
      await ended
      return told
    },
  }
}
