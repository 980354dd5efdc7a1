// Two records of one person become one, and two again.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import {
  memberMergeListSchema,
  memberMergeSchema,
  memberRecordSchema,
} from '../../../api/src/contracts/member-records.js'
import { rebuildOutcomes } from '../../../api/src/features/outcomes/rebuild.command.js'
import { aGroup, anEpisode } from '../../builders/clinic.js'
import { smallClinic } from '../../builders/small-clinic.js'
import { testContext } from '../support/insert-clinic.js'
import { makeUser } from '../support/sign-in.js'
import { type EntryClinic, refused, sent, startEntryClinic } from './entry-clinic.js'

let clinic: EntryClinic

beforeAll(async () => {
  clinic = await startEntryClinic({
    ...smallClinic,
    groups: [
      ...smallClinic.groups,
      aGroup('early', 'north', { startOn: '2025-01-06' }),
      aGroup('late', 'north', { startOn: '2025-09-01' }),
      aGroup('lasting', 'north', { startOn: '2025-06-02' }),
    ],
    episodes: [
      ...smallClinic.episodes,
      anEpisode('first', 'early', {
        plannedEndOn: '2025-04-01',
        attendance: 'ppp',
        forms: { phq9: [15, 12, 9] },
      }),
      anEpisode('second', 'late', {
        plannedEndOn: '2025-12-01',
        attendance: 'pppp',
        forms: { phq9: [16, 15, 14, 19] },
        riskAnswer: 1,
      }),
      anEpisode('earlier', 'early', {
        plannedEndOn: '2025-04-01',
        attendance: 'pp',
        forms: { phq9: [12, 9] },
      }),
      // In care on whatever day the test runs.
      anEpisode('alarming', 'lasting', {
        plannedEndOn: '2099-01-01',
        attendance: 'pppp',
        forms: { phq9: [12, 14, 13, 19] },
        riskAnswer: 1,
      }),
    ],
  })
  // As an import leaves it: an arm that is known was recorded, or follows from treatments.
  await clinic.database.ownerQuery('update episode set recorded_arm = arm')
})
afterAll(() => clinic.close())

const TABLES = [
  'episode',
  'attendance',
  'response',
  'episode_outcome',
  'episode_measure_outcome',
  'concurrent_treatment',
  'episode_standing',
  'signal',
  'signal_action',
]

/** Every row of both members, as text. */
async function rowsOf(...members: string[]): Promise<string[]> {
  const rows = await Promise.all(
    TABLES.map((table) =>
      clinic.database.ownerQuery<{ row: string }>(
        `select '${table} ' || to_jsonb(kept)::text as row from ${table} as kept join member using (member_id)
         where member_code = any ($1) order by 1`,
        [members],
      ),
    ),
  )
  return rows.flat().map(({ row }) => row)
}

const merge = (from: string, into: string, caller = clinic.coordinator) =>
  refused(caller, ['POST', `/members/${from}/merge`], { into, reason: 'Registered twice' })

/** @returns the number of the merge */
async function merged(from: string, into: string): Promise<number> {
  const path = `/members/${from}/merge`
  const body = { into, reason: 'Registered twice' }
  return memberMergeSchema.parse(await sent(clinic.coordinator, ['POST', path], body, { status: 201 }))
    .merge_id
}

const undone = (mergeId: number) =>
  sent(clinic.coordinator, ['POST', `/member-merges/${mergeId}/undo`], { reason: 'They are two people' })

test('everything goes over, is told and recorded, and comes back to the same rows', async () => {
  const before = await rowsOf('first', 'second')
  const answer = await sent(
    clinic.coordinator,
    ['POST', '/members/second/merge'],
    { into: 'first', reason: 'Registered twice' },
    { status: 201 },
  )
  const told = memberMergeSchema.parse(answer)
  expect(told).toMatchObject({
    from: 'second',
    into: 'first',
    moved: { episodes: 1, attendance: 4, responses: 4, treatments: 0 },
  })
  expect(await rowsOf('second')).toEqual([])
  expect(await rowsOf('first')).toHaveLength(before.length)
  const rebuilt = await rebuildOutcomes(clinic.database.access, testContext, { check: true })
  expect(rebuilt).toMatchObject({ different: 0, missing: 0, superfluous: 0 })
  // The record that was given up names nobody while the merge stands.
  expect((await refused(clinic.coordinator, ['GET', '/members/second/record'])).status).toBe(404)
  const { merges } = await clinic.coordinator.read(memberMergeListSchema, '/member-merges')
  expect(merges.map(({ merge_id }) => merge_id)).toEqual([told.merge_id])
  expect((await clinic.otherCoordinator.read(memberMergeListSchema, '/member-merges')).merges).toEqual([])

  const undo = `/member-merges/${told.merge_id}/undo`
  expect((await refused(clinic.otherCoordinator, ['POST', undo], { reason: 'Not mine' })).status).toBe(404)
  await sent(clinic.coordinator, ['POST', undo], { reason: 'They are two people' })
  expect(await rowsOf('first', 'second')).toEqual(before)
  const records = await clinic.database.ownerQuery(
    `select from audit_event where action = 'record.amend' and target = $1`,
    [`merge:${told.merge_id}`],
  )
  expect(records).toHaveLength(2)
})

