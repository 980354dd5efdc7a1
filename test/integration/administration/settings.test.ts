import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type Settings, settingsChangeSchema } from '../../../api/src/contracts/settings.js'
import { SettingsService } from '../../../api/src/features/settings/settings.service.js'
import { SystemClock } from '../../../api/src/platform/clock.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { contextOf, insertTwoSites, type Person, people } from '../support/two-sites.js'
import { atOnce, summed } from './at-once.js'
import { recordedDuring } from './recorded.js'

let database: TestDatabase
let settings: SettingsService

beforeAll(async () => {
  database = await createTestDatabase()
  await insertTwoSites(database)
  settings = new SettingsService(database.application.access, new SystemClock())
})
afterAll(() => database.drop())

const administrator = contextOf(people.administrator)

async function version(): Promise<string> {
  const { administration } = await settings.read(administrator)
  return administration?.version ?? ''
}

/** As the route does: the body is read by the contract first. */
async function change(given: object): Promise<Settings> {
  return settings.change(administrator, settingsChangeSchema.parse({ version: await version(), ...given }))
}

describe('settings', () => {
  test('are the defaults until somebody chooses', async () => {
    expect(await settings.read(administrator)).toEqual({
      settings: {
        time_zone: 'UTC',
        crisis_line: null,
        fewest_members_for_comparison: 10,
        item_9_escalation_hours: 24,
        longest_snooze_days: 28,
        therapist_funnel: false,
      },
      administration: {
        allow_concurrent_groups: false,
        setup_completed_at: null,
        needs_setup: true,
        version: expect.any(String),
      },
    })
  })

  test('are stored as chosen, each with its old and new value in the audit', async () => {
    const events = await recordedDuring(database, async () => {
      const changed = await change({ time_zone: 'Europe/London', crisis_line: ' 988,  day and night ' })
      expect(changed.settings).toMatchObject({
        time_zone: 'Europe/London',
        crisis_line: '988, day and night',
      })
    })
    const recorded = { action: 'setting.change', actor_id: people.administrator.id }
    expect(events).toEqual([
      expect.objectContaining({
        ...recorded,
        target: 'setting:time_zone',
        detail: { from: 'UTC', to: 'Europe/London' },
      }),
      expect.objectContaining({
        ...recorded,
        target: 'setting:crisis_line',
        detail: { from: 'none', to: '988, day and night' },
      }),
    ])
    expect((await settings.read(contextOf(people.g1Therapist))).settings.time_zone).toBe('Europe/London')
  })

  test('that are the same already leave nothing in the audit', async () => {
    const events = await recordedDuring(database, () => change({ time_zone: 'Europe/London' }))
    expect(events).toEqual([])
  })

  test('can be taken back to nothing where nothing is an answer', async () => {
    expect((await change({ crisis_line: null })).settings.crisis_line).toBeNull()
  })

  test.each<[string, object]>([
    ['a snooze of 29 days', { longest_snooze_days: 29 }],
    ['an escalation after no time', { item_9_escalation_hours: 0 }],
    ['a comparison of single members', { fewest_members_for_comparison: 1 }],
    ['an offset as a time zone', { time_zone: '+02:00' }],
    ['no such zone', { time_zone: 'Middle/Earth' }],
    ['an empty crisis line', { crisis_line: '  ' }],
    ['a setting that does not exist', { colour: 'blue' }],
    ['setup undone', { setup_completed: false }],
  ])('refuse %s', async (_, given) => {
    await expect(change(given)).rejects.toThrow()
  })

  test('refuse a zone that the database does not know', async () => {
    const odd = settingsChangeSchema.parse({ version: await version(), time_zone: 'UTC' })
    await expect(settings.change(administrator, { ...odd, time_zone: 'Middle/Earth' })).rejects.toMatchObject(
      { code: 'invalid_body', errors: [{ path: 'time_zone' }] },
    )
  })

  test('changed by two at once: the second is told what is there now, and nothing is lost', async () => {
    const read = await version()
    await settings.change(administrator, { version: read, item_9_escalation_hours: 12 })
    await expect(
      settings.change(administrator, { version: read, item_9_escalation_hours: 48 }),
    ).rejects.toMatchObject({
      status: 409,
      code: 'changed_meanwhile',
      errors: [{ path: 'item_9_escalation_hours', message: 'It is now: 12.' }],
    })
    const both = await version()
    const outcomes = await atOnce(database, 'setting', [
      () => settings.change(administrator, { version: both, longest_snooze_days: 7 }),
      () => settings.change(administrator, { version: both, longest_snooze_days: 14 }),
    ])
    expect(summed(outcomes)).toEqual({ fulfilled: 1, refused: ['changed_meanwhile'] })
  })

  test('ask for the first answers until an administrator gave them, once', async () => {
    const first = await change({ setup_completed: true })
    expect(first.administration).toMatchObject({ needs_setup: false, setup_completed_at: expect.any(String) })
    const again = await change({ setup_completed: true })
    expect(again.administration?.setup_completed_at).toBe(first.administration?.setup_completed_at)
  })
})

describe('who reads and changes settings', () => {
  test.each<Person>([people.northDirector, people.g1Therapist, people.researcher, people.northCoordinator])(
    'a $role reads what they work by, and changes nothing',
    async (person) => {
      const read = await settings.read(contextOf(person))
      expect(read.administration).toBeNull()
      expect(read.settings.fewest_members_for_comparison).toBe(10)
      await expect(
        settings.change(contextOf(person), { version: await version(), therapist_funnel: true }),
      ).rejects.toThrow('permission denied')
    },
  )
})
