import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { memberSearchSchema } from '../../../api/src/contracts/identity.js'
import type { AccessContext } from '../../../api/src/database/access.js'
import { IdentityService } from '../../../api/src/features/identity/identity.service.js'
import { SystemClock } from '../../../api/src/platform/clock.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { contextOf, insertTwoSites, type Person, people } from '../support/two-sites.js'
import { recordedDuring, recordedEvents } from './recorded.js'

let database: TestDatabase
let identity: IdentityService

beforeAll(async () => {
  database = await createTestDatabase()
  await insertTwoSites(database)
  identity = new IdentityService(database.application.access, new SystemClock())
})
afterAll(() => database.drop())

const director = contextOf(people.northDirector)
const reason = { reason: 'a call from the emergency department' }

async function numberOf(code: string): Promise<number> {
  const [row] = await database.ownerQuery<{ member_id: number }>(
    'select member_id::int from member where member_code = $1',
    [code],
  )
  return row?.member_id ?? 0
}

const named = (code: string) => ({
  member_id: code,
  full_name: `Name of ${code}`,
  date_of_birth: '1980-02-03',
  open_until: null,
})

describe('who a member is', () => {
  test('is seen by their therapist and by the coordinator of their site', async () => {
    expect(await identity.read(contextOf(people.g1Therapist), 'improves')).toEqual(named('improves'))
    expect(await identity.read(contextOf(people.northCoordinator), 'improves')).toEqual(named('improves'))
  })

  test.each<[string, Person, string]>([
    ['a therapist of another group', people.g2Therapist, 'improves'],
    ['a coordinator of another site', people.southCoordinator, 'improves'],
    ['a director of another site', people.northDirector, 'below-caseness'],
    ['anybody, when nobody is called so', people.g1Therapist, 'nobody'],
  ])('is not there for %s', async (_, person, code) => {
    await expect(identity.read(contextOf(person), code)).rejects.toMatchObject({
      status: 404,
      code: 'member_not_found',
    })
  })

  test.each<Person>([people.researcher, people.administrator])('is never seen by a $role', async (person) => {
    await expect(identity.read(contextOf(person), 'improves')).rejects.toThrow('permission denied')
  })

  test('is named to the audit of the request', async () => {
    const seen: number[] = []
    const caller: AccessContext = {
      ...contextOf(people.g1Therapist),
      onMembersSeen: (memberIds) => seen.push(...memberIds),
    }
    await identity.read(caller, 'improves')
    expect(seen).toEqual([await numberOf('improves')])
  })

  test('without a recorded name is nobody in words', async () => {
    await database.ownerQuery('delete from member_identity where member_id = $1', [await numberOf('mixed')])
    expect(await identity.read(contextOf(people.g2Therapist), 'mixed')).toMatchObject({
      full_name: null,
      date_of_birth: null,
    })
  })
})

describe('break-glass', () => {
  test('closed, a director sees nobody', async () => {
    await expect(identity.read(director, 'improves')).rejects.toMatchObject({
      status: 403,
      code: 'identity_closed',
    })
  })

  test('opens one member for 15 minutes, recorded with the member and without the typed words', async () => {
    const events = await recordedDuring(database, async () => {
      const opened = await identity.open(director, 'improves', reason)
      expect(Date.parse(opened.expires_at) - Date.parse(opened.opened_at)).toBe(15 * 60_000)
      expect(await identity.read(director, 'improves')).toEqual({
        ...named('improves'),
        open_until: opened.expires_at,
      })
    })
    expect(events).toEqual([
      {
        action: 'identity.break_glass',
        actor_id: people.northDirector.id,
        actor_role: 'director',
        member_ids: [await numberOf('improves')],
        target: expect.stringMatching(/^break_glass:\d+$/),
        detail: {},
      },
    ])
    await expect(identity.read(director, 'deteriorates')).rejects.toMatchObject({ code: 'identity_closed' })
  })

  test('opens nothing for another director', async () => {
    await expect(identity.read(contextOf(people.bothDirector), 'improves')).rejects.toMatchObject({
      code: 'identity_closed',
    })
  })

  test('closes by itself when its time is over', async () => {
    await identity.open(director, 'deteriorates', reason)
    expect(await identity.read(director, 'deteriorates')).toMatchObject({ full_name: 'Name of deteriorates' })
    await database.ownerQuery(
      `update break_glass set opened_at = now() - interval '15 minutes', expires_at = now()
       where member_id = $1`,
      [await numberOf('deteriorates')],
    )
    await expect(identity.read(director, 'deteriorates')).rejects.toMatchObject({ code: 'identity_closed' })
  })

  test('does not reach another site', async () => {
    await expect(identity.open(director, 'below-caseness', reason)).rejects.toMatchObject({ status: 404 })
  })

  test('ends with the site being taken from the director', async () => {
    const caller = contextOf(people.bothDirector)
    await identity.open(caller, 'recovers-unreliably', reason)
    await database.ownerQuery(`delete from user_site where user_id = $1 and site_id = 'north'`, [
      people.bothDirector.id,
    ])
    await expect(identity.read(caller, 'recovers-unreliably')).rejects.toMatchObject({ status: 404 })
    await database.ownerQuery(`insert into user_site values ($1, 'north')`, [people.bothDirector.id])
  })

  test.each<Person>([people.g1Therapist, people.northCoordinator, people.researcher, people.administrator])(
    'is nothing that a $role could open',
    async (person) => {
      await expect(identity.open(contextOf(person), 'improves', reason)).rejects.toThrow(
        /permission denied|row-level security/,
      )
    },
  )

  test('is listed for administrators: who, whom, when, why', async () => {
    const page = { page: 1, page_size: 1 }
    const { openings, total } = await identity.openings(contextOf(people.administrator), page)
    expect(total).toBe(3)
    expect(openings).toEqual([
      {
        break_glass_id: expect.any(Number),
        user_id: people.bothDirector.id,
        member_id: 'recovers-unreliably',
        reason: reason.reason,
        opened_at: expect.any(String),
        expires_at: expect.any(String),
      },
    ])
    const second = await identity.openings(contextOf(people.administrator), { page: 2, page_size: 1 })
    expect(second.openings.map(({ member_id }) => member_id)).toEqual(['deteriorates'])
    await expect(identity.openings(contextOf(people.g1Therapist), page)).rejects.toThrow('permission denied')
  })
})

