/** Notices of the database (NOTIFY), for those who wait for a change: one connection a process, opened when needed. */

import pg from 'pg'

type Listener = (payload: string) => void

export class Notifications {
  readonly #url: string
  readonly #listeners = new Map<string, Set<Listener>>()
  #client: Promise<pg.Client> | null = null

  constructor(url: string) {
    this.#url = url
  }

  /**
   * Calls `listener` at every notice of the channel, until the answered function is called. A notice may be missed while
   * a connection is lost: whoever must not miss one looks by itself now and then.
   *
   * @throws when the database cannot be reached
   */
  async listen(channel: 'job_changed', listener: Listener): Promise<() => void> {
    const listeners = this.#listeners.get(channel) ?? new Set()
    this.#listeners.set(channel, listeners)
    listeners.add(listener)
    try {
      const client = await this.#connection()
      await client.query(`listen ${channel}`)
    } catch (error) {
      listeners.delete(listener)
      throw error
    }
    return () => listeners.delete(listener)
  }

  async close(): Promise<void> {
    this.#listeners.clear()
    const client = await this.#client?.catch(() => null)
    await client?.end()
  }

  #connection(): Promise<pg.Client> {
    this.#client ??= this.#connect().catch((error: unknown) => {
      this.#client = null
      throw error
    })
    return this.#client
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.#url,
      application_name: 'tidemark notices',
      keepAlive: true,
    })
    client.on('error', () => {}) // its end is what counts
    client.on('end', () => {
      this.#client = null
    })
    client.on('notification', ({ channel, payload }) => {
      for (const listener of this.#listeners.get(channel) ?? []) listener(payload ?? '')
    })
    await client.connect()
    return client
  }
}
