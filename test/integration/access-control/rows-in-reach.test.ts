import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { AccessContext } from '../../../api/src/database/access.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { contextOf, insertTwoSites, type Person, people } from '../support/two-sites.js'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
  await insertTwoSites(database)
})
afterAll(() => database.drop())

const north = ['deteriorates', 'improves', 'recovers', 'recovers-unreliably']
const south = ['below-caseness', 'came-once', 'drops-out', 'goes-on', 'mixed', 'recovers']

async function rows<Row>(context: AccessContext, text: string): Promise<Row[]> {
  return database.application.access.run(context, (transaction) => transaction.query<Row>(text))
}

async function codes(person: Person): Promise<string[]> {
  const found = await rows<{ code: string }>(
    contextOf(person),
    'select member_code as code from member order by 1',
  )
  return found.map(({ code }) => code)
}

/** Groups of the rows in reach, table by table: the leak would be a group that is somebody else's. */
const groupsBehind: Readonly<Record<string, string>> = {
  treatment_group: 'select distinct group_id from treatment_group order by 1',
  group_session: 'select distinct group_id from group_session order by 1',
  episode: 'select distinct group_id from episode order by 1',
  attendance:
    'select distinct group_id from attendance join episode using (member_id, episode_id) order by 1',
  response: 'select distinct group_id from response join episode using (member_id, episode_id) order by 1',
  episode_outcome:
    'select distinct episode.group_id from episode_outcome join episode using (member_id, episode_id) order by 1',
  episode_measure_outcome:
    'select distinct episode.group_id from episode_measure_outcome join episode using (member_id, episode_id) order by 1',
}

describe('members', () => {
  test.each<[string, Person, string[]]>([
    ['a therapist: those of the own group', people.g1Therapist, north],
    ['another therapist: those of the own group', people.g2Therapist, south],
    ['a director: those of the own site', people.northDirector, north],
    ['a director of two sites: all', people.bothDirector, [...new Set([...north, ...south])].sort()],
    ['a coordinator: those of the own site', people.southCoordinator, south],
  ])('%s', async (_who, person, expected) => {
    expect(await codes(person)).toEqual(expected)
  })

  test.each([people.researcher, people.administrator])('$role: the table is out of reach', async (person) => {
    await expect(codes(person)).rejects.toThrow('permission denied for table member')
  })
})

describe.each(Object.keys(groupsBehind))('rows of %s', (table) => {
  test.each<[Person, string[]]>([
    [people.g1Therapist, ['g1']],
    [people.g2Therapist, ['g2']],
    [people.northDirector, ['g1']],
    [people.northCoordinator, ['g1']],
  ])('of $id are of the own groups alone', async (person, expected) => {
    const found = await rows<{ group_id: string }>(contextOf(person), groupsBehind[table] ?? '')
    expect(found.map((row) => row.group_id)).toEqual(expected)
  })

  test('a count without a join counts no other', async () => {
    const [mine] = await rows<{ n: number }>(
      contextOf(people.g1Therapist),
      `select count(*) as n from ${table}`,
    )
    const [all] = await database.ownerQuery<{ n: number }>(`select count(*)::int as n from ${table}`)
    expect(mine?.n).toBeGreaterThan(0)
    expect(mine?.n).toBeLessThan(all?.n ?? 0)
  })
})

test('of a member of two groups each therapist has the episode in the own group', async () => {
  const text = `select group_id from episode join member using (member_id) where member_code = 'recovers'`
  expect(await rows(contextOf(people.g1Therapist), text)).toEqual([{ group_id: 'g1' }])
  expect(await rows(contextOf(people.g2Therapist), text)).toEqual([{ group_id: 'g2' }])
})

describe('identity', () => {
  const names = 'select full_name from member_identity order by 1'

  test('is for therapists and coordinators of the member, not for directors', async () => {
    expect(await rows(contextOf(people.g1Therapist), names)).toHaveLength(north.length)
    expect(await rows(contextOf(people.southCoordinator), names)).toHaveLength(south.length)
    expect(await rows(contextOf(people.bothDirector), names)).toEqual([])
  })

  test('opens to a director for one member and ends by itself', async () => {
    const open = (reach: string, ends: string) =>
      database.ownerQuery(
        `insert into break_glass (user_id, member_id, reason, opened_at, expires_at)
         select $1, member_id, 'a reason of some length', ${ends} - interval '15 minutes', ${ends}
         from member where member_code = '${reach}'`,
        [people.northDirector.id],
      )
    await open('improves', "now() + interval '1 minute'")
    await open('deteriorates', "now() - interval '1 second'")
    expect(await rows(contextOf(people.northDirector), names)).toEqual([{ full_name: 'Name of improves' }])
    expect(await rows(contextOf(people.bothDirector), names)).toEqual([])
  })

  test('cannot be opened for a member of another site, nor in the name of another director', async () => {
    const open = (person: Person, as: string, code: string) =>
      rows(
        contextOf(person),
        `insert into break_glass (user_id, member_id, reason, expires_at)
         values ('${as}', (select member_id from member where member_code = '${code}'), 'a reason of some length', now())`,
      )
    const { northDirector, bothDirector } = people
    await open(northDirector, northDirector.id, 'improves')
    await expect(open(northDirector, bothDirector.id, 'improves')).rejects.toThrow('row-level security')
    await expect(open(northDirector, northDirector.id, 'goes-on')).rejects.toThrow(
      /row-level security|null value/,
    )
  })
})

