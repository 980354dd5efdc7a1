/** The one way to the data: a unit of work on one connection, in one transaction, with its context set. */

import { AsyncLocalStorage } from 'node:async_hooks'
import type { PoolClient } from 'pg'
import type { DataSource, EntityManager, QueryRunner } from 'typeorm'
import type { Role } from '../core/vocabulary.js'
import type { AuditChain } from './audit/audit-chain.js'
import type { AuditEvent } from './audit/audit-event.js'
import { asDatabaseFailure, connectWithinWait } from './connection-failures.js'
import { InvalidAccessContext, NestedTransaction, TransactionAborted } from './errors.js'
import { QueryQueue } from './query-queue.js'
import { kindRole } from './roles.js'

/**
 * On whose behalf the database is asked. Row-level security reads it: the role that the transaction takes on, and
 * `current_setting('app.user_id', true)`.
 */
export interface AccessContext {
  readonly actor: {
    readonly kind: 'user' | 'token' | 'command_line' | 'worker' | 'system'
    readonly id: string
  }
  /** The kind of user; null leaves the process's own login, which in the API may read no data at all. */
  readonly role: Role | null
  readonly requestId: string
  /** Told of the members whose rows were read, for the audit. */
  readonly onMembersSeen?: (memberIds: readonly number[]) => void
}

/** What the work knows of an event; who, when and for which request are the context's. */
export type RecordedEvent = Pick<AuditEvent, 'action'> &
  Partial<Pick<AuditEvent, 'memberIds' | 'target' | 'detail'>>

export interface Transaction {
  /** Rows as PostgreSQL names them; days are `YYYY-MM-DD`, counts are numbers, numeric stays text. */
  query<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>
  /** TypeORM on the same connection. */
  readonly manager: EntityManager
  /** The driver's own client, for COPY streams; wait for each before the next query. */
  readonly client: PoolClient
  /** Says that rows of these members were read; the audit of the request names them. */
  saw(memberIds: readonly number[]): void
  /** Writes this to the audit together with the change: both are kept or neither. */
  record(event: RecordedEvent): void
}

export interface RunOptions {
  /** All queries see one state of the data, and PostgreSQL refuses every write. */
  readonly readOnly?: boolean
}

/** Runs units of work. A request has one of them; its parts hand the transaction on as an argument. */
export class DatabaseAccess {
  readonly #dataSource: DataSource
  readonly #audit: AuditChain
  readonly #running = new AsyncLocalStorage<QueryQueue>()
  readonly #together = new AsyncLocalStorage<Together>()

  constructor(dataSource: DataSource, audit: AuditChain) {
    this.#dataSource = dataSource
    this.#audit = audit
  }

