/** Getting a connection within the time that a request may wait, and naming what goes wrong on the way. */

import { setTimeout as wait } from 'node:timers/promises'
import { types } from 'node:util'
import { DatabaseBusy, DatabaseUnavailable } from './errors.js'

/** How long a unit of work waits for a connection. */
export const POOL_WAIT_MILLISECONDS = 5_000

const RETRY_MILLISECONDS = 100

// SQLSTATE class 08 (connection), 57P01-57P03 (shutdown, crash, starting up), and the socket's own codes.
const LOST_CONNECTION = /^(08...|57P0[123]|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/
const LOST_CONNECTION_MESSAGE = /^(Connection terminated|Client has encountered a connection error)/

/**
 * Runs `connect`, which takes a connection from the pool; while the server restarts, runs it again until the waiting
 * time is over.
 *
 * @throws DatabaseBusy        when all connections stay in use
 * @throws DatabaseUnavailable when the server cannot be reached
 */
export async function connectWithinWait<T>(connect: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + POOL_WAIT_MILLISECONDS
  for (;;) {
    try {
      return await connect()
    } catch (error) {
      if (isPoolTimeout(error)) throw new DatabaseBusy(POOL_WAIT_MILLISECONDS)
      if (!isLostConnection(error)) throw error
      if (Date.now() >= deadline) throw new DatabaseUnavailable(error)
      await wait(RETRY_MILLISECONDS)
    }
  }
}

/** The named error for a lost connection; every other error as it is. */
export function asDatabaseFailure(error: unknown): unknown {
  return isLostConnection(error) ? new DatabaseUnavailable(error) : error
}

function isLostConnection(error: unknown): boolean {
  if (!types.isNativeError(error) || error instanceof DatabaseUnavailable) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return LOST_CONNECTION.test(code) || LOST_CONNECTION_MESSAGE.test(error.message)
}

function isPoolTimeout(error: unknown): boolean {
  return types.isNativeError(error) && error.message.startsWith('timeout exceeded when trying to connect')
}
