import type { ReactElement, ReactNode } from 'react'
import type { RiskCell, RiskTableModel } from '../../charts/risk-table.model.js'
import { OpenLink } from '../../components/access/open-link.js'
import { formatNumber, NO_VALUE } from '../../format/number.js'
import styles from './risk-table.module.css'
import { rowsHref } from './rows-href.js'

/** Under the curves, as text: how many stand behind them at each time. Each number leads to its episodes. */
export function RiskTable(props: {
  model: RiskTableModel
  caption: string
  labelOf: (stratum: string) => string
  partWords: Readonly<Record<RiskTableModel['parts'][number]['part'], string>>
}): ReactElement {
  const { model, labelOf } = props
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={styles.scroller} aria-label={props.caption} tabIndex={0}>
      <table className={styles.table}>
        <caption className={styles.caption}>{props.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{model.unit === 'weeks' ? 'Week' : 'Session'}</th>
            {model.times.map((time) => (
              <th key={time} scope="col">
                {formatNumber(time)}
              </th>
            ))}
          </tr>
        </thead>
        {model.parts.map(({ part, rows }) => (
          <tbody key={part}>
            <tr>
              <th scope="rowgroup" colSpan={model.times.length + 1} className={styles.part}>
                {props.partWords[part]}
              </th>
            </tr>
            {rows.map(({ stratum, cells }) => (
              <tr key={stratum}>
                <th scope="row">{labelOf(stratum)}</th>
                {model.times.map((time, place) => (
                  <td key={time}>
                    <Cell cell={cells[place] ?? null} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </section>
  )
}

function Cell({ cell }: { cell: RiskCell | null }): ReactNode {
  if (cell === null) {
    return (
      <span className={styles.absent} title="Fewer than 5 at risk">
        {NO_VALUE}
      </span>
    )
  }
  const href = rowsHref(cell.rows)
  const number = formatNumber(cell.n)
  // No rows stand behind a 0: there is nothing to open.
  if (href === null || cell.n === 0) return number
  return (
    <OpenLink to={href} staysAsWords>
      {number}
    </OpenLink>
  )
}
