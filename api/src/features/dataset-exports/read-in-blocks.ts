import type { Transaction } from '../../database/access.js'

const ROWS_AT_ONCE = 5_000

/**
 * Reads a query block by block through a cursor of the transaction: memory does not grow with its rows.
 *
 * @param cursor  its name in lower case, once at a time
 * @param take    gets every row in the order of the query
 */
export async function readInBlocks<Row>(
  transaction: Transaction,
  { cursor, query, values }: { cursor: string; query: string; values: readonly unknown[] },
  take: (rows: readonly Row[]) => void,
): Promise<void> {
  // All rows are wanted, so the plan is that of all rows.
  await transaction.query('set local cursor_tuple_fraction = 1')
  await transaction.query(`declare ${cursor} no scroll cursor for ${query}`, values)
  for (;;) {
    const rows = await transaction.query<Row>(`fetch ${ROWS_AT_ONCE} from ${cursor}`)
    take(rows)
    if (rows.length < ROWS_AT_ONCE) break
  }
  await transaction.query(`close ${cursor}`)
}