describe('what a user loses at once', () => {
  beforeEach(async () => {
    await database.ownerQuery('delete from therapist_cover')
    await database.ownerQuery('update auth."user" set disabled_at = null')
  })

  test('everything, when disabled', async () => {
    await database.ownerQuery('update auth."user" set disabled_at = now() where id = $1', [
      people.g1Therapist.id,
    ])
    expect(await codes(people.g1Therapist)).toEqual([])
  })

  test('the rights of the old role, when the role changes', async () => {
    await database.ownerQuery(`update auth."user" set role = 'coordinator' where id = $1`, [
      people.g1Therapist.id,
    ])
    expect(await codes(people.g1Therapist)).toEqual([])
    await database.ownerQuery(`update auth."user" set role = 'therapist' where id = $1`, [
      people.g1Therapist.id,
    ])
  })

  test.each([
    ['on its first day', '0', '7', null, [...new Set([...north, ...south])].sort()],
    ['on its last day', '-7', '0', null, [...new Set([...north, ...south])].sort()],
    ['at another site alone', '0', '7', 'south', south],
    ['before it begins', '1', '7', null, south],
    ['after it has ended', '-7', '-1', null, south],
  ])('a cover reaches the groups of the covered therapist %s', async (_when, from, to, site, expected) => {
    // g1, whose therapist is covered, meets at north, which keeps UTC.
    await database.ownerQuery(
      `insert into therapist_cover
         (covered_therapist_id, substitute_therapist_id, site_id, from_on, to_on, reason, created_by)
       select 'T-g1', 'T-g2', $3, today + $1::int, today + $2::int, 'leave', 'test'
       from (select (now() at time zone 'UTC')::date as today) as here`,
      [from, to, site],
    )
    expect(await codes(people.g2Therapist)).toEqual(expected)
  })

  test('a cover that was ended early reaches nothing', async () => {
    await database.ownerQuery(
      `insert into therapist_cover
         (covered_therapist_id, substitute_therapist_id, from_on, to_on, reason, created_by, ended_at)
       values ('T-g1', 'T-g2', now()::date - 1, now()::date + 7, 'leave', 'test', now())`,
    )
    expect(await codes(people.g2Therapist)).toEqual(south)
  })

  test('a group that is handed over moves with all that hangs on it', async () => {
    await database.ownerQuery(`update group_therapist set therapist_id = 'T-g2' where group_id = 'g1'`)
    expect(await codes(people.g1Therapist)).toEqual([])
    expect(await codes(people.g2Therapist)).toEqual([...new Set([...north, ...south])].sort())
    await database.ownerQuery(`update group_therapist set therapist_id = 'T-g1' where group_id = 'g1'`)
  })
})

test('a group that moves to another site takes every row of its episodes along, and back', async () => {
  const counts =
    'select (select count(*) from response) as responses, (select count(*) from attendance) as attendance'
  const before = await rows(contextOf(people.southCoordinator), counts)
  await database.ownerQuery(`update treatment_group set site_id = 'south' where group_id = 'g1'`)
  expect(await codes(people.northDirector)).toEqual([])
  const [moved] = await rows<{ responses: number }>(contextOf(people.southCoordinator), counts)
  const [all] = await database.ownerQuery<{ n: number }>('select count(*)::int as n from response')
  expect(moved?.responses).toBe(all?.n)
  await database.ownerQuery(`update treatment_group set site_id = 'north' where group_id = 'g1'`)
  expect(await rows(contextOf(people.southCoordinator), counts)).toEqual(before)
  expect(await codes(people.northDirector)).toEqual(north)
})

test('no statement decides the site of a row', async () => {
  await database.ownerQuery(`update response set site_id = 'south'`)
  expect(await rows(contextOf(people.northDirector), 'select distinct site_id from response')).toEqual([
    { site_id: 'north' },
  ])
})

describe('writing', () => {
  test.each<[string, Person, string]>([
    ['a director changes no record', people.bothDirector, `update response set total = 0`],
    ['an administrator reaches no response', people.administrator, `update response set total = 0`],
    ['a therapist names nobody', people.g1Therapist, `update member_identity set full_name = 'X'`],
    ['nobody deletes a response', people.northCoordinator, 'delete from response'],
    ['nobody deletes a member', people.northCoordinator, 'delete from member'],
    [
      'a coordinator does not move a group to another site',
      people.northCoordinator,
      `update treatment_group set site_id = 'south'`,
    ],
    [
      'a coordinator gives nobody a site',
      people.northCoordinator,
      `insert into user_site values ('u-coordinator-north', 'south')`,
    ],
  ])('%s', async (_what, person, statement) => {
    await expect(rows(contextOf(person), statement)).rejects.toThrow(/permission denied|row-level security/)
  })

  test('an update reaches the own rows alone', async () => {
    const context = contextOf(people.g1Therapist)
    const changed = await rows<{ member_id: number }>(
      context,
      'update response set functional_difficulty = 1 returning member_id',
    )
    const [all] = await database.ownerQuery<{ n: number }>(
      'select count(*)::int as n from response where functional_difficulty = 1',
    )
    expect([changed.length > 0, changed.length]).toEqual([true, all?.n])
  })

  test('attendance in a session of a group out of reach is refused, although the writer cannot see that session', async () => {
    const [session] = await database.ownerQuery<{ id: string }>(
      `select group_session_id as id from group_session where group_id = 'g2' and status = 'held' limit 1`,
    )
    const adding = rows(
      contextOf(people.northCoordinator),
      `insert into attendance (member_id, group_session_id, episode_id, status)
       select member_id, ${session?.id}, episode_id, 'present' from episode limit 1`,
    )
    await expect(adding).rejects.toThrow('Attendance belongs to a held session of the group of its episode.')
  })
})
