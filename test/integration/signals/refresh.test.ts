import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { AccessContext, DatabaseAccess } from '../../../api/src/database/access.js'
import { workerContext } from '../../../api/src/database/process-contexts.js'
import type { EpisodeKey } from '../../../api/src/features/outcomes/episode-key.js'
import { refreshEpisodes } from '../../../api/src/features/outcomes/outcome-refresh.service.js'
import { aGroup, anEpisode, aSite } from '../../builders/clinic.js'
import { insertClinic, testContext } from '../support/insert-clinic.js'
import { makeUser } from '../support/sign-in.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { addForm, changeRecords, dayFromNow, eventsOf, inCare, START, signalsOf } from './clinic-of-today.js'

let database: TestDatabase
let keys: EpisodeKey[]

beforeAll(async () => {
  database = await createTestDatabase()
  keys = await insertClinic(database.access, {
    sites: [aSite('north')],
    groups: [
      aGroup('g1', 'north', { startOn: START }),
      aGroup('old', 'north', { startOn: dayFromNow(-400) }),
    ],
    episodes: [
      inCare('worse', 'g1', { attendance: 'pppp', forms: { phq9: [12, 14, 13, 19] } }),
      inCare('back-and-forth', 'g1', { attendance: 'pp', forms: { phq9: [12, 19] } }),
      inCare('harm', 'g1', { attendance: 'pp', forms: { phq9: [15, 9] }, riskAnswer: 1 }),
      inCare('corrected', 'g1', { attendance: 'pp', forms: { phq9: [15, 9] }, riskAnswer: 1 }),
      inCare('leaves', 'g1', { attendance: 'ppuu', forms: { phq9: [10, 18] }, riskAnswer: 1 }),
      inCare('long-ago', 'g1', { attendance: 'pppppppp', forms: { phq9: [14, 13] }, riskAnswer: 2 }),
      anEpisode('past', 'old', {
        attendance: 'pp',
        forms: { phq9: [10, 18] },
        riskAnswer: 2,
        plannedEndOn: dayFromNow(-300),
      }),
    ],
  })
})
afterAll(() => database.drop())

describe('storing records raises signals in the same transaction', () => {
  test('one that is reliably worse, with the numbers it rests on', async () => {
    const [signal] = await database.ownerQuery<Record<string, unknown>>(
      `select kind, measure_code, level, since::text, inputs, sentence, state, evidence_stands, site_id, rules_version
       from signal join member using (member_id) where member_code = 'worse'`,
    )
    expect(signal).toEqual({
      kind: 'reliably_deteriorated',
      measure_code: 'phq9',
      level: 'not_on_track',
      since: dayFromNow(-35),
      inputs: {
        baseline: { on: START, total: 12 },
        latest: { on: dayFromNow(-35), total: 19 },
        pointsWorse: 7,
        reliablePoints: 6,
      },
      sentence: '7 points worse than at the start (12 then, 19 now)',
      state: 'open',
      evidence_stands: true,
      site_id: 'north',
      rules_version: 1,
    })
    expect(await eventsOf(database, 'worse')).toEqual([{ event: 'raised', kind: 'reliably_deteriorated' }])
  })

  test('an episode that ended long ago stands nowhere and asks nobody, whatever was answered to item 9', async () => {
    expect(await signalsOf(database, 'past')).toEqual([])
    const standing = await database.ownerQuery(
      `select from episode_standing join member using (member_id) where member_code = 'past'`,
    )
    expect(standing).toEqual([])
  })

  test('of answers to item 9 that came late, the last one alone is asked about', async () => {
    // Two forms of seven and eight weeks ago, none since.
    const signals = await signalsOf(database, 'long-ago')
    expect(signals.filter(({ kind }) => kind === 'risk_item')).toMatchObject([
      {
        kind: 'risk_item',
        state: 'open',
        sentence: 'Item 9, thoughts of self-harm: answered 2 (more than half the days)',
      },
    ])
  })

  test('again changes nothing, not even a row', async () => {
    const marks = () =>
      database.ownerQuery(
        'select xmin::text from signal union all select xmin::text from episode_standing union all select xmin::text from signal_action',
      )
    const before = await marks()
    await database.access.run(testContext, (transaction) => refreshEpisodes(transaction, keys))
    expect(await marks()).toEqual(before)
  })
})

describe('evidence that is over', () => {
  test('resolves its signal; back again it raises another one', async () => {
    await addForm(database, 'back-and-forth', 13)
    expect(await signalsOf(database, 'back-and-forth')).toMatchObject([
      {
        state: 'resolved',
        evidence_stands: false,
        sentence: '7 points worse than at the start (12 then, 19 now)',
      },
    ])
    await changeRecords(
      database,
      'back-and-forth',
      `update response set total = 20, answers = '333333020' where source_system = 'screen' and response_id = $1`,
      [`back-and-forth-${dayFromNow(0)}`],
    )
    expect(await signalsOf(database, 'back-and-forth')).toMatchObject([
      { state: 'resolved', evidence_stands: false },
      {
        state: 'open',
        evidence_stands: true,
        sentence: '8 points worse than at the start (12 then, 20 now)',
      },
    ])
    const events = await eventsOf(database, 'back-and-forth')
    expect(events.map(({ event }) => event)).toEqual(['raised', 'evidence_over', 'raised'])
  })
})

