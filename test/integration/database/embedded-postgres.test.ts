import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, cp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import pg from 'pg'
import {
  type EmbeddedServer,
  startEmbeddedPostgres,
} from '../../../api/src/database/embedded/start-embedded-postgres.js'
import { withClient } from '../../../api/src/database/with-client.js'
import { type CompiledLauncher, compileLauncher } from '../support/compiled-launcher.js'
import { silentLog } from '../support/silent-log.js'
import { openFolder } from '../support/test-server.js'

let launcher: CompiledLauncher
/** A data folder whose server was made and stopped; every test has a copy, which saves it the making. */
let made: string
let folder: string
const opened: EmbeddedServer[] = []

beforeAll(async () => {
  launcher = await compileLauncher()
  made = await openFolder()
  await (await startEmbeddedPostgres({ dataFolder: made, log: silentLog, durable: false })).stop()
})

afterAll(async () => {
  await launcher.remove()
  await rm(made, { recursive: true, force: true })
})

beforeEach(async () => {
  folder = await openFolder()
  await cp(made, folder, { recursive: true })
})

afterEach(async () => {
  for (const server of opened.splice(0)) await server.stop()
  await rm(folder, { recursive: true, force: true })
})

async function open(durable = false): Promise<EmbeddedServer> {
  const server = await startEmbeddedPostgres({ dataFolder: folder, log: silentLog, durable })
  opened.push(server)
  return server
}

const cluster = () => path.join(folder, 'postgres', 'cluster')

async function postmasterId(): Promise<number | null> {
  const text = await readFile(path.join(cluster(), 'data', 'postmaster.pid'), 'utf8').catch(() => '')
  return text === '' ? null : Number(text.split('\n')[0])
}

async function ask(server: EmbeddedServer, text: string): Promise<unknown[]> {
  return withClient(server.adminUrl, async (client) => (await client.query(text)).rows)
}

/** The server may be away for a moment: asks until it answers. */
async function askAgain(server: EmbeddedServer, text: string): Promise<unknown[]> {
  const deadline = Date.now() + 10_000
  for (;;) {
    try {
      return await ask(server, text)
    } catch (error) {
      if (Date.now() > deadline) throw error
    }
  }
}

describe('the embedded server', () => {
  test('listens on loopback alone, asks for a password, and keeps its files to itself', async () => {
    const server = await open()
    expect(await ask(server, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }])
    expect(await ask(server, 'show unix_socket_directories')).toEqual([{ unix_socket_directories: '' }])
    const address = new URL(server.adminUrl)
    address.password = 'guess'
    await expect(withClient(address.href, async () => 0)).rejects.toThrow('password authentication failed')
    const files = await Promise.all(['.', 'data', 'password'].map((name) => stat(path.join(cluster(), name))))
    expect(files.map((file) => (file.mode & 0o777).toString(8))).toEqual(['700', '700', '600'])
    expect(files.every((file) => file.uid !== 0)).toBe(true)
  })

  test('keeps neither rows nor values in its log', async () => {
    const server = await open()
    await ask(server, 'create table person (name text check (length(name) < 5))')
    await expect(ask(server, "insert into person values ('Ada Lovelace')")).rejects.toThrow('check')
    const log = await readFile(path.join(cluster(), 'server.log'), 'utf8')
    expect(log).toContain('violates check constraint')
    expect(log).not.toContain('Lovelace')
  })

  test('is durable unless a test gives that up', async () => {
    const server = await open(true)
    const settings = "select string_agg(setting, ' ' order by name) as on from pg_settings where name in "
    expect(await ask(server, `${settings} ('fsync', 'full_page_writes', 'synchronous_commit')`)).toEqual([
      { on: 'on on on' },
    ])
  })

  test('keeps its data over a restart, and its address', async () => {
    const first = await open()
    await ask(first, 'create table kept as select 1 as n')
    await first.stop()
    expect(await postmasterId()).toBeNull()
    const second = await open()
    expect(second.owned).toBe(true)
    expect(second.adminUrl).toBe(first.adminUrl)
    expect(await ask(second, 'select n from kept')).toEqual([{ n: 1 }])
  })

  test('is started again when it is killed, with all that was committed', async () => {
    const server = await open(true)
    await ask(server, 'create table kept as select 1 as n')
    const killed = await postmasterId()
    process.kill(killed ?? 0, 'SIGKILL')
    expect(await askAgain(server, 'select n from kept')).toEqual([{ n: 1 }])
    expect(await postmasterId()).not.toBe(killed)
  })

  test('starts beside a left-over file that names another living process', async () => {
    await (await open()).stop()
    const { uid, gid } = await stat(cluster())
    const stranger: ChildProcess = spawn('sleep', ['60'], { uid, gid, cwd: '/' })
    const file = path.join(cluster(), 'data', 'postmaster.pid')
    await writeFile(file, `${stranger.pid}\n${path.join(cluster(), 'data')}\n0\n1\n\n127.0.0.1\n`)
    try {
      expect(await ask(await open(), 'select 1 as n')).toEqual([{ n: 1 }])
    } finally {
      stranger.kill()
    }
  })

  test('does not take another server on its old port for itself', async () => {
    const other = await open()
    const elsewhere = await openFolder()
    try {
      const first = await startEmbeddedPostgres({ dataFolder: elsewhere, log: silentLog, durable: false })
      await first.stop()
      const data = path.join(elsewhere, 'postgres', 'cluster', 'data')
      const port = new URL(other.adminUrl).port
      await writeFile(path.join(data, 'postmaster.pid'), `999999\n${data}\n0\n${port}\n\n127.0.0.1\n`)
      const second = await startEmbeddedPostgres({ dataFolder: elsewhere, log: silentLog, durable: false })
      expect(await ask(second, 'show data_directory')).toEqual([{ data_directory: data }])
      await second.stop()
    } finally {
      await rm(elsewhere, { recursive: true, force: true })
    }
  })
})

