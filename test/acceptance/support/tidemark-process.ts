/** A whole Tidemark as it is delivered: the built server, or the command line, in a process of its own. */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openFolder } from '../../integration/support/test-server.js'

const START_WITHIN_MILLISECONDS = 120_000

type Program = 'main' | 'cli'
export type Environment = Readonly<Record<string, string>>

export interface Ended {
  /** Null when a signal ended the process. */
  readonly code: number | null
  readonly output: string
  readonly errors: string
}

export interface RunningTidemark {
  /** "http://127.0.0.1:41234" */
  readonly address: string
  /** What the process wrote so far, both streams in the order of their coming. */
  written(): string
  /** Sends a signal and waits for the end. */
  end(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): Promise<Ended>
}

/** A data folder of its own; `remove` ends what still uses it. */
export interface Installation {
  readonly folder: string
  /** Starts the server on a free port, without the demo clinic unless it is asked for. */
  start(environment?: Environment): Promise<RunningTidemark>
  /** Runs a program to its end: the command line, or a server that is expected not to start. */
  run(program: Program, args: readonly string[], environment?: Environment): Promise<Ended>
  /** The embedded PostgreSQL as it has put itself on record; null after a clean stop. */
  postgres(): Promise<{ id: number; port: number } | null>
  remove(): Promise<void>
}

export async function newInstallation(): Promise<Installation> {
  const folder = await openFolder()
  const started: ChildProcess[] = []
  const launch = (program: Program, args: readonly string[], environment: Environment): Launched => {
    const launched = launchProgram(program, args, {
      TIDEMARK_DATA: folder,
      TIDEMARK_DEMO: 'off',
      PORT: '0',
      ...environment,
    })
    started.push(launched.child)
    return launched
  }
  const postgres = () => postgresIn(folder)
  return {
    folder,
    start: async (environment = {}) => running(launch('main', [], environment)),
    run: (program, args, environment = {}) => launch(program, args, environment).ended,
    postgres,
    remove: async () => {
      for (const child of started) if (isAlive(child)) child.kill('SIGKILL')
      const left = await postgres()
      if (left !== null) await stopPostgres(left.id, postgres)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

interface Launched {
  readonly child: ChildProcess
  readonly written: () => string
  readonly ended: Promise<Ended>
}

function launchProgram(program: Program, args: readonly string[], environment: Environment): Launched {
  const file = fileURLToPath(new URL(`../../../dist/api/src/${program}.js`, import.meta.url))
  const child = spawn(process.execPath, ['--enable-source-maps', file, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...inherited(), ...environment },
  })
  const parts: { stream: 'output' | 'errors'; text: string }[] = []
  child.stdout.setEncoding('utf8').on('data', (text: string) => parts.push({ stream: 'output', text }))
  child.stderr.setEncoding('utf8').on('data', (text: string) => parts.push({ stream: 'errors', text }))
  const textOf = (stream: 'output' | 'errors') =>
    parts.flatMap((part) => (part.stream === stream ? [part.text] : [])).join('')
  return {
    child,
    written: () => parts.map((part) => part.text).join(''),
    ended: once(child, 'close').then(() => ({
      code: child.exitCode,
      output: textOf('output'),
      errors: textOf('errors'),
    })),
  }
}

/** What the machine needs, and nothing that would change what is tested. */
function inherited(): NodeJS.ProcessEnv {
  const { DATABASE_URL, DATABASE_OWNER_URL, TIDEMARK_SECRET, HOST, LOG_LEVEL, NODE_OPTIONS, ...rest } =
    process.env
  return rest
}

async function running({ child, written, ended }: Launched): Promise<RunningTidemark> {
  const port = await portWhenReady(child, written)
  const address = `http://127.0.0.1:${port}`
  return {
    address,
    written,
    end: (signal) => {
      child.kill(signal)
      return ended
    },
  }
}

async function portWhenReady(child: ChildProcess, written: () => string): Promise<string> {
  const deadline = Date.now() + START_WITHIN_MILLISECONDS
  while (Date.now() < deadline) {
    const port = /^Tidemark is ready at http:\/\/localhost:(\d+) /m.exec(written())?.[1]
    if (port !== undefined) return port
    if (!isAlive(child)) throw new Error(`The server ended before it was ready.\n${written()}`)
    await wait(20)
  }
  child.kill('SIGKILL')
  throw new Error(`The server was not ready in time.\n${written()}`)
}

function isAlive(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null
}

async function postgresIn(folder: string): Promise<{ id: number; port: number } | null> {
  const file = path.join(folder, 'postgres', 'cluster', 'data', 'postmaster.pid')
  const [id, , , port] = (await readFile(file, 'utf8').catch(() => '')).split('\n')
  return id && port ? { id: Number(id), port: Number(port) } : null
}

/** The process may be a left-over line of the record only: what counts is that the record goes. */
async function stopPostgres(id: number, recorded: Installation['postgres']): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    try {
      process.kill(id, signal)
    } catch {
      return
    }
    for (let waited = 0; waited < 5000; waited += 50) {
      if ((await recorded()) === null) return
      await wait(50)
    }
  }
}
