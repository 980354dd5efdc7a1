// Two records that cannot be of one person, or that one record cannot hold, stay two; each is told why.
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { problemSchema } from '../../../api/src/contracts/problem.js'
import { aGroup, anEpisode } from '../../builders/clinic.js'
import { smallClinic } from '../../builders/small-clinic.js'
import { type EntryClinic, sent, startEntryClinic } from './entry-clinic.js'

let clinic: EntryClinic

const early = { plannedEndOn: '2025-04-01', attendance: '' }
const late = { plannedEndOn: '2025-12-01', attendance: '' }

beforeAll(async () => {
  clinic = await startEntryClinic({
    ...smallClinic,
    groups: [
      ...smallClinic.groups,
      aGroup('early', 'north', { startOn: '2025-01-06' }),
      aGroup('beside', 'north', { startOn: '2025-03-03' }),
      aGroup('late', 'north', { startOn: '2025-09-01' }),
    ],
    episodes: [
      ...smallClinic.episodes,
      anEpisode('until-april', 'early', early),
      anEpisode('from-march', 'beside', { plannedEndOn: '2025-06-01', attendance: '' }),
      anEpisode('form-1', 'early', { ...early, forms: { phq9: [15, 12] } }),
      anEpisode('form-2', 'late', { ...late, forms: { phq9: [16, 14] } }),
      anEpisode('treatment-1', 'early', early),
      anEpisode('treatment-2', 'late', late),
    ],
  })
})
afterAll(() => clinic.close())

/** What the coordinator is told, who merges the first record into the second. */
async function told(from: string, into: string) {
  const answer = await clinic.coordinator.send('POST', `/api/v1/members/${from}/merge`, {
    into,
    reason: 'Registered twice',
  })
  const { status, code, detail, errors } = problemSchema.parse(answer.json())
  return { status, code, detail, errors }
}

async function nMerges(): Promise<number> {
  return (await clinic.database.ownerQuery('select from member_merge')).length
}

test('two who were in a group from the same day, at the same sessions', async () => {
  expect(await told('recovers-unreliably', 'improves')).toEqual({
    status: 409,
    code: 'records_collide',
    detail:
      'Both records have an episode in one group from the same day. Take back what was entered twice, then merge them. Both records have attendance at one session. Take back what was entered twice, then merge them.',
  })
  expect(await nMerges()).toBe(0)
})

test('two whose episodes overlap', async () => {
  const overlap = (path: string) => ({
    path,
    code: 'overlapping_episodes',
    message:
      'The member has another episode at the same time. Correct the days, or allow groups at the same time in the settings.',
  })
  for (const [from, into] of [
    ['until-april', 'from-march'],
    ['from-march', 'until-april'],
  ] as const) {
    expect(await told(from, into)).toMatchObject({
      status: 422,
      code: 'not_accepted',
      errors: [overlap('into')],
    })
  }
  expect(await nMerges()).toBe(0)
})

test('two with a form under the same id of the same source', async () => {
  await clinic.database.ownerQuery(
    `update response set response_id = 'F-1' where response_id in ('form-1-early-phq9-1', 'form-2-late-phq9-2')`,
  )
  expect(await told('form-2', 'form-1')).toEqual({
    status: 409,
    code: 'records_collide',
    detail:
      'Both records have a form under the same id from the same source. One record cannot hold both, so these two cannot be merged.',
  })
  expect(await nMerges()).toBe(0)
  // Two sources may use one id.
  await clinic.database.ownerQuery(
    `update response set source_system = 'other' where response_id = 'F-1' and measure_code = 'phq9' and total = 14`,
  )
  await sent(
    clinic.coordinator,
    ['POST', '/members/form-2/merge'],
    { into: 'form-1', reason: 'Registered twice' },
    { status: 201 },
  )
})

test('two with a treatment that ended on different days, until one of the days is corrected', async () => {
  const treated = (member_id: string, ended_on: string | null) =>
    sent(
      clinic.coordinator,
      ['POST', '/concurrent-treatments'],
      { member_id, kind: 'medication', started_on: '2024-12-01', ended_on },
      { status: 201 },
    )
  await treated('treatment-1', '2025-02-01')
  await treated('treatment-2', null)
  const before = await nMerges()
  expect(await told('treatment-2', 'treatment-1')).toEqual({
    status: 409,
    code: 'records_collide',
    detail:
      'Both records have a treatment of one kind from the same day, with different ends. Correct the end that is wrong, then merge them.',
  })
  expect(await nMerges()).toBe(before)
  await sent(clinic.coordinator, ['PATCH', '/concurrent-treatments/treatment-1/medication/2024-12-01'], {
    version: 1,
    ended_on: null,
    reason: 'It goes on',
  })
  const answer = await sent(
    clinic.coordinator,
    ['POST', '/members/treatment-2/merge'],
    { into: 'treatment-1', reason: 'Registered twice' },
    { status: 201 },
  )
  expect(answer).toMatchObject({ moved: { episodes: 1, treatments: 0 } })
})
