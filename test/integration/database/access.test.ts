import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { AccessContext } from '../../../api/src/database/access.js'
import {
  DatabaseBusy,
  InvalidAccessContext,
  NestedTransaction,
  TransactionAborted,
  TransactionEnded,
} from '../../../api/src/database/errors.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'

const context: AccessContext = {
  actor: { kind: 'command_line', id: "o'brien" },
  role: null,
  requestId: 'request-1',
}

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase({ poolSize: 2 })
})

afterAll(() => database.drop())

function sites(): Promise<{ site_id: string }[]> {
  return database.ownerQuery('select site_id from site order by site_id')
}

describe('a unit of work', () => {
  test('runs in one transaction with its role and context, which end with it', async () => {
    const user: AccessContext = {
      actor: { kind: 'user', id: "o'brien" },
      role: 'therapist',
      requestId: 'request-1',
    }
    const read = `select current_user as role, current_setting('app.user_id', true) as user_id,
      current_setting('app.actor_kind', true) as kind, current_setting('app.request_id', true) as request_id,
      transaction_timestamp()::text as started`
    const { access, dataSource } = database.application
    const [first, second] = await access.run(user, (transaction) =>
      Promise.all([transaction.query(read), transaction.query(read)]),
    )
    expect(first).toEqual([
      {
        role: 'tidemark_therapist',
        user_id: "o'brien",
        kind: 'user',
        request_id: 'request-1',
        started: expect.any(String),
      },
    ])
    expect(second).toEqual(first)
    const outside: unknown = await dataSource.query(
      "select current_user as role, current_setting('app.user_id', true) as user_id",
    )
    expect(outside).toEqual([{ role: 'tidemark_app', user_id: '' }])
  })

  test('names no user when a worker asks', async () => {
    const worker: AccessContext = {
      actor: { kind: 'worker', id: 'rebuild' },
      role: null,
      requestId: 'job-1',
    }
    const read =
      "select current_setting('app.user_id') as user_id, current_setting('app.actor_id') as actor_id"
    const rows = await database.access.run(worker, (transaction) => transaction.query(read))
    expect(rows).toEqual([{ user_id: '', actor_id: 'rebuild' }])
  })

  test('refuses an actor whose id cannot be set', async () => {
    const nameless: AccessContext = {
      actor: { kind: 'user', id: '' },
      role: null,
      requestId: 'request-1',
    }
    await expect(database.access.run(nameless, async () => 0)).rejects.toBeInstanceOf(InvalidAccessContext)
  })

  test('keeps what it wrote when it resolves', async () => {
    await database.access.run(context, (transaction) =>
      transaction.query('insert into site (site_id, name) values ($1, $2)', ['kept', 'Kept']),
    )
    expect(await sites()).toContainEqual({ site_id: 'kept' })
  })

  test('keeps nothing when it throws', async () => {
    const failing = database.access.run(context, async (transaction) => {
      await transaction.query("insert into site (site_id, name) values ('lost', 'Lost')")
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    expect(await sites()).not.toContainEqual({ site_id: 'lost' })
  })

  test('is not taken for committed when the failure of a query was swallowed', async () => {
    const swallowing = database.access.run(context, async (transaction) => {
      await transaction.query("insert into site (site_id, name) values ('half', 'Half')")
      await transaction.query('select 1 / 0').catch(() => {})
    })
    await expect(swallowing).rejects.toBeInstanceOf(TransactionAborted)
    expect(await sites()).not.toContainEqual({ site_id: 'half' })
  })

  test('shares its transaction with TypeORM, whose saves use savepoints inside it', async () => {
    const failing = database.access.run(context, async (transaction) => {
      await transaction.manager.transaction((inner) =>
        inner.query("insert into site (site_id, name) values ('inner', 'Inner')"),
      )
      expect(await transaction.query("select from site where site_id = 'inner'")).toHaveLength(1)
      throw new Error('roll back')
    })
    await expect(failing).rejects.toThrow('roll back')
    expect(await sites()).not.toContainEqual({ site_id: 'inner' })
  })

  test('sends queries one after another, its own and those of TypeORM', async () => {
    const warnings: string[] = []
    const listen = (warning: Error) => warnings.push(warning.message)
    process.on('warning', listen)
    const rows = await database.access.run(context, (transaction) =>
      Promise.all([
        transaction.query('select pg_sleep(0.01), 1 as n'),
        transaction.manager.query('select 2 as n'),
        transaction.query('select 3 as n'),
      ]),
    )
    process.off('warning', listen)
    expect(rows).toEqual([[{ pg_sleep: '', n: 1 }], [{ n: 2 }], [{ n: 3 }]])
    expect(warnings).toEqual([])
  })

  test('refuses another unit of work inside it', async () => {
    const nested = database.access.run(context, () => database.access.run(context, async () => 0))
    await expect(nested).rejects.toBeInstanceOf(NestedTransaction)
  })

  test('may be followed by another one', async () => {
    const one = () =>
      database.access.run(context, (transaction) => transaction.query<{ n: number }>('select 1 as n'))
    await one()
    expect(await one()).toEqual([{ n: 1 }])
  })

  test('refuses a query that comes after its end', async () => {
    const leaked = await database.access.run(context, async (transaction) => ({ transaction }))
    await expect(leaked.transaction.query('select 1')).rejects.toBeInstanceOf(TransactionEnded)
  })

  test('may not write when it is for reading', async () => {
    const writing = database.access.run(
      context,
      (transaction) => transaction.query("insert into site (site_id, name) values ('r', 'R')"),
      { readOnly: true },
    )
    await expect(writing).rejects.toThrow('read-only transaction')
  })

  test('sees one state of the data when it is for reading', async () => {
    const counts = await database.access.run(
      context,
      async (transaction) => {
        const before = await transaction.query('select count(*) as n from site')
        await database.ownerQuery("insert into site (site_id, name) values ('meanwhile', 'Meanwhile')")
        return [before, await transaction.query('select count(*) as n from site')]
      },
      { readOnly: true },
    )
    expect(counts[1]).toEqual(counts[0])
  })

  test('bounds its statements and its pauses', async () => {
    const limits = await database.access.run(context, (transaction) =>
      transaction.query(
        "select current_setting('statement_timeout') as statement, current_setting('idle_in_transaction_session_timeout') as idle",
      ),
    )
    expect(limits).toEqual([{ statement: '30s', idle: '1min' }])
  })
})

describe('the pool', () => {
  test('says that it is busy after 5 seconds, and serves again afterwards', async () => {
    let letGo = () => {}
    const held = new Promise<void>((resolve) => {
      letGo = resolve
    })
    const holders = [1, 2].map(() => database.access.run(context, () => held))
    const startedAt = Date.now()
    await expect(database.access.run(context, async () => 0)).rejects.toBeInstanceOf(DatabaseBusy)
    expect(Date.now() - startedAt).toBeGreaterThan(4_900)
    letGo()
    await Promise.all(holders)
    expect(await database.access.run(context, async () => 'served')).toBe('served')
  })

  test('gives its connections back after failures', async () => {
    for (let round = 0; round < 10; round += 1) {
      await database.access.run(context, (transaction) => transaction.query('select 1 / 0')).catch(() => {})
    }
    expect(await database.access.run(context, async () => 'served')).toBe('served')
  })
})

describe('values', () => {
  async function select(expression: string): Promise<unknown> {
    const [row] = await database.access.run(context, (transaction) =>
      transaction.query<{ value: unknown }>(`select ${expression} as value`),
    )
    return row?.value
  }

  test('a day stays the text of the day', async () => {
    expect(await select("date '2024-02-29'")).toBe('2024-02-29')
    expect(await select("array[date '2024-02-29', null]")).toEqual(['2024-02-29', null])
  })

  test('a count is a number', async () => {
    expect(await select('(select count(*) from (values (1), (2)) as v)')).toBe(2)
    expect(await select('array[9007199254740991::int8]')).toEqual([9_007_199_254_740_991])
  })

  test('an integer beyond 2^53 is refused, not rounded', async () => {
    await expect(select('9007199254740993::int8')).rejects.toThrow('beyond 2^53')
    expect(await select('1')).toBe(1)
  })

  test('an exact number stays text', async () => {
    expect(await select('1.50::numeric')).toBe('1.50')
    expect(await select('array[1.50::numeric]')).toEqual(['1.50'])
  })
})

describe('units of work that run together', () => {
  const therapist: AccessContext = { ...context, actor: { kind: 'user', id: 'one' }, role: 'therapist' }
  const countSites = () =>
    database.access.run(context, (transaction) => transaction.query('select site_id from site'), {
      readOnly: true,
    })

  test('see one state of the records, whatever is stored between them', async () => {
    const seen = await database.access.runTogether(
      context,
      async () => {
        const before = await countSites()
        await database.ownerQuery(`insert into site (site_id, name) values ('between', 'Between')`)
        return [before.length, (await countSites()).length]
      },
      { readOnly: true },
    )
    expect(seen[1]).toBe(seen[0])
    expect(await countSites()).toHaveLength(Number(seen[0]) + 1)
  })

  test('are all in the context of the first: nobody sees through the eyes of another', async () => {
    const other = database.access.runTogether(context, () =>
      database.access.run(therapist, (transaction) => transaction.query('select 1')),
    )
    await expect(other).rejects.toThrow(NestedTransaction)
  })

  test('write nothing where the first only reads', async () => {
    const written = database.access.runTogether(
      context,
      () => database.access.run(context, (transaction) => transaction.query('select 1')),
      { readOnly: true },
    )
    await expect(written).rejects.toThrow(NestedTransaction)
  })
})