describe('a folder that only its owner can enter', () => {
  test('keeps the database inside, or, when that owner is root, says where it went', async () => {
    const closed = path.join(folder, 'closed')
    await mkdir(closed, { mode: 0o700 })
    const dataFolder = path.join(closed, '.data')
    const first = await startEmbeddedPostgres({ dataFolder, log: silentLog, durable: false })
    await ask(first, 'create table kept as select 1 as n')
    await first.stop()
    const home = path.resolve(first.dataDirectory, '..', '..')
    try {
      const location = await readFile(path.join(dataFolder, 'DATABASE-LOCATION.txt'), 'utf8').catch(
        () => null,
      )
      const isRoot = process.getuid?.() === 0
      expect(location?.split('\n')[0] ?? path.join(dataFolder, 'postgres')).toBe(home)
      expect(home.startsWith(dataFolder)).toBe(!isRoot)
      await chmod(closed, 0o755) // opened later, the database is still the same
      const second = await startEmbeddedPostgres({ dataFolder, log: silentLog, durable: false })
      expect(await ask(second, 'select n from kept')).toEqual([{ n: 1 }])
      await second.stop()
    } finally {
      await rm(home, { recursive: true, force: true })
    }
  })
})

describe('two processes', () => {
  test('that start at once on an empty folder make and share one server', async () => {
    await rm(path.join(folder, 'postgres'), { recursive: true })
    const [here, there] = await Promise.all([open(), launcher.start(folder)])
    expect([here.owned, there.owned].sort()).toEqual([false, true])
    await there.stop()
    expect(await ask(here, 'select 1 as n')).toEqual([{ n: 1 }])
  })

  test('share the server: one joins, and its end leaves the other be', async () => {
    const first = await launcher.start(folder)
    const running = await postmasterId()
    const second = await open()
    expect([first.owned, second.owned]).toEqual([true, false])
    await second.stop()
    expect(await postmasterId()).toBe(running)
    await first.stop()
    expect(await postmasterId()).toBeNull()
  })

  test('share the server until the last one leaves', async () => {
    const first = await launcher.start(folder)
    const second = await open()
    await first.stop()
    expect(await ask(second, 'select 1 as n')).toEqual([{ n: 1 }])
    await second.stop()
    expect(await postmasterId()).toBeNull()
  })

  test('follow each other when the first was killed: the second adopts its server', async () => {
    const first = await launcher.start(folder)
    const orphan = await postmasterId()
    await first.kill()
    const second = await open()
    expect(second.owned).toBe(true)
    expect(await postmasterId()).toBe(orphan)
    await second.stop()
    expect(await postmasterId()).toBeNull()
  })

  test('both find their server again when it is killed', async () => {
    const first = await launcher.start(folder)
    const second = await open()
    process.kill((await postmasterId()) ?? 0, 'SIGKILL')
    expect(await askAgain(second, 'select 1 as n')).toEqual([{ n: 1 }])
    await first.stop()
    // The first may stop the server before the second has joined it again, which then starts it.
    expect(await askAgain(second, 'select 1 as n')).toEqual([{ n: 1 }])
    // As long as a start may take, and once more.
  }, 120_000)
})

test('the driver as a whole keeps its own parsers', () => {
  expect(pg.types.getTypeParser(pg.types.builtins.DATE)('2024-02-29')).toBeInstanceOf(Date)
})
