/** Somebody with every right over the server: who the chain has to be held against. */

import pg from 'pg'
import type { AuditReader } from '../../../api/src/database/audit/audit-records.query.js'
import { columnTypes } from '../../../api/src/database/column-types.js'
import type { TestDatabase } from '../support/test-database.js'

export interface Superuser extends AuditReader {
  /**
   * Changes the audit with its guards switched off, lets `look` see the result, and takes all of it back.
   */
  tamper<T>(statements: readonly string[], look: (reader: AuditReader) => Promise<T>): Promise<T>
  end(): Promise<void>
}

export async function asSuperuser({ ownerUrl }: TestDatabase): Promise<Superuser> {
  const address = new URL(ownerUrl)
  address.searchParams.delete('options')
  const client = new pg.Client({ connectionString: address.href, types: columnTypes })
  await client.connect()
  const query: AuditReader['query'] = async (text, values = []) =>
    (await client.query(text, [...values])).rows
  return {
    query,
    tamper: async (statements, look) => {
      await client.query('begin')
      try {
        for (const table of ['audit_event', 'audit_chain']) {
          await client.query(`alter table ${table} disable trigger all`)
        }
        for (const statement of statements) await client.query(statement)
        return await look({ query })
      } finally {
        await client.query('rollback')
      }
    },
    end: () => client.end(),
  }
}
