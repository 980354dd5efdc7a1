import type { ChartTable } from '../../charts/chart-table.js'
import type { CardTable } from '../../components/chart-card/card-table.js'

/** The table of a chart, each row with the way to the episodes behind it; no way where the map has none. */
export function linkedRows(table: ChartTable, hrefs: ReadonlyMap<string, string | null>): CardTable {
  return {
    ...table,
    rows: table.rows.map((row) => {
      const href = hrefs.get(row.key) ?? null
      return href === null ? row : { ...row, href }
    }),
  }
}
