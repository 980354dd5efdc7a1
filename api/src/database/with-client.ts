import pg from 'pg'
import { columnTypes } from './column-types.js'
import { UnusableDatabase } from './errors.js'

/**
 * Runs `work` on a connection of its own, outside any pool: for starting, never for requests.
 *
 * @throws UnusableDatabase when the address cannot be connected to
 */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    types: columnTypes,
    application_name: 'tidemark start',
  })
  client.on('error', () => {}) // the query that notices it tells
  try {
    await client.connect()
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new UnusableDatabase(`The database at ${new URL(url).host} cannot be opened: ${reason}`, error)
  }
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
