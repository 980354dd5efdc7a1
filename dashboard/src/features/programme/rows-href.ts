import type { RowsLink } from '../../../../api/src/contracts/programme-query.js'

/** Where the screen lists the rows that the API says are behind a number; null where it has no such list. */
export function rowsHref(rows: RowsLink | null): string | null {
  if (rows === null || rows.path !== '/episodes') return null
  const search = new URLSearchParams(rows.query).toString()
  return search === '' ? '/members' : `/members?${search}`
}
