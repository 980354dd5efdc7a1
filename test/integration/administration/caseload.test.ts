import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { type NewCover, newCoverSchema, newHandoverSchema } from '../../../api/src/contracts/caseload.js'
import { CoversService } from '../../../api/src/features/caseload/covers.service.js'
import { HandoverService } from '../../../api/src/features/caseload/handover.service.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { contextOf, insertTwoSites, type Person, people } from '../support/two-sites.js'
import { atOnce, summed } from './at-once.js'
import { recordedDuring } from './recorded.js'

let database: TestDatabase
let handovers: HandoverService
let covers: CoversService

beforeAll(async () => {
  database = await createTestDatabase()
  await insertTwoSites(database)
  handovers = new HandoverService(database.application.access)
  covers = new CoversService(database.application.access)
})
afterAll(() => database.drop())

const administrator = contextOf(people.administrator)
const northDirector = contextOf(people.northDirector)

/** The groups that a person sees, as row-level security lets them. */
async function groupsInReach(person: Person): Promise<string[]> {
  const rows = await database.application.access.run(contextOf(person), (transaction) =>
    transaction.query<{ group_id: string }>('select group_id from treatment_group order by group_id'),
  )
  return rows.map(({ group_id }) => group_id)
}

async function membersInReach(person: Person): Promise<number> {
  const [row] = await database.application.access.run(contextOf(person), (transaction) =>
    transaction.query<{ n: number }>('select count(*) as n from member_identity'),
  )
  return row?.n ?? 0
}

const led = (groupId: string) =>
  database.ownerQuery(
    'select therapist_id, part from group_therapist where group_id = $1 order by part, therapist_id',
    [groupId],
  )

