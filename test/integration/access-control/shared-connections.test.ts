/** Requests of different people on the same connections: what one leaves behind the next must not see. */

import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { contextOf, insertTwoSites, type Person, people } from '../support/two-sites.js'

let alone: TestDatabase
let shared: TestDatabase

beforeAll(async () => {
  alone = await createTestDatabase({ poolSize: 1 })
  shared = await createTestDatabase({ poolSize: 5 })
  await insertTwoSites(alone)
  await insertTwoSites(shared)
})
afterAll(async () => {
  await alone.drop()
  await shared.drop()
})

const groupOf = new Map<Person, string>([
  [people.g1Therapist, 'g1'],
  [people.g2Therapist, 'g2'],
])
const OWN_ROWS = `select group_id, count(*) as n from response join episode using (member_id, episode_id) group by 1`

class GoneAway extends Error {}

function ownRows(database: TestDatabase, person: Person): Promise<{ group_id: string; n: number }[]> {
  return database.application.access.run(contextOf(person), (transaction) => transaction.query(OWN_ROWS))
}

/** A request that ends badly: in SQL, in the code after a query, or with its transaction swallowed. */
async function failing(database: TestDatabase, person: Person, how: number): Promise<void> {
  const { access } = database.application
  await access
    .run(contextOf(person), async (transaction) => {
      await transaction.query(OWN_ROWS)
      if (how === 0) await transaction.query('select 1 / 0')
      if (how === 1) throw new GoneAway()
      await transaction.query('select from no_such_table').catch(() => {})
    })
    .catch(() => {})
}

test('1,000 alternating requests on one connection, with failures between them, see no row of another', async () => {
  let foreign = 0
  let seen = 0
  for (let number = 0; number < 1_000; number += 1) {
    const person = number % 2 === 0 ? people.g1Therapist : people.g2Therapist
    if (number % 5 === 0)
      await failing(
        alone,
        person === people.g1Therapist ? people.g2Therapist : people.g1Therapist,
        number % 3,
      )
    if (number % 7 === 0) {
      // Nobody in particular, on the same connection: no context of the one before is left.
      const bare: { n: number }[] = await alone.application.dataSource.query(
        "select nullif(current_setting('app.user_id', true), '') is null and current_user = 'tidemark_app' as clean, 1 as n",
      )
      expect(bare).toEqual([{ clean: true, n: 1 }])
    }
    for (const row of await ownRows(alone, person)) {
      seen += row.n
      if (row.group_id !== groupOf.get(person)) foreign += row.n
    }
  }
  expect(foreign).toBe(0)
  expect(seen).toBeGreaterThan(1_000)
})

test('50 requests of two people at once on five connections see their own rows, whole', async () => {
  const expected = new Map<Person, unknown>()
  for (const person of groupOf.keys()) expected.set(person, await ownRows(shared, person))
  const requests = Array.from({ length: 50 }, (_, number) =>
    number % 2 === 0 ? people.g1Therapist : people.g2Therapist,
  )
  const answers = await Promise.all(
    requests.map(async (person, number) => {
      if (number % 10 === 0) await failing(shared, person, 0)
      return ownRows(shared, person)
    }),
  )
  expect(answers).toEqual(requests.map((person) => expected.get(person)))
})
