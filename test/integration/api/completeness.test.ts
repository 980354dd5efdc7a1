/** What sessions lack, on a clinic that was counted by hand, and the list behind each count. */

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { programmeCompletenessSchema, sessionListSchema } from '../../../api/src/contracts/completeness.js'
import { smallClinic } from '../../builders/small-clinic.js'
import { asDirector } from '../support/as-director.js'
import { insertClinic } from '../support/insert-clinic.js'
import { type Caller, startTestApi, type TestApi } from '../support/test-api.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'

let database: TestDatabase
let api: TestApi
let director: Caller

beforeAll(async () => {
  database = await createTestDatabase()
  await insertClinic(database.access, smallClinic)
  api = await startTestApi(database)
  director = await asDirector(api)
})
afterAll(async () => {
  await api.close()
  await database.drop()
})

const completeness = (query = '') =>
  director.read(programmeCompletenessSchema, `/programme/completeness?by=session&${query}`)
const sessions = (query = '') =>
  director.read(sessionListSchema, `/programme/completeness/sessions?page_size=500&${query}`)

describe('the sessions that were held', () => {
  test('lack attendance of members in care, and forms of members who came', async () => {
    const { group_sessions, n_sessions, n_lacking } = await sessions('group=g1&show=all')
    // Eight were held; four more were planned for days before June and never recorded.
    expect([n_sessions, n_lacking]).toEqual([12, 9])
    const ofSession = (number: number) => group_sessions.find((each) => each.session_number === number)
    // Four in care; `recovers` brought no GAD-7 to the third.
    expect(ofSession(3)).toMatchObject({
      session_id: 'g1-3',
      n_in_care: 4,
      n_recorded: 4,
      n_attended: 4,
      forms: [
        { measure: 'phq9', expected: 4, returned: 4, valid: 4 },
        { measure: 'gad7', expected: 4, returned: 3, valid: 3 },
      ],
      lacks: ['forms'],
    })
    // `deteriorates` was absent from the fourth and owes no form.
    expect(ofSession(4)).toMatchObject({ n_recorded: 4, n_attended: 3, lacks: [] })
    // Nothing is recorded of the fifth, while all four are in care until the end of March.
    expect(ofSession(5)).toMatchObject({ n_in_care: 4, n_recorded: 0, n_attended: 0, lacks: ['attendance'] })
    expect(group_sessions.map((each) => each.session_number)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1])
  })

  test('a form that cannot be scored came back all the same', async () => {
    const { group_sessions } = await sessions('group=g2&measure=gad7&show=all&session_number=1')
    // Came: mixed, below-caseness, drops-out (unscorable), came-once (no form), goes-on.
    expect(group_sessions).toMatchObject([
      { n_attended: 5, forms: [{ measure: 'gad7', expected: 5, returned: 4, valid: 3 }], lacks: ['forms'] },
    ])
  })

  test('a session that was planned lacks its attendance from the day after on', async () => {
    const planned = await sessions('group=g1&session_number=9')
    expect(planned.group_sessions).toMatchObject([
      { session_id: 'g1-9', status: 'planned', n_in_care: 4, n_recorded: 0, lacks: ['attendance'] },
    ])
    const standing = api.now()
    api.setNow(new Date('2026-03-02T12:00:00Z'))
    expect(await sessions('group=g1&session_number=9&show=all')).toMatchObject({ n_sessions: 0 })
    api.setNow(standing)
  })

  test('a cancelled session is owed nothing', async () => {
    await database.ownerQuery(`update group_session set status = 'cancelled' where session_id = 'g1-8'`)
    expect(await sessions('group=g1')).toMatchObject({ n_sessions: 11, n_lacking: 8 })
    await database.ownerQuery(`update group_session set status = 'held' where session_id = 'g1-8'`)
  })
})

const FILTERS = [
  '',
  'site=north',
  'arm=combined',
  'from=2026-01-12&to=2026-02-01',
  'structure=open&measure=gad7',
]

describe.each(FILTERS)('with the filters "%s"', (query) => {
  test('each number of the session, each site and each group has as many sessions as its list', async () => {
    const answer = await completeness(query)
    const listed = await sessions(query)
    expect(answer.sessions).toMatchObject({ n: listed.n_sessions, lacking: listed.n_lacking })
    const parts = [
      ...(answer.by_session ?? []).map((each) => [`session_number=${each.session_number}`, each] as const),
      ...answer.sites.map((each) => [`site=${each.site_id}`, each] as const),
      ...answer.groups.map((each) => [`group=${each.group_id}`, each] as const),
    ]
    for (const [of, part] of parts) {
      const name = of.replace(/=.*/, '')
      const others = new URLSearchParams(query)
      // The filter of the page wins where it names the same: a site that it leaves out has nothing.
      if (others.has(name)) continue
      const { n_sessions, n_lacking, group_sessions } = await sessions(`${query}&${of}`)
      expect([of, part.sessions?.n, part.sessions?.lacking]).toEqual([of, n_sessions, n_lacking])
      expect(group_sessions).toHaveLength(n_lacking)
    }
  })

  test('the list of all sessions adds up to every count of forms and attendance', async () => {
    const answer = await completeness(query)
    const { group_sessions } = await sessions(`${query}&show=all`)
    const sum = (of: (session: (typeof group_sessions)[number]) => number) =>
      group_sessions.reduce((total, session) => total + of(session), 0)
    expect(answer.sessions?.attendance_recorded).toMatchObject({
      numerator: sum((each) => each.n_recorded),
      denominator: sum((each) => each.n_in_care),
    })
    for (const { measure, expected, returned, valid } of answer.overall) {
      if (group_sessions.every(({ forms }) => forms.every((form) => form.measure !== measure))) continue
      const count = (of: 'expected' | 'returned' | 'valid') =>
        sum(({ forms }) => forms.find((form) => form.measure === measure)?.[of] ?? 0)
      expect([measure, count('expected'), count('returned'), count('valid')]).toEqual([
        measure,
        expected,
        returned,
        valid,
      ])
    }
  })

  test('the rows of each number of the session are its sessions', async () => {
    const { by_session } = await completeness(query)
    for (const { session_number, sessions: records, rows } of by_session ?? []) {
      const list = await director.read(
        sessionListSchema,
        `${rows.path}?${new URLSearchParams({ ...rows.query, page_size: '500' })}`,
      )
      expect([session_number, list.group_sessions.length]).toEqual([session_number, records?.n])
    }
  })
})

test('without asking for sessions none are counted', async () => {
  const answer = await director.read(programmeCompletenessSchema, '/programme/completeness')
  expect([answer.sessions, answer.by_session, answer.groups[0]?.sessions]).toEqual([null, null, null])
  expect(answer.expected_measures).toEqual(['phq9', 'gad7'])
})

test('the pages of the list hold each session once', async () => {
  const all = await sessions('show=all')
  const pages = await Promise.all(
    [1, 2, 3, 4, 5].map((page) =>
      director.read(sessionListSchema, `/programme/completeness/sessions?show=all&page_size=5&page=${page}`),
    ),
  )
  expect(pages.flatMap(({ group_sessions }) => group_sessions)).toEqual(all.group_sessions)
})
