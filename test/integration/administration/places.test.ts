import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { PlacesService } from '../../../api/src/features/groups/places.service.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { contextOf, insertTwoSites, type Person, people } from '../support/two-sites.js'
import { atOnce, summed } from './at-once.js'
import { recordedDuring } from './recorded.js'

let database: TestDatabase
let places: PlacesService

beforeAll(async () => {
  database = await createTestDatabase()
  await insertTwoSites(database)
  places = new PlacesService(database.application.access)
})
afterAll(() => database.drop())

const administrator = contextOf(people.administrator)

describe('sites', () => {
  test('are made by an administrator, and are there for the next import', async () => {
    const events = await recordedDuring(database, () =>
      places.addSite(administrator, { site_id: 'west', name: 'West', time_zone: 'Europe/Paris' }),
    )
    expect(events).toEqual([
      expect.objectContaining({
        action: 'record.create',
        actor_id: people.administrator.id,
        target: 'site:west',
      }),
    ])
    const { sites } = await places.sites(administrator)
    expect(sites.map(({ site_id }) => site_id)).toEqual(['north', 'south', 'west'])
  })

  test.each([
    ['an id that is in use', { site_id: 'north', name: 'N', time_zone: 'UTC' }, 'site_exists'],
    ['an id with a Cyrillic letter', { site_id: 'nоrth', name: 'N', time_zone: 'UTC' }, 'invalid_body'],
    ['a zone that nobody knows', { site_id: 'new', name: 'N', time_zone: 'Middle/Earth' }, 'invalid_body'],
  ])('are not made with %s', async (_, site, code) => {
    await expect(places.addSite(administrator, site)).rejects.toMatchObject({ code })
  })

  test('keep their old version with the reason', async () => {
    await places.changeSite(administrator, 'west', { version: 1, name: 'West End', reason: 'it moved' })
    const [kept] = await database.ownerQuery(
      `select version, content, reason from reference_record_history where record_type = 'site' and record_key = 'west'`,
    )
    expect(kept).toEqual({
      version: 1,
      content: { site_id: 'west', name: 'West', time_zone: 'Europe/Paris' },
      reason: 'it moved',
    })
  })

  test('changed by two at once: the second is told what is there now', async () => {
    const stale = { version: 1, name: 'Westminster', reason: 'it moved again' }
    await expect(places.changeSite(administrator, 'west', stale)).rejects.toMatchObject({
      code: 'changed_meanwhile',
      errors: [{ path: 'name', message: 'It is now: West End.' }],
    })
    const outcomes = await atOnce(database, 'site', [
      () => places.changeSite(administrator, 'west', { version: 2, name: 'One', reason: 'first' }),
      () => places.changeSite(administrator, 'west', { version: 2, name: 'Two', reason: 'second' }),
    ])
    expect(summed(outcomes)).toEqual({ fulfilled: 1, refused: ['changed_meanwhile'] })
  })

  test('that are not there cannot be changed', async () => {
    await expect(
      places.changeSite(administrator, 'atlantis', { version: 1, reason: 'why not' }),
    ).rejects.toMatchObject({ status: 404, code: 'site_not_found' })
  })
})

describe('therapists', () => {
  test('are made and renamed by an administrator, at a site that exists or at none', async () => {
    const added = await places.addTherapist(administrator, {
      therapist_id: 't-new',
      display_name: 'New',
      site_id: null,
    })
    const changed = await places.changeTherapist(administrator, 't-new', {
      version: added.version,
      display_name: 'Newer',
      site_id: 'north',
      reason: 'a marriage',
    })
    expect(changed).toEqual({ therapist_id: 't-new', display_name: 'Newer', site_id: 'north', version: 2 })
    const { therapists } = await places.therapists(administrator)
    expect(therapists).toContainEqual(changed)
    await expect(
      places.addTherapist(administrator, { therapist_id: 't-x', display_name: 'X', site_id: 'atlantis' }),
    ).rejects.toMatchObject({ errors: [{ path: 'site_id', message: 'There is no such site.' }] })
    await expect(
      places.changeTherapist(administrator, 't-new', { version: 1, display_name: 'Old', reason: 'stale' }),
    ).rejects.toMatchObject({
      code: 'changed_meanwhile',
      errors: [{ path: 'display_name', message: 'It is now: Newer.' }],
    })
  })
})

describe('whoever is no administrator', () => {
  test.each<Person>([people.northDirector, people.g1Therapist, people.researcher, people.northCoordinator])(
    'as a $role makes no site',
    async (person) => {
      await expect(
        places.addSite(contextOf(person), { site_id: 'x', name: 'X', time_zone: 'UTC' }),
      ).rejects.toThrow(/permission denied|row-level security/)
    },
  )

  test('sees the sites in reach', async () => {
    const seen = async (person: Person) =>
      (await places.sites(contextOf(person))).sites.map(({ site_id }) => site_id)
    expect(await seen(people.northDirector)).toEqual(['north'])
    expect(await seen(people.southCoordinator)).toEqual(['south'])
    expect(await seen(people.g2Therapist)).toEqual(['south'])
  })
})
