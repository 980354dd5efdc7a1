/** A process of its own that uses the embedded server, for tests that kill it. */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { transform } from '@swc/core'

export interface CompiledLauncher {
  /** Starts a process that opens the server in `dataFolder` and holds it. */
  start(dataFolder: string): Promise<ServerUser>
  remove(): Promise<void>
}

export interface ServerUser {
  readonly owned: boolean
  /** Kills the process outright. */
  kill(): Promise<void>
  /** Lets the process stop as the application does. */
  stop(): Promise<void>
}

const SOURCE = path.resolve('api/src/database')

const PROGRAM = `
import { startEmbeddedPostgres } from './database/embedded/start-embedded-postgres.js'
const log = { info() {}, warn() {}, error() {} }
const server = await startEmbeddedPostgres({ dataFolder: process.argv[2], log, durable: false })
process.once('SIGTERM', () => server.stop())
process.stdout.write(JSON.stringify({ owned: server.owned }))
`

export async function compileLauncher(): Promise<CompiledLauncher> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tidemark-launcher-'))
  await writeFile(path.join(folder, 'package.json'), '{"type":"module"}')
  await writeFile(path.join(folder, 'program.js'), PROGRAM)
  await symlink(path.resolve('node_modules'), path.join(folder, 'node_modules'), 'junction')
  for (const part of ['.', 'embedded']) await compileFolder(part, folder)
  return {
    start: (dataFolder) => startUser(path.join(folder, 'program.js'), dataFolder),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

async function compileFolder(part: string, folder: string): Promise<void> {
  const target = path.join(folder, 'database', part)
  await mkdir(target, { recursive: true })
  for (const name of await readdir(path.join(SOURCE, part))) {
    if (!name.endsWith('.ts')) continue
    const source = await readFile(path.join(SOURCE, part, name), 'utf8')
    const { code } = await transform(source, {
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      module: { type: 'es6' },
    })
    await writeFile(path.join(target, name.replace(/\.ts$/, '.js')), code)
  }
}

async function startUser(program: string, dataFolder: string): Promise<ServerUser> {
  const child = spawn(process.execPath, [program, dataFolder], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [output]: [Buffer] | [] = await Promise.race([
    readOnce(child),
    once(child, 'exit').then((): [] => []),
  ])
  if (output === undefined) throw new Error('The process ended before it held the server.')
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
  return {
    owned: output.includes('true'),
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  }
}

async function readOnce(child: ChildProcess): Promise<[Buffer]> {
  return new Promise((resolve) => child.stdout?.once('data', (chunk: Buffer) => resolve([chunk])))
}
