/** Connections of signing in: short statements in the schema `auth`, outside the transactions of requests. */

import pg from 'pg'
import { columnTypes } from './column-types.js'
import { asDatabaseFailure, connectWithinWait, POOL_WAIT_MILLISECONDS } from './connection-failures.js'

const POOL_SIZE = 5

/** Nothing that signing in asks takes longer than milliseconds. */
const STATEMENT_TIMEOUT_MILLISECONDS = 5_000

export class SignInPool {
  /** For the sign-in library, which finds its tables without naming the schema. */
  readonly pool: pg.Pool

  /**
   * @param url                   address of the database, as a login to which the schema `auth` is granted
   * @param onIdleConnectionLost  told of an idle connection that broke; the pool has already dropped it
   */
  constructor(url: string, onIdleConnectionLost: (error: Error) => void = () => {}) {
    this.pool = new pg.Pool({
      connectionString: withinSchema(url),
      application_name: 'tidemark sign-in',
      types: columnTypes,
      max: POOL_SIZE,
      connectionTimeoutMillis: POOL_WAIT_MILLISECONDS,
      statement_timeout: STATEMENT_TIMEOUT_MILLISECONDS,
    })
    this.pool.on('error', onIdleConnectionLost)
  }

  /**
   * One statement, committed when it ends.
   *
   * @throws DatabaseBusy        when no connection becomes free in time
   * @throws DatabaseUnavailable when the server cannot be reached or goes away
   */
  async query<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const client = await connectWithinWait(() => this.pool.connect())
    try {
      const { rows } = await client.query<Row>(text, [...values])
      client.release()
      return rows
    } catch (error) {
      const failure = asDatabaseFailure(error)
      client.release(failure !== error)
      throw failure
    }
  }

  close(): Promise<void> {
    return this.pool.end()
  }
}

/** The same address, where names without a schema are those of `auth`. */
function withinSchema(url: string): string {
  const address = new URL(url)
  const options = address.searchParams.get('options')
  address.searchParams.set(
    'options',
    [...(options === null ? [] : [options]), '-c search_path=auth'].join(' '),
  )
  return address.href
}