describe('a handover', () => {
  beforeEach(async () => {
    await database.ownerQuery('delete from group_therapist')
    await database.ownerQuery(
      `insert into group_therapist values
         ('g1', 'T-g1', 'lead'), ('g2', 'T-g2', 'lead'), ('g3', 'T-g2', 'lead'), ('g3', 'T-g1', 'co_lead')`,
    )
  })

  const handover = (from: string, to: string, group_ids: 'all' | string[]) =>
    newHandoverSchema.parse({
      from_therapist_id: from,
      to_therapist_id: to,
      group_ids,
      reason: 'left the clinic',
    })

  test('moves access at once: the one loses it, the other has it', async () => {
    expect(await groupsInReach(people.g1Therapist)).toEqual(['g1', 'g3'])
    const before = await membersInReach(people.g1Therapist)
    expect(before).toBeGreaterThan(0)
    await handovers.handOver(administrator, handover('T-g1', 'T-g2', ['g1']))
    expect(await groupsInReach(people.g1Therapist)).toEqual(['g3'])
    expect(await membersInReach(people.g1Therapist)).toBe(0)
    expect(await groupsInReach(people.g2Therapist)).toEqual(['g1', 'g2', 'g3'])
    expect(await led('g1')).toEqual([{ therapist_id: 'T-g2', part: 'lead' }])
  })

  test('of all groups keeps each part, and makes a co-leading successor the lead', async () => {
    const done = await handovers.handOver(administrator, handover('T-g2', 'T-g1', 'all'))
    expect(done).toEqual({
      from: { therapist_id: 'T-g2', display_name: 'T-g2' },
      to: { therapist_id: 'T-g1', display_name: 'T-g1' },
      groups: [
        { group_id: 'g2', part: 'lead' },
        { group_id: 'g3', part: 'lead' },
      ],
    })
    expect(await led('g3')).toEqual([{ therapist_id: 'T-g1', part: 'lead' }])
  })

  test('from a co-leader leaves a leading successor the lead', async () => {
    await handovers.handOver(administrator, handover('T-g1', 'T-g2', ['g3']))
    expect(await led('g3')).toEqual([{ therapist_id: 'T-g2', part: 'lead' }])
  })

  test('from a co-leader to somebody new hands on the co-lead', async () => {
    await handovers.handOver(administrator, handover('T-g1', 'T-g3', ['g3']))
    expect(await led('g3')).toEqual([
      { therapist_id: 'T-g3', part: 'co_lead' },
      { therapist_id: 'T-g2', part: 'lead' },
    ])
  })

  test('keeps who led before, with the reason, as a version of the group', async () => {
    const version = async () => {
      const [row] = await database.ownerQuery<{ version: number }>(
        `select version from treatment_group where group_id = 'g3'`,
      )
      return row?.version ?? 0
    }
    const before = await version()
    await handovers.handOver(administrator, handover('T-g2', 'T-g1', ['g3']))
    expect(await version()).toBe(before + 1)
    const [kept] = await database.ownerQuery<{ content: object; reason: string }>(
      `select content, reason from reference_record_history
       where record_type = 'treatment_group' and record_key = 'g3' and version = $1`,
      [before],
    )
    expect(kept?.reason).toBe('left the clinic')
    expect(kept?.content).toMatchObject({
      group_id: 'g3',
      site_id: 'south',
      therapists: { lead: 'T-g2', co_lead: 'T-g1' },
    })
    expect(kept?.content).not.toHaveProperty('version')
  })

  test('is recorded for each group', async () => {
    const events = await recordedDuring(database, () =>
      handovers.handOver(administrator, handover('T-g2', 'T-g1', 'all')),
    )
    const detail = { change: 'handover', from: 'T-g2', to: 'T-g1', part: 'lead', reason: 'left the clinic' }
    expect(events).toEqual(
      ['g2', 'g3'].map((group) =>
        expect.objectContaining({
          action: 'caseload.change',
          actor_id: people.administrator.id,
          target: `group:${group}`,
          detail,
        }),
      ),
    )
  })

  test('by a director reaches the groups of their sites alone', async () => {
    await expect(handovers.handOver(northDirector, handover('T-g2', 'T-g1', ['g2']))).rejects.toMatchObject({
      status: 404,
      code: 'group_not_found',
    })
    const { groups } = await handovers.handOver(northDirector, handover('T-g1', 'T-g2', 'all'))
    expect(groups).toEqual([{ group_id: 'g1', part: 'lead' }])
    expect(await led('g3')).toHaveLength(2)
    await expect(handovers.handOver(northDirector, handover('T-g1', 'T-g2', 'all'))).rejects.toMatchObject({
      status: 409,
      code: 'nothing_to_hand_over',
    })
  })

  test.each([
    ['a therapist who is not there', handover('T-g1', 'T-x', 'all'), 'to_therapist_id'],
    ['nobody', handover('T-x', 'T-g1', 'all'), 'from_therapist_id'],
  ])('to or from %s is refused', async (_, given, path) => {
    await expect(handovers.handOver(administrator, given)).rejects.toMatchObject({
      code: 'invalid_body',
      errors: [{ path, message: 'There is no such therapist.' }],
    })
  })

  test('to oneself is refused', () => {
    expect(() => handover('T-g1', 'T-g1', 'all')).toThrow('Choose another therapist')
  })

  test('of a group that is not theirs changes nothing at all', async () => {
    await expect(
      handovers.handOver(administrator, handover('T-g1', 'T-g2', ['g1', 'g2'])),
    ).rejects.toMatchObject({ code: 'group_not_found' })
    expect(await led('g1')).toEqual([{ therapist_id: 'T-g1', part: 'lead' }])
  })

  test('by two at once happens once', async () => {
    const outcomes = await atOnce(database, 'treatment_group', [
      () => handovers.handOver(administrator, handover('T-g2', 'T-g1', ['g2'])),
      () => handovers.handOver(administrator, handover('T-g2', 'T-g3', ['g2'])),
    ])
    expect(summed(outcomes)).toEqual({ fulfilled: 1, refused: ['group_not_found'] })
    expect(await led('g2')).toHaveLength(1)
  })

  test.each<Person>([people.g1Therapist, people.researcher])('is nothing for a $role', async (person) => {
    await expect(handovers.handOver(contextOf(person), handover('T-g1', 'T-g2', 'all'))).rejects.toThrow(
      /permission denied|nothing|no group/,
    )
  })

  test('can be chosen from a list of who leads what', async () => {
    const { therapists } = await handovers.therapists(northDirector)
    expect(therapists.map(({ therapist_id, groups }) => [therapist_id, groups])).toEqual([
      ['T-g1', [{ group_id: 'g1', name: 'Group g1', site_id: 'north', part: 'lead', end_date: null }]],
      ['T-g2', []],
      ['T-g3', []],
    ])
  })
})

