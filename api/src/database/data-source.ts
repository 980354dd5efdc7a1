/** The application's connections, and the owner's for migrations. */

import { DataSource } from 'typeorm'
import { columnTypes } from './column-types.js'
import { POOL_WAIT_MILLISECONDS } from './connection-failures.js'
import { entities } from './entities/all-entities.js'
import { migrations } from './migrations/all-migrations.js'

/** No statement of a request may run longer. */
const STATEMENT_TIMEOUT_MILLISECONDS = 30_000

/** A transaction that nobody continues gives its connection and its locks back. */
const IDLE_IN_TRANSACTION_MILLISECONDS = 60_000

const POOL_SIZE = 10

export interface ApplicationPool {
  readonly size?: number
  /** Told of an idle connection that broke; the pool has already dropped it. */
  readonly onIdleConnectionLost?: (error: Error) => void
}

/** The application's data source, not yet initialised. It knows no migrations and never changes the schema. */
export function applicationDataSource(url: string, pool: ApplicationPool = {}): DataSource {
  return new DataSource({
    type: 'postgres',
    applicationName: 'tidemark',
    synchronize: false,
    logging: false,
    entities,
    poolErrorHandler: pool.onIdleConnectionLost ?? (() => {}),
    extra: {
      connectionString: url,
      types: columnTypes,
      max: pool.size ?? POOL_SIZE,
      connectionTimeoutMillis: POOL_WAIT_MILLISECONDS,
      statement_timeout: STATEMENT_TIMEOUT_MILLISECONDS,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MILLISECONDS,
    },
  })
}

/**
 * The owner's data source, not yet initialised: one connection, for migrations. It knows no entities: TypeORM would
 * make a table of its own for their generated columns.
 */
export function ownerDataSource(url: string): DataSource {
  return new DataSource({
    type: 'postgres',
    applicationName: 'tidemark migrations',
    synchronize: false,
    logging: false,
    migrations,
    migrationsTransactionMode: 'each',
    extra: { connectionString: url, types: columnTypes, max: 2 },
  })
}
