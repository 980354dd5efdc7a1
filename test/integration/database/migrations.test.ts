import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { DataSource } from 'typeorm'
import { DatabaseAccess } from '../../../api/src/database/access.js'
import { AuditChain } from '../../../api/src/database/audit/audit-chain.js'
import { applicationDataSource } from '../../../api/src/database/data-source.js'
import { migrate } from '../../../api/src/database/migrate.js'
import { migrations } from '../../../api/src/database/migrations/all-migrations.js'
import { type PreparedDatabase, prepareDatabase } from '../../../api/src/database/roles.js'
import { withClient } from '../../../api/src/database/with-client.js'
import { rebuildOutcomes } from '../../../api/src/features/outcomes/rebuild.command.js'
import { testContext } from '../support/insert-clinic.js'
import { joinTestServer, type TestServer } from '../support/test-server.js'

let server: TestServer
const names: string[] = []

beforeAll(async () => {
  server = await joinTestServer()
})
afterAll(async () => {
  for (const name of names) {
    await withClient(server.adminUrl, (admin) => admin.query(`drop database ${name} with (force)`))
  }
  await server.leave()
})

/** A database as a version with so many migrations left it. */
async function databaseOf(migrationsRun: number, ...statements: string[]): Promise<PreparedDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`
  const prepared = await prepareDatabase(server.adminUrl, name)
  names.push(name)
  const owner = await new DataSource({
    type: 'postgres',
    url: prepared.ownerUrl,
    migrations: migrations.slice(0, migrationsRun),
  }).initialize()
  await owner.runMigrations()
  for (const statement of statements) await owner.query(statement)
  await owner.destroy()
  return prepared
}

const namesFrom = (place: number) => migrations.slice(place).map((migration) => new migration().name)

/** One member of the first schema: two attended sessions, a scored form at the first, two forms at the second. */
const records = [
  `insert into measure values ('phq9', '1', 'PHQ-9', 9, 0, 27)`,
  `insert into site values ('s', 'Site')`,
  `insert into treatment_group (group_id, site_id, name, modality, format, structure, start_on, planned_sessions)
   values ('g', 's', 'Group', 'support', 'online', 'closed', '2025-01-01', 3)`,
  `insert into group_session (session_id, group_id, session_number, session_on, status)
   select 'g' || n, 'g', n, date '2025-01-01' + 7 * n, 'held' from generate_series(1, 3) as n`,
  `insert into member (member_code) values ('m')`,
  `insert into episode (member_id, group_id, joined_on, planned_end_on) select member_id, 'g', '2025-01-01', '2025-02-01' from member`,
  `insert into attendance select member_id, group_session_id, episode_id,
     case when session_number = 3 then 'absent_notified' else 'present' end from episode, group_session`,
  `insert into response (member_id, source_system, response_id, episode_id, group_session_id, measure_code, responded_on,
     answers, total, n_answered, scoring)
   select member_id, 'file', form.id, episode_id, group_session_id, 'phq9', session_on, '222222222', 18, 9, 'complete'
   from episode, group_session
   join (values ('r1', 1), ('r2', 2), ('r3', 2), ('r4', 3)) as form (id, session) on form.session = session_number`,
  `insert into episode_outcome values (1, 1, 3, 2, 1, 2, '2025-01-15', true, false, false, null, null, null, null, null, 'yes', 1)`,
  `insert into episode_measure_outcome values (1, 1, 'phq9', 4, 28, 294, 72, 504, 1296, 18, '2025-01-08', 18,
     '2025-01-22', 18, 0, 'no_reliable_change', true, true, 0, 0, 18, 0, 1)`,
]

test('a database of the first schema, with its records and outcomes, is brought to this version', async () => {
  const prepared = await databaseOf(1, ...records)

  expect(await migrate(prepared.ownerUrl)).toEqual(namesFrom(1))
  expect(await migrate(prepared.ownerUrl)).toEqual([])

  // The rules of core find nothing to change in what the migrations made of it.
  const commandLine = await applicationDataSource(prepared.urls.command_line).initialize()
  const audit = new AuditChain(commandLine, generateKeyPairSync('ed25519').privateKey)
  const report = await rebuildOutcomes(new DatabaseAccess(commandLine, audit), testContext, { check: true })
  await commandLine.destroy()
  expect(report).toMatchObject({ episodes: 1, rows: 2, different: 0, missing: 0, superfluous: 0 })
})

/** Of the eighth: an escalation that took a version, and a merge that does not say whose record was given up. */
const signalsAndMerges = [
  `insert into measure values ('phq9', '1', 'PHQ-9', 9, 0, 27) on conflict do nothing`,
  `insert into site values ('s', 'Site')`,
  `insert into treatment_group (group_id, site_id, name, modality, format, structure, start_on, planned_sessions)
   values ('g', 's', 'Group', 'support', 'online', 'closed', '2025-01-01', 3)`,
  `insert into group_session (session_id, group_id, session_number, session_on, status)
   values ('g1', 'g', 1, '2025-01-08', 'held')`,
  `insert into member (member_code) values ('kept'), ('given-up')`,
  `insert into episode (member_id, group_id, joined_on, planned_end_on)
   select member_id, 'g', '2025-01-01', '2025-02-01' from member where member_code = 'kept'`,
  `insert into attendance (member_id, group_session_id, episode_id, status)
   select member_id, group_session_id, episode_id, 'present' from episode, group_session`,
  `insert into response (member_id, source_system, response_id, episode_id, measure_code, responded_on, answers, total,
     n_answered, scoring)
   select member_id, 'file', 'r1', episode_id, 'phq9', '2025-01-08', '222222221', 17, 9, 'complete' from episode`,
  `insert into signal (member_id, episode_id, kind, measure_code, source_system, response_id, level, since, inputs,
     sentence, rules_version, version, escalated_at)
   select member_id, episode_id, 'risk_item', 'phq9', 'file', 'r1', 'not_on_track', '2025-01-08', '{}', 'Item 9', 1, 2,
     now() from episode`,
  ...['raised', 'escalated'].map(
    (
      event,
      place,
    ) => `insert into signal_action (member_id, signal_id, episode_id, version, event, state, level,
       sentence, actor)
     select member_id, signal_id, episode_id, ${place + 1}, '${event}', 'open', level, sentence, 'worker:calendar'
     from signal`,
  ),
  `insert into member_merge (from_member_id, into_member_id, reason, moved, merged_by)
   select given_up.member_id, kept.member_id, 'One person',
     jsonb_build_object('episodes', jsonb_build_array(episode_id), 'treatments', '[]'::jsonb, 'completed', '[]'::jsonb),
     'user:somebody'
   from member as given_up, member as kept join episode on episode.member_id = kept.member_id
   where given_up.member_code = 'given-up' and kept.member_code = 'kept'`,
  `insert into job (kind, requested_by) values ('fit_expected_response', 'user:somebody')`,
]

test('a database of the eighth schema keeps its signals, merges and jobs', async () => {
  const { ownerUrl } = await databaseOf(8, ...signalsAndMerges)
  expect(await migrate(ownerUrl)).toEqual(namesFrom(8))
  const ask = (text: string) => withClient(ownerUrl, async (owner) => (await owner.query(text)).rows)
  expect(await ask('select event, version from signal_action order by signal_action_id')).toEqual([
    { event: 'raised', version: 1 },
    { event: 'escalated', version: null },
  ])
  expect(await ask('select moved from member_merge')).toEqual([
    {
      moved: { episodes: [1], treatments: [], completed: [], from: 'given-up', attendance: 1, responses: 1 },
    },
  ])
  expect(await ask('select kind, state from job')).toEqual([
    // Nobody would take it up any more; what is due is asked for again.
    { kind: 'fit_expected_response', state: 'failed' },
  ])
  // What nobody may change was open to the migration alone.
  await expect(ask(`update signal_action set sentence = 'Other'`)).rejects.toThrow('can only be added to')
})

test('migrations run forward only', async () => {
  for (const migration of migrations) await expect(new migration().down()).rejects.toThrow('forward only')
})
