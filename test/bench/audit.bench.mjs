import 'reflect-metadata'
import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import pg from 'pg'
import { median, withFolder } from './tidemark-process.mjs'

export const title = 'the audit (who saw a member: less than one second with a million events)'

const EVENTS = 1_000_000
const MEMBERS = 10_000
const SECONDS_EACH = 3
const CALLERS = [1, 16, 64]

const built = (file) => import(`../../dist/api/src/${file}`)
const { startEmbeddedPostgres } = await built('database/embedded/start-embedded-postgres.js')
const { prepareDatabase } = await built('database/roles.js')
const { columnTypes } = await built('database/column-types.js')
const { migrate } = await built('database/migrate.js')
const { applicationDataSource } = await built('database/data-source.js')
const { DatabaseAccess } = await built('database/access.js')
const { AuditChain } = await built('database/audit/audit-chain.js')
const { verifyAuditChain } = await built('database/audit/verify-audit-chain.js')
const { AuditService } = await built('features/audit/audit.service.js')

const { privateKey } = generateKeyPairSync('ed25519')
const log = { info() {}, warn() {}, error() {} }

export async function bench(print) {
  await withFolder(async (folder) => {
    const server = await startEmbeddedPostgres({ dataFolder: join(folder, 'data'), log })
    const { ownerUrl, urls } = await prepareDatabase(server.adminUrl, 'tidemark')
    await migrate(ownerUrl)
    const dataSource = await applicationDataSource(urls.api).initialize()
    const owner = new pg.Client({ connectionString: ownerUrl, types: columnTypes })
    await owner.connect()
    try {
      const commits = await singleCommits(owner)
      print(`the disk: ${commits.toFixed(0)} single-row commits a second, one after another`)
      await appends(print, new AuditChain(dataSource, privateKey), commits)
      await verification(print, owner)
      await lookUps(print, owner, dataSource)
    } finally {
      await owner.end()
      await dataSource.destroy()
      await server.stop()
    }
  })
}

async function singleCommits(owner) {
  await owner.query('create table commit_of_one_row (n integer)')
  return during(1, () => owner.query('insert into commit_of_one_row values (1)'))
}

async function appends(print, audit, commits) {
  for (const callers of CALLERS) {
    const aSecond = await during(callers, (n) => audit.append([event(n)]))
    print(
      `${callers} callers: ${aSecond.toFixed(0)} appends a second, each durable (${(aSecond / commits).toFixed(1)} of the disk's single commits)`,
    )
  }
}

async function verification(print, owner) {
  const reader = { query: async (text, values = []) => (await owner.query(text, values)).rows }
  const began = performance.now()
  const verdict = await verifyAuditChain(reader, createPublicKey(privateKey))
  const seconds = (performance.now() - began) / 1000
  if (verdict.kind !== 'intact') throw new Error(verdict.message)
  print(
    `verification: ${(verdict.records / seconds).toFixed(0)} records a second (${verdict.records} records)`,
  )
}

async function lookUps(print, owner, dataSource) {
  await fill(owner)
  const service = new AuditService(new DatabaseAccess(dataSource, new AuditChain(dataSource, privateKey)))
  const caller = { actor: { kind: 'user', id: 'ad' }, role: 'administrator', requestId: 'bench' }
  const pages = {
    'who saw a member': { member: 'M77' },
    'who saw the member whom everybody saw': { member: 'M1' },
    'a member and a user': { member: 'M77', user: 'user-7' },
    'the newest page': {},
    'a user': { user: 'user-7' },
    'a user who did nothing': { user: 'nobody' },
    'what was denied': { outcome: 'denied' },
    'a rare action': { action: 'role.change' },
    'a day': { from: '2025-06-01', to: '2025-06-01' },
  }
  for (const [name, query] of Object.entries(pages)) {
    const milliseconds = []
    let found = 0
    for (let round = 0; round < 7; round += 1) {
      const began = performance.now()
      found = (await service.page(caller, { page_size: 50, ...query })).records.length
      milliseconds.push(performance.now() - began)
    }
    const typical = median(milliseconds)
    print(
      `${name}: ${typical.toFixed(0)} ms, first ${milliseconds[0].toFixed(0)} ms, ${found} records (${((100 * typical) / 1000).toFixed(1)} % of a second)`,
    )
  }
  for (const line of await plan(owner)) print(`  ${line}`)
}

/** A million events of two years; their hashes are not needed for looking up. */
async function fill(owner) {
  await owner.query(
    `insert into member (member_code) select 'M' || n from generate_series(1, ${MEMBERS}) as n`,
  )
  await owner.query(
    `insert into auth."user" (id, name, email, role) values ('ad', 'Ada Minis', 'ad@example.org', 'administrator')`,
  )
  await owner.query('alter table audit_chain disable trigger audit_chain_refuse_chain_out_of_turn')
  await owner.query(
    `insert into audit_chain select date '2024-01-01' + n, sha256('x'), 1, sha256('x'), now(), decode(repeat('00', 64), 'hex')
     from generate_series(0, 729) as n`,
  )
  await owner.query(
    `insert into audit_event
     select date '2024-01-01' + n % 730, n / 730 + 1, 1, now(),
       case when n % 100000 = 0 then 'role.change' when n % 10 = 0 then 'member.search' else 'member.read' end,
       case when n % 5000 = 0 then 'denied' else 'success' end, 'user', 'user-' || n % 97, 'therapist', 'r-' || n,
       case when n % 10 = 0 then array(select 1 + (n::bigint * 7919 + k * 104729) % ${MEMBERS} from generate_series(1, 50) as k order by 1)
            when n % 20 = 1 then array[1] else array[1 + (n::bigint * 7919) % ${MEMBERS}] end,
       null, '{"route":"/api/v1/members/:id"}', sha256('x')
     from generate_series(1, ${EVENTS}) as n`,
  )
  await owner.query('vacuum (analyze) audit_event')
}

async function plan(owner) {
  const { rows } = await owner.query(
    'explain (analyze, costs off, timing off, buffers) select chain_day, number from audit_event where member_ids @> array[77::bigint]',
  )
  return rows.map((row) => row['QUERY PLAN'])
}

async function during(callers, act) {
  const began = performance.now()
  const until = began + SECONDS_EACH * 1000
  let done = 0
  const call = async (caller) => {
    while (performance.now() < until) {
      await act(caller)
      done += 1
    }
  }
  await Promise.all(Array.from({ length: callers }, (_, caller) => call(caller)))
  return (1000 * done) / (performance.now() - began)
}

const event = (n) => ({
  action: 'member.read',
  outcome: 'success',
  actorKind: 'user',
  actorId: `user-${n}`,
  actorRole: 'therapist',
  requestId: '00000000-0000-0000-0000-000000000000',
  memberIds: [n + 1],
  target: null,
  detail: { route: '/api/v1/members/:id/trajectory' },
})
