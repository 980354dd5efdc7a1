import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { episodeListSchema } from '../../api/src/contracts/members.js'
import { createTestDatabase } from '../integration/support/test-database.js'
import { filesOf, sendImport } from './support/send-import.js'
import { firstStaff, type Staff } from './support/staff.js'
import { type Installation, newInstallation, type RunningTidemark } from './support/tidemark-process.js'

const tiny = fileURLToPath(new URL('../fixtures/reference-tiny/data/', import.meta.url))
const MEMBERS_OF_TINY = 12
const STOP_WITHIN_MILLISECONDS = 25_000

let installation: Installation
let server: RunningTidemark
let staff: Staff

beforeAll(async () => {
  installation = await newInstallation()
  server = await installation.start()
  staff = await firstStaff(installation, () => server, ['S1', 'S2'])
}, 120_000)
afterAll(() => installation.remove())

const countEpisodes = async () => (await staff.director.read(episodeListSchema, '/episodes')).total

// One installation lives through all of this, in this order.
describe('the server', () => {
  test('sees what the command line imports beside it', async () => {
    expect(await countEpisodes()).toBe(0)
    const { code, output } = await installation.run('cli', ['import', tiny, '--json'])
    expect({ code, ...JSON.parse(output) }).toMatchObject({ code: 0, committed: true, rejected: 0 })
    expect(await countEpisodes()).toBe(MEMBERS_OF_TINY)
    const again = await sendImport(staff.coordinator, filesOf(tiny))
    expect(again).toMatchObject({ accepted: 0, corrected: 0, rejected: 0, duplicate: again.rows })
  })

  test('goes on when PostgreSQL was killed: a request caught in it is asked to come again', async () => {
    const killed = await postgres()
    process.kill(killed.id, 'SIGKILL')
    const caught = await answersUntilReady()
    expect(caught.length).toBeLessThan(10)
    for (const answer of caught) {
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
    }
    expect(await countEpisodes()).toBe(MEMBERS_OF_TINY)
    expect((await postgres()).id).not.toBe(killed.id)
    expect((await fetch(`${server.address}/health/ready`)).status).toBe(200)
  })

  test('refuses a taken port in one sentence, and the one that runs goes on', async () => {
    const { port } = new URL(server.address)
    const second = await installation.run('main', [], { PORT: port })
    expect(second.code).toBe(1)
    expect(second.errors).toBe(
      `Tidemark could not start. Port ${port} on 127.0.0.1 is taken. Stop what uses it, or set PORT to another number.\n`,
    )
    expect(await countEpisodes()).toBe(MEMBERS_OF_TINY)
  })

  test('has all its data when node was killed and is started again', async () => {
    await server.end('SIGKILL')
    server = await installation.start()
    expect(await countEpisodes()).toBe(MEMBERS_OF_TINY)
  })

  test.each(['SIGTERM', 'SIGINT'] as const)('stops cleanly on %s, PostgreSQL with it', async (signal) => {
    const { port } = await postgres()
    const began = Date.now()
    const { code, errors } = await server.end(signal)
    expect({ code, errors }).toEqual({ code: 0, errors: '' })
    expect(Date.now() - began).toBeLessThan(STOP_WITHIN_MILLISECONDS)
    expect([await installation.postgres(), await isListening(port)]).toEqual([null, false])
    server = await installation.start()
    expect(await countEpisodes()).toBe(MEMBERS_OF_TINY)
  })
})

test('a login that could read past every rule is refused at the start', async () => {
  const database = await createTestDatabase()
  const asSuperuser = new URL(database.ownerUrl)
  asSuperuser.search = ''
  const refused = await installation.run('main', [], {
    DATABASE_OWNER_URL: database.ownerUrl,
    DATABASE_URL: asSuperuser.href,
  })
  await database.drop()
  expect(refused.code).toBe(1)
  expect(refused.errors).toMatch(/^Tidemark could not start\. .*may not log in as .*superuser.*\n$/)
  expect(refused.errors).not.toContain(asSuperuser.password)
})

/** Asks, one request after another, until one is answered; gives those before it. */
async function answersUntilReady(): Promise<Response[]> {
  const before: Response[] = []
  for (;;) {
    const answer = await staff.director.fetch('/api/v1/episodes')
    if (answer.ok || before.length > 100) return before
    before.push(answer)
  }
}

async function postgres(): Promise<{ id: number; port: number }> {
  const recorded = await installation.postgres()
  if (recorded === null) throw new Error('No PostgreSQL is recorded.')
  return recorded
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