  /**
   * Runs `work` in a transaction of its own; commits when it resolves, rolls back when it throws.
   *
   * @throws NestedTransaction   inside another unit of work
   * @throws DatabaseBusy        when no connection becomes free in time
   * @throws DatabaseUnavailable when the server cannot be reached or goes away
   * @throws TransactionAborted  when `work` swallowed the failure of a query
   * @throws AuditUnavailable    when what the work recorded cannot be written; its changes are not kept either
   */
  async run<T>(
    context: AccessContext,
    work: (transaction: Transaction) => Promise<T>,
    options: RunOptions = {},
  ): Promise<T> {
    const together = this.#together.getStore()
    if (together !== undefined) return join(together, context, work, options)
    if (this.#running.getStore()?.isOpen) throw new NestedTransaction()
    refuseUnreadable(context)
    const begun = await connectWithinWait(() => begin(this.#dataSource, context, options))
    try {
      return await this.#running.run(begun.queue, () => finish(begun, context, work, this.#audit))
    } catch (error) {
      throw asDatabaseFailure(error)
    } finally {
      begun.queue.close()
      await begun.runner.release()
    }
  }

  /**
   * Runs `work`, whose units of work, one after another, are all of one transaction: services that are asked in turn
   * answer from one state of the data. Each must be in the same context, and may not write where this does not.
   *
   * @throws as `run`
   */
  runTogether<T>(
    context: AccessContext,
    work: (transaction: Transaction) => Promise<T>,
    options: RunOptions = {},
  ): Promise<T> {
    return this.run(
      context,
      (transaction) => this.#together.run({ transaction, context, options }, () => work(transaction)),
      options,
    )
  }
}

/** A transaction that units of work join. */
interface Together {
  readonly transaction: Transaction
  readonly context: AccessContext
  readonly options: RunOptions
}

/** Another role or person must not see through this one's eyes. */
async function join<T>(
  { transaction, context: outer, options: { readOnly = false } }: Together,
  context: AccessContext,
  work: (transaction: Transaction) => Promise<T>,
  options: RunOptions,
): Promise<T> {
  const isSame =
    context.actor.kind === outer.actor.kind &&
    context.actor.id === outer.actor.id &&
    context.role === outer.role
  if (!isSame || (readOnly && options.readOnly !== true)) throw new NestedTransaction()
  return work(transaction)
}

interface BegunTransaction {
  readonly runner: QueryRunner
  readonly client: PoolClient
  readonly queue: QueryQueue
}

// A runner remembers a failed connection, so every attempt has a new one.
async function begin(
  dataSource: DataSource,
  context: AccessContext,
  options: RunOptions,
): Promise<BegunTransaction> {
  const runner = dataSource.createQueryRunner()
  try {
    const client: PoolClient = await runner.connect()
    const queue = new QueryQueue()
    takeOverQueries(runner, client, queue, startStatement(client, context, options))
    await runner.startTransaction()
    return { runner, client, queue }
  } catch (error) {
    await runner.release()
    throw error
  }
}

async function finish<T>(
  { runner, client, queue }: BegunTransaction,
  context: AccessContext,
  work: (transaction: Transaction) => Promise<T>,
  audit: AuditChain,
): Promise<T> {
  const recorded: AuditEvent[] = []
  const transaction: Transaction = {
    query: (text, values = []) => queue.add(async () => (await client.query(text, [...values])).rows),
    manager: runner.manager,
    client,
    saw: (memberIds) => context.onMembersSeen?.(memberIds),
    record: (event) => recorded.push(auditEvent(context, event)),
  }
  try {
    const result = await work(transaction)
    await queue.idle()
    if (recorded.length > 0) await appendRecorded(client, recorded, audit)
    await runner.commitTransaction()
    return result
  } catch (error) {
    await queue.idle()
    // A connection that broke has nothing left to roll back; the first error is the one to tell.
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => {})
    throw error
  }
}

/** Last before the commit, because the chain is locked from here on; as the login, which alone may write to it. */
async function appendRecorded(
  client: PoolClient,
  events: readonly AuditEvent[],
  audit: AuditChain,
): Promise<void> {
  await client.query('set local role none')
  await audit.appendWithin(client, events)
}

function auditEvent({ actor, role, requestId }: AccessContext, event: RecordedEvent): AuditEvent {
  return {
    action: event.action,
    outcome: 'success',
    actorKind: actor.kind,
    actorId: actor.id,
    actorRole: role,
    requestId,
    memberIds: event.memberIds ?? [],
    target: event.target ?? null,
    detail: event.detail ?? {},
  }
}

/**
 * TypeORM's own queries stand in the same queue, because a client answers one query at a time. Its start of the
 * transaction takes the context along, in one round trip; its commit must be one.
 */
function takeOverQueries(runner: QueryRunner, client: PoolClient, queue: QueryQueue, start: string): void {
  const query = runner.query.bind(runner)
  const send = (text: string, parameters?: unknown[], structured?: boolean): Promise<unknown> => {
    if (text === 'START TRANSACTION') return client.query(start)
    if (text === 'COMMIT') return commit(client)
    return structured ? query(text, parameters, true) : query(text, parameters)
  }
  Object.assign(runner, {
    query: (text: string, parameters?: unknown[], structured?: boolean) =>
      queue.add(() => send(text, parameters, structured)),
  })
}

/** After a failed query PostgreSQL answers a commit with a rollback, and nobody would know. */
async function commit(client: PoolClient): Promise<void> {
  const { command } = await client.query('commit')
  if (command === 'ROLLBACK') throw new TransactionAborted()
}

function startStatement(
  client: PoolClient,
  { actor, role, requestId }: AccessContext,
  options: RunOptions,
): string {
  const mode = options.readOnly ? 'isolation level repeatable read read only' : 'read write'
  const settings = Object.entries({
    'app.user_id': actor.kind === 'user' || actor.kind === 'token' ? actor.id : '',
    'app.actor_kind': actor.kind,
    'app.actor_id': actor.id,
    'app.request_id': requestId,
  })
  const set = settings.map(([name, value]) => `set_config('${name}', ${client.escapeLiteral(value)}, true)`)
  const takeRole = role === null ? '' : `set local role ${client.escapeIdentifier(kindRole(role))}; `
  return `start transaction ${mode}; ${takeRole}select ${set.join(', ')}`
}

const READABLE = /^\P{Cc}{1,200}$/u

function refuseUnreadable({ actor, requestId }: AccessContext): void {
  if (!READABLE.test(actor.id) || !READABLE.test(requestId)) throw new InvalidAccessContext()
}
