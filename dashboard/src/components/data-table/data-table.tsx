import { type ReactElement, type ReactNode, useMemo, useState } from 'react'
import { formatNumber } from '../../format/number.js'
import { OpenLink } from '../access/open-link.js'
import { Icon } from '../icon.js'
import styles from './data-table.module.css'
import { type CellValue, cellText, type SortOrder, sortRows, type TableColumn } from './table-column.js'

/** Sorting done by the server: the table shows the order and asks for another one. */
export interface RemoteSort {
  readonly column: string
  readonly order: SortOrder
  readonly onSort: (column: string, order: SortOrder) => void
}

/**
 * A table to read, sort and follow: numbers right-aligned, the way down always a link, and a line that says how
 * many of how many are shown, because the end of a page is not the end of the list.
 */
export function DataTable<Row>(props: {
  caption: string
  columns: readonly TableColumn<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** How many match in all; null when `rows` is everything. */
  total?: number | null
  remoteSort?: RemoteSort
  /** What is counted, for the line below: "episodes". */
  counted?: string
  isCaptionHidden?: boolean
  emptyWords?: string
  footer?: ReactNode
}): ReactElement {
  const [localSort, setLocalSort] = useState<{ column: string; order: SortOrder } | null>(null)
  const sort = props.remoteSort ?? localSort
  const { remoteSort, rows, columns } = props
  const shown = useMemo(
    () => (remoteSort === undefined && localSort !== null ? sortRows(rows, columns, localSort) : rows),
    [remoteSort, localSort, rows, columns],
  )
  const askFor = (column: string, order: SortOrder): void =>
    remoteSort === undefined ? setLocalSort({ column, order }) : remoteSort.onSort(column, order)

  return (
    <div className={styles.frame}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={styles.scroller} aria-label={props.caption} tabIndex={0}>
        <table className={styles.table}>
          <caption className={props.isCaptionHidden === true ? styles.hiddenCaption : styles.caption}>
            {props.caption}
          </caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <HeaderCell key={column.name} column={column} sort={sort} askFor={askFor} />
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={props.rowKey(row)}>
                {columns.map((column) => (
                  <BodyCell key={column.name} column={column} row={row} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {shown.length === 0 && <p className={styles.empty}>{props.emptyWords ?? 'No rows.'}</p>}
      <CountLine
        shown={shown.length}
        total={props.total ?? null}
        counted={props.counted}
        footer={props.footer}
      />
    </div>
  )
}

function HeaderCell<Row>(props: {
  column: TableColumn<Row>
  sort: { column: string; order: SortOrder } | null
  askFor: (column: string, order: SortOrder) => void
}): ReactElement {
  const { column, sort } = props
  const order = sort !== null && sort.column === column.name ? sort.order : null
  if (column.isSortable === false) {
    return (
      <th scope="col" data-kind={column.kind}>
        {column.label}
      </th>
    )
  }
  const ariaSort = order === null ? 'none' : order === 'asc' ? 'ascending' : 'descending'
  return (
    <th scope="col" data-kind={column.kind} aria-sort={ariaSort}>
      <button
        type="button"
        className={styles.sort}
        onClick={() => props.askFor(column.name, order === 'asc' ? 'desc' : 'asc')}
      >
        {column.label}
        <span className={styles.arrow} data-order={order ?? 'none'}>
          <Icon name={order === 'desc' ? 'chevron_down' : 'chevron_up'} size={11} />
        </span>
      </button>
    </th>
  )
}

function BodyCell<Row>({ column, row }: { column: TableColumn<Row>; row: Row }): ReactElement {
  const href = column.href?.(row) ?? null
  const content = column.cell === undefined ? plainText(column, row) : column.cell(row)
  const detail = column.detail?.(row) ?? null
  const detailHref = column.detailHref?.(row) ?? null
  const linked = (
    <>
      {href === null ? content : <CellLink to={href}>{content}</CellLink>}
      {detail !== null && (
        <span className={styles.detail}>
          {detailHref === null ? detail : <CellLink to={detailHref}>{detail}</CellLink>}
        </span>
      )}
    </>
  )
  return column.isRowHeader === true ? (
    <th scope="row" data-kind={column.kind}>
      {linked}
    </th>
  ) : (
    <td data-kind={column.kind}>{linked}</td>
  )
}

/** The number stays where the rows behind it are not for the reader's role. */
function CellLink({ to, children }: { to: string; children: ReactNode }): ReactElement | null {
  return (
    <OpenLink to={to} staysAsWords>
      {children}
    </OpenLink>
  )
}

function plainText<Row>(column: TableColumn<Row>, row: Row): string {
  const value: CellValue = column.value(row)
  return column.text === undefined ? cellText(value, column.kind, column.decimals) : column.text(row)
}

function CountLine(props: {
  shown: number
  total: number | null
  counted: string | undefined
  footer: ReactNode
}): ReactElement | null {
  if (props.total === null && props.footer === undefined) return null
  const words =
    props.total === null
      ? null
      : `${formatNumber(props.shown)} of ${formatNumber(props.total)} ${props.counted ?? 'rows'} shown`
  return (
    <div className={styles.foot}>
      {words !== null && <span>{words}</span>}
      {props.footer}
    </div>
  )
}
