import type { CSSProperties, ReactElement } from 'react'
import type { HeatCell, HeatRow, ItemsHeatTableModel } from './items-heat-table.model.js'
import styles from './items-heat-table.module.css'

/** Items by forms: the number is the answer, the shade repeats it; the risk item has its own colour. */
export function ItemsHeatTable({ model }: { model: ItemsHeatTableModel }): ReactElement {
  return (
    <div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={styles.scroller} aria-label={model.table.caption} tabIndex={0}>
        <table className={styles.heat}>
          <caption className={styles.hiddenWords}>{model.table.caption}</caption>
          <thead>
            <tr>
              <th scope="col">Answers, {model.scaleWords}</th>
              {model.columns.map((column) => (
                <th key={column.key} scope="col" title={column.title}>
                  {column.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {model.rows.map((row) => (
              <Row key={row.number} row={row} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">Total</th>
              {model.columns.map((column) => (
                <td key={column.key}>{column.total}</td>
              ))}
            </tr>
          </tfoot>
        </table>
      </section>
      <div className={styles.words}>
        {model.riskWords !== null && <p className={styles.risk}>{model.riskWords}</p>}
        <p>
          <span className={styles.unansweredKey}>–</span> not answered. Columns are sessions, or days of forms
          without one.
          {model.totalsOnly > 0 && ` ${model.totalsOnly} more with a total and no answers.`}
        </p>
      </div>
    </div>
  )
}

function Row({ row }: { row: HeatRow }): ReactElement {
  return (
    <tr data-risk={row.isRiskItem}>
      <th scope="row">
        <span className={styles.number}>{row.number}</span>
        {row.label}
        {row.isReversed && <span className={styles.reversed}> (scored in reverse)</span>}
      </th>
      {row.cells.map((cell) => (
        <td key={cell.key}>
          <Answer cell={cell} />
        </td>
      ))}
    </tr>
  )
}

function Answer({ cell }: { cell: HeatCell }): ReactElement {
  const style: CSSProperties & Record<'--shade', number> = { '--shade': cell.intensity }
  return (
    <span className={styles.answer} data-answered={cell.answer !== null} style={style} title={cell.words}>
      <span aria-hidden="true">{cell.answer ?? '–'}</span>
      <span className={styles.hiddenWords}>{cell.words}</span>
    </span>
  )
}