describe('a cover', () => {
  // g1 is at north (UTC), g2 at south (New York): `today` of each site is the database's.
  const dayAt = async (zone: string, days: number) => {
    const [row] = await database.ownerQuery<{ day: string }>(
      `select to_char((now() at time zone $1)::date + $2::int, 'YYYY-MM-DD') as day`,
      [zone, days],
    )
    return row?.day ?? ''
  }
  const NEW_YORK = 'America/New_York'

  beforeEach(async () => {
    await database.ownerQuery('delete from therapist_cover')
    await database.ownerQuery('delete from group_therapist')
    await database.ownerQuery(
      `insert into group_therapist values ('g1', 'T-g1', 'lead'), ('g2', 'T-g2', 'lead')`,
    )
  })

  const cover = (from: string, to: string, given: Partial<NewCover> = {}) =>
    newCoverSchema.parse({
      covered_therapist_id: 'T-g2',
      substitute_therapist_id: 'T-g1',
      site_id: 'south',
      from,
      to,
      reason: 'parental leave',
      ...given,
    })

  test.each([
    ['before its first day', 1, 3, ['g1'], 'planned'],
    ['on its first day', 0, 3, ['g1', 'g2'], 'running'],
    ['on its only day', 0, 0, ['g1', 'g2'], 'running'],
    ['on its last day', -3, 0, ['g1', 'g2'], 'running'],
    ['after its last day', -3, -1, ['g1'], 'past'],
  ])('%s gives access by date alone', async (_, from, to, groups, status) => {
    const added = await covers.add(
      administrator,
      cover(await dayAt(NEW_YORK, from), await dayAt(NEW_YORK, to)),
    )
    expect(added.status).toBe(status)
    expect(await groupsInReach(people.g1Therapist)).toEqual(groups)
    expect(await groupsInReach(people.g2Therapist)).toEqual(['g2'])
  })

  test('ended by hand ends at once, once', async () => {
    const { cover_id } = await covers.add(
      administrator,
      cover(await dayAt(NEW_YORK, 0), await dayAt(NEW_YORK, 5)),
    )
    expect(await groupsInReach(people.g1Therapist)).toEqual(['g1', 'g2'])
    let ended = { ended_at: '' as string | null, status: '' }
    const events = await recordedDuring(database, async () => {
      ended = await covers.end(administrator, cover_id)
      expect(await covers.end(administrator, cover_id)).toEqual(ended)
    })
    expect(ended).toMatchObject({ status: 'ended', ended_at: expect.any(String) })
    expect(await groupsInReach(people.g1Therapist)).toEqual(['g1'])
    expect(events).toEqual([
      expect.objectContaining({
        action: 'caseload.change',
        target: `cover:${cover_id}`,
        detail: { change: 'cover_ended' },
      }),
    ])
  })

  test('may overlap another one, whose end does not end it', async () => {
    const today = await dayAt(NEW_YORK, 0)
    const first = await covers.add(administrator, cover(today, today))
    await covers.add(administrator, cover(today, today))
    await covers.end(administrator, first.cover_id)
    expect(await groupsInReach(people.g1Therapist)).toEqual(['g1', 'g2'])
  })

  test('of all sites covers the groups of each on its own day', async () => {
    const { site_id } = await covers.add(
      administrator,
      cover(await dayAt(NEW_YORK, 0), await dayAt(NEW_YORK, 0), { site_id: null }),
    )
    expect(site_id).toBeNull()
    expect(await groupsInReach(people.g1Therapist)).toEqual(['g1', 'g2'])
  })

  test('is recorded with who, whom, where, when and why', async () => {
    const [from, to] = [await dayAt(NEW_YORK, 1), await dayAt(NEW_YORK, 2)]
    const events = await recordedDuring(database, () => covers.add(administrator, cover(from, to)))
    expect(events).toEqual([
      expect.objectContaining({
        action: 'caseload.change',
        actor_id: people.administrator.id,
        target: expect.stringMatching(/^cover:\d+$/),
        detail: {
          change: 'cover',
          covered: 'T-g2',
          substitute: 'T-g1',
          site: 'south',
          from,
          to,
          reason: 'parental leave',
        },
      }),
    ])
  })

  test('by a director is of one of their sites, and is seen and ended there alone', async () => {
    const director = contextOf(people.bothDirector)
    const [from, to] = [await dayAt(NEW_YORK, 0), await dayAt(NEW_YORK, 0)]
    await expect(covers.add(director, cover(from, to, { site_id: null }))).rejects.toMatchObject({
      errors: [{ path: 'site_id', message: 'Name one of your sites.' }],
    })
    await expect(covers.add(northDirector, cover(from, to))).rejects.toMatchObject({
      errors: [{ path: 'site_id', message: 'There is no such site.' }],
    })
    const { cover_id } = await covers.add(director, cover(from, to))
    expect((await covers.list(director)).covers.map((listed) => listed.cover_id)).toEqual([cover_id])
    expect((await covers.list(northDirector)).covers).toEqual([])
    await expect(covers.end(northDirector, cover_id)).rejects.toMatchObject({ code: 'cover_not_found' })
    expect(await groupsInReach(people.g1Therapist)).toEqual(['g1', 'g2'])
  })

  test.each([
    ['for oneself', { covered_therapist_id: 'T-g1' }, 'Nobody covers for themselves'],
    ['that ends before it begins', { to: '2026-01-01' }, 'The last day is before'],
    ['of more than a year', { to: '2027-02-04' }, 'A cover lasts 366 days at most'],
    ['without a reason', { reason: ' ' }, 'It needs 3 to 500 characters'],
    ['on no day', { from: '2026-02-30' }, 'Invalid ISO date'],
  ])('%s is refused', (_, given, said) => {
    expect(() => cover('2026-02-02', '2026-02-03', given)).toThrow(said)
  })

  test('by a therapist who is not there is refused', async () => {
    await expect(
      covers.add(administrator, cover('2026-02-02', '2026-02-03', { substitute_therapist_id: 'T-x' })),
    ).rejects.toMatchObject({ errors: [{ path: 'substitute_therapist_id' }] })
  })

  test.each<Person>([people.g1Therapist, people.northCoordinator, people.researcher])(
    'is nothing for a $role',
    async (person) => {
      await expect(covers.list(contextOf(person))).rejects.toThrow('permission denied')
      await expect(covers.add(contextOf(person), cover('2026-02-02', '2026-02-03'))).rejects.toThrow()
    },
  )
})