/** What a merge leaves alone: all but whose they are. */
function signalsOf(member: string): Promise<{ signal_id: number; kind: string; state: string }[]> {
  return clinic.database.ownerQuery(
    `select signal_id, episode_id, kind, response_id, level, state, evidence_stands, version, opened_at,
            (select json_agg(event order by signal_action_id) from signal_action where signal_action.signal_id = signal.signal_id) as events
     from signal join member using (member_id) where member_code = $1 order by signal_id`,
    [member],
  )
}

test('signals of somebody in care go over as they are; what was done about them meanwhile comes back with them', async () => {
  const before = await rowsOf('alarming', 'earlier')
  const alarms = await signalsOf('alarming')
  expect(alarms.map(({ kind, state }) => `${kind} ${state}`)).toEqual(
    expect.arrayContaining(['risk_item open', 'reliably_deteriorated open']),
  )
  const mergeId = await merged('alarming', 'earlier')
  expect(await signalsOf('earlier')).toEqual(alarms)
  expect(await signalsOf('alarming')).toEqual([])

  const number = alarms.findIndex(({ kind }) => kind === 'reliably_deteriorated')
  const therapist = await clinic.api.as(
    await makeUser(clinic.database, { role: 'therapist', therapistId: 'T-lasting' }),
  )
  await sent(therapist, ['POST', `/signals/${alarms[number]?.signal_id}/actions`], {
    action: 'acknowledge',
    version: 1,
  })
  await undone(mergeId)
  const seen = { state: 'acknowledged', version: 2, events: ['raised', 'acknowledge'] }
  expect(await signalsOf('alarming')).toEqual(
    alarms.map((alarm, at) => (at === number ? { ...alarm, ...seen } : alarm)),
  )
  const isOfSignals = (row: string) => row.startsWith('signal')
  const others = (rows: string[]) => rows.filter((row) => !isOfSignals(row))
  expect(others(await rowsOf('alarming', 'earlier'))).toEqual(others(before))
})

describe('the arm', () => {
  const FIRST = { group_id: 'early', joined_on: '2025-01-06', planned_end_on: '2025-04-01' }
  const SECOND = { group_id: 'late', joined_on: '2025-09-01', planned_end_on: '2025-12-01' }

  const entered = (member_id: string, episode: object) =>
    sent(clinic.coordinator, ['POST', '/members'], { member_id, episode }, { status: 201 })

  const treated = (member_id: string, kind: string, [started_on, ended_on]: [string, string | null]) =>
    sent(
      clinic.coordinator,
      ['POST', '/concurrent-treatments'],
      { member_id, kind, started_on, ended_on },
      { status: 201 },
    )

  /** In the order of joining. */
  async function armsOf(member: string): Promise<unknown[]> {
    const { episodes } = memberRecordSchema.parse(
      await sent(clinic.coordinator, ['GET', `/members/${member}/record`]),
    )
    return [...episodes].sort((a, b) => a.joined_on.localeCompare(b.joined_on)).map(({ arm }) => arm)
  }

  test.each([
    ['recorded', { recorded_arm: 'combined' }, 'combined'],
    ['flagged', { concurrent_individual: false, concurrent_medication: false }, 'group_only'],
    ['silent', {}, null],
  ])('as it is %s goes over and comes back', async (name, evidence, arm) => {
    await entered(`${name}-1`, FIRST)
    await entered(`${name}-2`, { ...SECOND, ...evidence })
    expect(await armsOf(`${name}-2`)).toEqual([arm])
    const mergeId = await merged(`${name}-2`, `${name}-1`)
    expect(await armsOf(`${name}-1`)).toEqual([null, arm])
    await undone(mergeId)
    expect(await armsOf(`${name}-1`)).toEqual([null])
    expect(await armsOf(`${name}-2`)).toEqual([arm])
  })

  test('follows from the treatments of both, which overlap, and from those of each again after the undo', async () => {
    await entered('medicated', FIRST)
    await treated('medicated', 'medication', ['2024-12-01', '2025-09-15'])
    await entered('talked', SECOND)
    await treated('talked', 'individual_therapy', ['2025-01-10', '2025-02-01'])
    const before = await rowsOf('medicated', 'talked')
    expect([await armsOf('medicated'), await armsOf('talked')]).toEqual([['combined'], ['group_only']])
    const mergeId = await merged('medicated', 'talked')
    expect(await armsOf('talked')).toEqual(['combined', 'combined'])
    await undone(mergeId)
    expect([await armsOf('medicated'), await armsOf('talked')]).toEqual([['combined'], ['group_only']])
    expect(await rowsOf('medicated', 'talked')).toEqual(before)
  })

  test('that only treatments of the other record decide is not known again after the undo', async () => {
    await entered('known', FIRST)
    await treated('known', 'medication', ['2024-12-01', null])
    await entered('unknown', SECOND)
    const mergeId = await merged('known', 'unknown')
    expect(await armsOf('unknown')).toEqual(['combined', 'combined'])
    await undone(mergeId)
    expect([await armsOf('known'), await armsOf('unknown')]).toEqual([['combined'], [null]])
  })
})

test('a record out of reach is not there, on either side; a person is moved whole or not at all', async () => {
  expect((await merge('mixed', 'below-caseness')).status).toBe(404)
  expect((await merge('first', 'mixed')).status).toBe(404)
  expect((await merge('mixed', 'first')).status).toBe(404)
  // Of `recovers` one episode is at north and one at south.
  expect(await merge('recovers', 'first')).toMatchObject({ status: 409 })
})
