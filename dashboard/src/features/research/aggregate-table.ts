import type { AggregateTablesAnswer } from '../../../../api/src/contracts/aggregate-tables.js'
import type { CardTable } from '../../components/chart-card/card-table.js'

type Release = NonNullable<AggregateTablesAnswer['release']>
type Table = Release['tables'][number]
type Row = Release['total']

/** In place of a number: small, or it would tell of a small one. */
export const KEPT_BACK = 'kept back'

/** One table of a release with everybody as its last row. Where it is kept back as a whole, that row alone. */
export function aggregateTable(release: Release, table: Table): CardTable {
  return {
    caption: `How members changed, by ${table.label.toLowerCase()}`,
    columns: [
      { name: table.name, label: table.label, kind: 'text', isSortable: false },
      { name: 'persons', label: 'Persons', kind: 'number', isSortable: false },
      ...release.columns.flatMap(({ code, label }) => [
        { name: code, label, kind: 'number' as const, isSortable: false },
        { name: `${code}_share`, label: 'Share', kind: 'proportion' as const, isSortable: false },
      ]),
      { name: 'mean_change', label: 'Mean change', kind: 'number', decimals: 1, isSortable: false },
    ],
    rows: [...(table.rows ?? []), release.total].map((row) => ({ key: row.code, cells: cellsOf(row) })),
  }
}

function cellsOf({ label, persons, counts, shares, mean_change }: Row): (string | number)[] {
  return [
    label,
    persons ?? KEPT_BACK,
    ...counts.flatMap((count, place) => [count ?? KEPT_BACK, shares[place] ?? KEPT_BACK]),
    mean_change ?? KEPT_BACK,
  ]
}
