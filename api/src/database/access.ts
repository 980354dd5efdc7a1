/** The one way to the data: a unit of work on one connection, in one transaction, with its context set. */

import { AsyncLocalStorage } from 'node:async_hooks'
import type { PoolClient } from 'pg'
import type { DataSource, EntityManager, QueryRunner } from 'typeorm'
import { asDatabaseFailure, connectWithin } from './connection-failures.js'
import { NestedTransaction, TransactionAborted } from './errors.js'
import { QueryQueue } from './query-queue.js'

/** On whose behalf the database is asked. Row-level security reads it as `current_setting('app.user_id', true)`. */
export interface AccessContext {
  readonly actor: { readonly kind: 'user' | 'command_line' | 'worker' | 'system'; readonly id: string }
  readonly requestId: string
}

export interface Transaction {
  /** Rows as PostgreSQL names them; days are `YYYY-MM-DD`, counts are numbers, numeric stays text. */
  query<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>
  /** TypeORM on the same connection. */
  readonly manager: EntityManager
  /** The driver's own client, for COPY streams; wait for each before the next query. */
  readonly client: PoolClient
}

export interface RunOptions {
  /** PostgreSQL refuses every write. */
  readonly readOnly?: boolean
}

/** Runs units of work. A request has one of them; its parts hand the transaction on as an argument. */
export class DatabaseAccess {
  readonly #dataSource: DataSource
  readonly #running = new AsyncLocalStorage<QueryQueue>()

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource
  }

  /**
   * Runs `work` in a transaction of its own; commits when it resolves, rolls back when it throws.
   *
   * @throws NestedTransaction   inside another unit of work
   * @throws DatabaseBusy        when no connection becomes free in time
   * @throws DatabaseUnavailable when the server cannot be reached or goes away
   */
  async run<T>(
    context: AccessContext,
    work: (transaction: Transaction) => Promise<T>,
    options: RunOptions = {},
  ): Promise<T> {
    if (this.#running.getStore()?.isOpen) throw new NestedTransaction()
    const { runner, client } = await connectWithin(this.#dataSource)
    const queue = new QueryQueue()
    try {
      queueQueries(runner, queue)
      return await this.#running.run(queue, () =>
        inTransaction(runner, client, queue, context, options, work),
      )
    } catch (error) {
      throw asDatabaseFailure(error)
    } finally {
      await runner.release()
    }
  }
}

async function inTransaction<T>(
  runner: QueryRunner,
  client: PoolClient,
  queue: QueryQueue,
  context: AccessContext,
  options: RunOptions,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  const transaction: Transaction = {
    query: (text, values = []) => queue.add(async () => (await client.query(text, [...values])).rows),
    manager: runner.manager,
    client,
  }
  await runner.startTransaction()
  try {
    await setContext(transaction, context, options)
    const result = await work(transaction)
    await queue.idle()
    if (client.getTransactionStatus() === 'E') throw new TransactionAborted()
    await runner.commitTransaction()
    return result
  } catch (error) {
    await queue.idle()
    // A connection that broke has nothing left to roll back; the first error is the one to tell.
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => {})
    throw error
  } finally {
    queue.close()
  }
}

async function setContext(
  transaction: Transaction,
  context: AccessContext,
  options: RunOptions,
): Promise<void> {
  const { kind, id } = context.actor
  await transaction.query(
    `select set_config('app.user_id', $1, true), set_config('app.actor_kind', $2, true),
            set_config('app.actor_id', $3, true), set_config('app.request_id', $4, true),
            set_config('transaction_read_only', $5, true)`,
    [kind === 'user' ? id : '', kind, id, context.requestId, options.readOnly ? 'on' : 'off'],
  )
}

/** TypeORM's own queries stand in the same queue: a client answers one query at a time. */
function queueQueries(runner: QueryRunner, queue: QueryQueue): void {
  const query = runner.query.bind(runner)
  Object.assign(runner, {
    query: (text: string, parameters?: unknown[], structured?: boolean) =>
      queue.add<unknown>(() => (structured ? query(text, parameters, true) : query(text, parameters))),
  })
}