describe('searching members', () => {
  async function found(person: Person, text: string, page = {}): Promise<string[]> {
    const search = memberSearchSchema.parse({ text, ...page })
    const { members } = await identity.search(contextOf(person), search)
    return members.map(({ member_id }) => member_id)
  }

  beforeAll(async () => {
    await database.ownerQuery('update member_identity set full_name = $2 where member_id = $1', [
      await numberOf('improves'),
      'José Ángel Núñez-O’Brien',
    ])
    await database.ownerQuery('update member_identity set full_name = $2 where member_id = $1', [
      await numberOf('below-caseness'),
      'Jose 100% Under_score',
    ])
  })

  test.each([
    ['a part of the id', 'mprov'],
    ['the id in other letters', 'IMPROVES'],
    ['a part of the name', 'ngel'],
    ['the name without accents', 'jose angel'],
    ['the name in another form of the same letters', 'José'.normalize('NFD')],
    ['words in another order', 'nuñez  JOSÉ'],
  ])('finds by %s', async (_, text) => {
    expect(await found(people.g1Therapist, text)).toEqual(['improves'])
    expect(await found(people.northCoordinator, text)).toEqual(['improves'])
  })

  test('finds nobody when one word is not in the name', async () => {
    expect(await found(people.g1Therapist, 'jose maria')).toEqual([])
  })

  test('takes signs as they are', async () => {
    expect(await found(people.southCoordinator, '100%')).toEqual(['below-caseness'])
    expect(await found(people.southCoordinator, 'under_')).toEqual(['below-caseness'])
    expect(await found(people.southCoordinator, '%')).toEqual(['below-caseness'])
    expect(await found(people.southCoordinator, `'; drop table member; --`)).toEqual([])
  })

  test('finds members in reach alone', async () => {
    expect(await found(people.g1Therapist, 'jose')).toEqual(['improves'])
    expect(await found(people.southCoordinator, 'jose')).toEqual(['below-caseness'])
    expect(await found(people.g2Therapist, 'improves')).toEqual([])
  })

  test('finds by id alone for a director, and shows no name, whatever is open', async () => {
    await identity.open(director, 'improves', reason)
    expect(await found(people.northDirector, 'jose')).toEqual([])
    const { members } = await identity.search(director, memberSearchSchema.parse({ text: 'improves' }))
    expect(members).toEqual([expect.objectContaining({ member_id: 'improves', full_name: null })])
  })

  test('shows the latest episode in reach, without a score', async () => {
    const search = memberSearchSchema.parse({ text: 'recovers', page_size: 1 })
    const { members, total } = await identity.search(contextOf(people.g1Therapist), search)
    expect(total).toBe(2)
    expect(members).toEqual([
      {
        member_id: 'recovers',
        full_name: 'Name of recovers',
        n_episodes: 1,
        latest_episode: {
          episode_id: expect.any(Number),
          group_id: 'g1',
          group_name: 'Group g1',
          site_id: 'north',
          joined_on: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
          is_open: expect.any(Boolean),
        },
      },
    ])
    expect(await found(people.g1Therapist, 'recovers', { page: 2, page_size: 1 })).toEqual([
      'recovers-unreliably',
    ])
  })

  test('names everybody who was shown to the audit, and not what was typed', async () => {
    const seen: number[] = []
    const caller: AccessContext = {
      ...contextOf(people.g1Therapist),
      onMembersSeen: (memberIds) => seen.push(...memberIds),
    }
    await identity.search(caller, memberSearchSchema.parse({ text: 'jose' }))
    expect(seen).toEqual([await numberOf('improves')])
    expect(JSON.stringify(await recordedEvents(database))).not.toContain('jose')
  })

  test.each<Person>([people.researcher, people.administrator])('is nothing for a $role', async (person) => {
    await expect(found(person, 'improves')).rejects.toThrow('permission denied')
  })
})
