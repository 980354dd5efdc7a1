/**
 * One connection that a process holds as long as it uses the server. Its locks tell the processes of each other and
 * vanish with their process, however it dies; its end tells that the server went away.
 */

import { realpath } from 'node:fs/promises'
import pg from 'pg'
import { EMBEDDED_OWNER_LOCK, EMBEDDED_USERS_LOCK } from '../lock-keys.js'
import { type Cluster, SUPERUSER } from './cluster.js'
import { readPostmaster } from './postmaster.js'

export interface WatchConnection {
  readonly adminUrl: string
  /** No living process had started or adopted the server before. */
  readonly owned: boolean
  /** Resolves when the connection ends, for whatever reason. */
  readonly ended: Promise<void>
  /** Gives up the use of the server; true when nobody else uses it, and then nobody can until it stops. */
  leave(): Promise<boolean>
  close(): Promise<void>
}

/** Connects to the server of these files, if it runs. Another server on its old port is not mistaken for it. */
export async function watchRunning(cluster: Cluster): Promise<WatchConnection | null> {
  const postmaster = await readPostmaster(cluster.dataDirectory)
  if (postmaster === null) return null
  const adminUrl = `postgres://${SUPERUSER}:${cluster.password}@127.0.0.1:${postmaster.port}/postgres`
  const client = new pg.Client({
    connectionString: adminUrl,
    application_name: 'tidemark watch',
    keepAlive: true,
  })
  const ended = new Promise<void>((resolve) => client.once('end', resolve))
  client.on('error', () => {}) // its end is what counts
  try {
    await client.connect()
    const { rows } = await client.query<{ folder: string }>(
      "select current_setting('data_directory') as folder",
    )
    if ((await realpath(rows[0]?.folder ?? '')) !== (await realpath(cluster.dataDirectory)))
      throw new Error('Another server')
    // Waits while another process is stopping the server, and then fails with it.
    await client.query('select pg_advisory_lock_shared($1)', [EMBEDDED_USERS_LOCK])
    const owned = await tryLock(client, EMBEDDED_OWNER_LOCK)
    return {
      adminUrl,
      owned,
      ended,
      leave: async () => {
        await client.query('select pg_advisory_unlock_shared($1)', [EMBEDDED_USERS_LOCK])
        return tryLock(client, EMBEDDED_USERS_LOCK)
      },
      close: () => client.end().catch(() => {}),
    }
  } catch {
    await client.end().catch(() => {})
    return null
  }
}

async function tryLock(client: pg.Client, key: number): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [key])
  return rows[0]?.locked === true
}
