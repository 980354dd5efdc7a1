/**
 * The audit as a chain in PostgreSQL. The open chain's row is the lock: processes that append at the same time wait for
 * each other there, from reading the head to their commit, so that numbers have no gap and every record is hashed after
 * the one before it. A transaction that does not commit leaves neither a record nor a moved head.
 */

import { type KeyObject, sign } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { PoolClient } from 'pg'
import type { DataSource } from 'typeorm'
import { connectWithinWait } from '../connection-failures.js'
import { AuditUnavailable } from '../errors.js'
import { type AuditEvent, AuditLog } from './audit-event.js'
import { auditRecord, closingStatement, recordHash, startAfter } from './audit-record.js'
import { closeChain, type LockedHead, lockHead, openChain, writeLink } from './chain-rows.query.js'
import { refuseUnwritable } from './writable-event.js'

/** No longer than a unit of work waits for a connection. Durable also where the server's default is not. */
const SETTINGS = "set local lock_timeout = '5s'; set local synchronous_commit = on"

/** Bounds the time that one transaction holds the head. */
const EVENTS_AT_ONCE = 500

interface Waiting {
  readonly events: readonly AuditEvent[]
  resolve(): void
  reject(error: AuditUnavailable): void
}

export class AuditChain extends AuditLog {
  readonly #dataSource: DataSource
  readonly #signingKey: KeyObject
  readonly #now: (() => Date) | null
  readonly #waiting: Waiting[] = []
  #isWriting = false

  /**
   * @param signingKey  Ed25519, private: closes the chain of a day that is over
   * @param now         in place of the database's clock
   */
  constructor(dataSource: DataSource, signingKey: KeyObject, now: (() => Date) | null = null) {
    super()
    this.#dataSource = dataSource
    this.#signingKey = signingKey
    this.#now = now
  }

  /**
   * Writes the events in a transaction of the audit's own. While one is on its way, later events wait and then go
   * together in the next, so that many readers share a flush to disk.
   *
   * @throws AuditUnavailable   when they could not be made durable; none of them is then known to be kept
   * @throws InvalidAuditEvent  when an event is not what the tables can hold; only its own caller is refused
   */
  async append(events: readonly AuditEvent[]): Promise<void> {
    for (const event of events) refuseUnwritable(event)
    if (events.length === 0) return
    await new Promise<void>((resolve, reject) => {
      this.#waiting.push({ events, resolve, reject })
      if (!this.#isWriting) void this.#writeWaiting()
    })
  }

  /**
   * Writes the events in the transaction of `client`, atomic with its changes. To be called right before the commit:
   * until then everybody else's records wait. The transaction must be READ COMMITTED and may do nothing else after a
   * failure than roll back.
   *
   * @throws AuditUnavailable, InvalidAuditEvent
   */
  async appendWithin(client: PoolClient, events: readonly AuditEvent[]): Promise<void> {
    for (const event of events) refuseUnwritable(event)
    if (events.length === 0) return
    try {
      await client.query(SETTINGS)
      await this.#write(client, events)
    } catch (error) {
      throw new AuditUnavailable(error)
    }
  }

  async #writeWaiting(): Promise<void> {
    this.#isWriting = true
    while (this.#waiting.length > 0) {
      // Whoever was just answered, or arrived in the same turn of the event loop, still joins.
      await nextTurn()
      const batch = this.#nextBatch()
      try {
        await this.#inTransaction(batch.flatMap(({ events }) => events))
        for (const { resolve } of batch) resolve()
      } catch (error) {
        for (const { reject } of batch) reject(new AuditUnavailable(error))
      }
    }
    this.#isWriting = false
  }

  /** The events of one caller stay together. */
  #nextBatch(): Waiting[] {
    let taken = 0
    let events = 0
    for (const waiting of this.#waiting) {
      if (taken > 0 && events + waiting.events.length > EVENTS_AT_ONCE) break
      taken += 1
      events += waiting.events.length
    }
    return this.#waiting.splice(0, taken)
  }

  // A runner remembers a failed connection, so every attempt has a new one.
  async #inTransaction(events: readonly AuditEvent[]): Promise<void> {
    const runner = await connectWithinWait(async () => {
      const attempt = this.#dataSource.createQueryRunner()
      try {
        await attempt.connect()
        return attempt
      } catch (error) {
        await attempt.release()
        throw error
      }
    })
    try {
      const client: PoolClient = await runner.connect()
      try {
        await client.query(`begin isolation level read committed; ${SETTINGS}`)
        await this.#write(client, events)
        await client.query('commit')
      } catch (error) {
        await client.query('rollback').catch(() => {}) // a broken connection has nothing left to roll back
        throw error
      }
    } finally {
      await runner.release()
    }
  }

  async #write(client: PoolClient, events: readonly AuditEvent[]): Promise<void> {
    const found = await lockHead(client)
    const instant = this.#now === null ? found.instant : microseconds(this.#now())
    const head = instant.slice(0, 10) > found.chain_day ? await this.#nextDay(client, found, instant) : found
    const link = String(head.last_number + 1)
    let { last_number: number, last_hash: hash } = head
    const records = events.map((event) => {
      number += 1
      const record = auditRecord(event, {
        chain_day: head.chain_day,
        number: String(number),
        link,
        occurred_at: instant,
      })
      hash = recordHash(hash, record)
      return { record, hash }
    })
    await writeLink(client, head, records)
  }

  /** A clock that was set back opens no day a second time: records then go on in the chain that is open. */
  async #nextDay(client: PoolClient, head: LockedHead, instant: string): Promise<LockedHead> {
    const closed = { ...head, last_number: String(head.last_number), closed_at: instant }
    const signature = sign(null, Buffer.from(closingStatement(closed)), this.#signingKey)
    await closeChain(client, closed, signature)
    const chainDay = instant.slice(0, 10)
    const start = startAfter(closed, signature)
    await openChain(client, chainDay, start)
    return { chain_day: chainDay, last_number: 0, last_hash: start, instant }
  }
}

function microseconds(instant: Date): string {
  return instant.toISOString().replace('Z', '000Z')
}
