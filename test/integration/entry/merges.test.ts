// Two records of one person become one, and two again.
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { memberMergeListSchema, memberMergeSchema } from '../../../api/src/contracts/member-records.js'
import { rebuildOutcomes } from '../../../api/src/features/outcomes/rebuild.command.js'
import { aGroup, anEpisode } from '../../builders/clinic.js'
import { smallClinic } from '../../builders/small-clinic.js'
import { testContext } from '../support/insert-clinic.js'
import { type EntryClinic, refused, sent, startEntryClinic } from './entry-clinic.js'

let clinic: EntryClinic

beforeAll(async () => {
  clinic = await startEntryClinic({
    ...smallClinic,
    groups: [
      ...smallClinic.groups,
      aGroup('early', 'north', { startOn: '2025-01-06' }),
      aGroup('late', 'north', { startOn: '2025-09-01' }),
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

test('everything goes over, is told and recorded, and comes back to the same rows', async () => {
  const before = await rowsOf('first', 'second')
  const answer = await sent(
    clinic.coordinator,
    ['POST', '/members/second/merge'],
    { into: 'first', reason: 'Registered twice' },
    { status: 201 },
  )
  const merged = memberMergeSchema.parse(answer)
  expect(merged).toMatchObject({
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
  expect(merges.map(({ merge_id }) => merge_id)).toEqual([merged.merge_id])
  expect((await clinic.otherCoordinator.read(memberMergeListSchema, '/member-merges')).merges).toEqual([])

  const undo = `/member-merges/${merged.merge_id}/undo`
  expect((await refused(clinic.otherCoordinator, ['POST', undo], { reason: 'Not mine' })).status).toBe(404)
  await sent(clinic.coordinator, ['POST', undo], { reason: 'They are two people' })
  expect(await rowsOf('first', 'second')).toEqual(before)
  const records = await clinic.database.ownerQuery(
    `select from audit_event where action = 'record.amend' and target = $1`,
    [`merge:${merged.merge_id}`],
  )
  expect(records).toHaveLength(2)
})

test('two who were in a group at the same time are not one person', async () => {
  const { status, errors } = await merge('recovers-unreliably', 'improves')
  expect(status).toBeGreaterThanOrEqual(409)
  expect(status).toBeLessThan(500)
  expect(errors.length).toBeGreaterThanOrEqual(0)
  expect(await rowsOf('recovers-unreliably')).not.toEqual([])
})

test('a record out of reach is not there, on either side; a person is moved whole or not at all', async () => {
  expect((await merge('mixed', 'below-caseness')).status).toBe(404)
  expect((await merge('first', 'mixed')).status).toBe(404)
  expect((await merge('mixed', 'first')).status).toBe(404)
  // Of `recovers` one episode is at north and one at south.
  expect(await merge('recovers', 'first')).toMatchObject({ status: 409 })
})