describe('an answer to item 9', () => {
  test('has a signal for each form, and a later answer of 0 closes none', async () => {
    await addForm(database, 'harm', 6, { item9: 0 })
    const answers = await signalsOf(database, 'harm')
    // 8 weeks ago and 7 weeks ago; the second was the last answered when it came in.
    expect(answers).toMatchObject([{ kind: 'risk_item', state: 'open', evidence_stands: true }])
    await addForm(database, 'harm', 8, { item9: 3, on: dayFromNow(-1) })
    expect(await signalsOf(database, 'harm')).toMatchObject([
      { state: 'open' },
      { state: 'open', sentence: 'Item 9, thoughts of self-harm: answered 3 (nearly every day)' },
    ])
  })

  test('of two sources that use one id, each has its own', async () => {
    const on = dayFromNow(-2)
    for (const source of ['paper', 'ward']) {
      await changeRecords(
        database,
        'harm',
        `insert into response (member_id, source_system, response_id, episode_id, measure_code, responded_on, answers,
           total, n_answered, scoring)
         select member_id, $1, 'same', episode_id, 'phq9', $2, '111000002', 5, 9, 'complete'
         from episode join member using (member_id) where member_code = 'harm'`,
        [source, on],
      )
    }
    const sources = await database.ownerQuery(
      `select source_system from signal where response_id = 'same' order by 1`,
    )
    expect(sources).toEqual([{ source_system: 'paper' }, { source_system: 'ward' }])
  })

  test('that is corrected to 0, or whose form is voided, still waits for a person', async () => {
    await changeRecords(
      database,
      'corrected',
      `update response set answers = overlay(answers placing '0' from 9), total = total - 1
       where response_id like 'corrected%'`,
    )
    expect(await signalsOf(database, 'corrected')).toMatchObject([{ state: 'open', evidence_stands: false }])
    await changeRecords(
      database,
      'corrected',
      `update response set answers = overlay(answers placing '2' from 9), total = total + 2
       where response_id like 'corrected%'`,
    )
    expect(await signalsOf(database, 'corrected')).toMatchObject([
      { state: 'open', evidence_stands: true, sentence: expect.stringContaining('answered 2') },
    ])
    await changeRecords(
      database,
      'corrected',
      `update response set is_voided = true where response_id like 'corrected%'`,
    )
    expect(await signalsOf(database, 'corrected')).toMatchObject([{ state: 'open', evidence_stands: false }])
  })

  test('is closed by a person alone: not by those who enter, the worker or the command line', async () => {
    const coordinator = await makeUser(database, { role: 'coordinator', sites: ['north'] })
    const close = (access: DatabaseAccess, context: AccessContext) =>
      access.run(context, (transaction) =>
        transaction.query(
          `update signal set state = 'resolved' where kind = 'risk_item' and state = 'open' returning 1`,
        ),
      )
    const asCoordinator: AccessContext = {
      actor: { kind: 'user', id: coordinator.id },
      role: 'coordinator',
      requestId: 'test-request',
    }
    const { access } = database.application
    await expect(close(access, asCoordinator)).rejects.toThrow('Only a person closes')
    await expect(close(database.access, testContext)).rejects.toThrow('Only a person closes')
    await expect(close(database.worker.access, workerContext('test'))).rejects.toThrow('Only a person closes')
  })
})

describe('an episode that ends', () => {
  test('takes its standing and its signals along, but for an answer to item 9', async () => {
    expect(await signalsOf(database, 'leaves')).toMatchObject([
      { kind: 'reliably_deteriorated', state: 'open' },
      { kind: 'absent_2', state: 'open' },
      { kind: 'risk_item', state: 'open' },
    ])
    await changeRecords(
      database,
      'leaves',
      `update episode set exited_on = $1, exit_reason = 'dropped_out'
       where member_id = (select member_id from member where member_code = 'leaves')`,
      [dayFromNow(-1)],
    )
    const signals = await signalsOf(database, 'leaves')
    expect(signals.map(({ kind, state }) => [kind, state])).toEqual([
      ['reliably_deteriorated', 'resolved'],
      ['absent_2', 'resolved'],
      ['risk_item', 'open'],
    ])
    expect((await eventsOf(database, 'leaves')).slice(3)).toEqual([
      { event: 'episode_ended', kind: 'reliably_deteriorated' },
      { event: 'episode_ended', kind: 'absent_2' },
    ])
    const standings = await database.ownerQuery(
      `select from episode_standing join member using (member_id) where member_code = 'leaves'`,
    )
    expect(standings).toEqual([])
  })
})

test('what happened to a signal cannot be changed or taken away, by the owner of the tables neither', async () => {
  await expect(database.ownerQuery(`update signal_action set note = 'x'`)).rejects.toThrow('only be added to')
  await expect(database.ownerQuery('delete from signal_action')).rejects.toThrow('only be added to')
})
