import type { ReactElement } from 'react'
import { formatNumber, NO_VALUE } from '../../../format/number.js'
import { itemKey, type SheetMeasure } from './columns.js'
import { formOf, sumSoFar } from './row-values.js'
import styles from './session-grid.module.css'
import type { EntryRow } from './sheet-state.js'

/** The running sum, never without how many answers it is of; the score itself is the server's. */
export function SumCell({ measure, row }: { measure: SheetMeasure; row: EntryRow }): ReactElement {
  return (
    <td className={styles.sum}>
      <SumWords measure={measure} row={row} />
    </td>
  )
}

export function SumWords({ measure, row }: { measure: SheetMeasure; row: EntryRow }): ReactElement {
  const { sum, answered, typed } = sumSoFar(row.values, measure)
  const form = formOf(row.stored, measure.code)
  const more = row.stored.forms.filter((each) => each.measure === measure.code).length - 1
  if (typed === 0 && form?.scoring === 'total_only' && form.total !== null) {
    return (
      <>
        <strong>{formatNumber(form.total)}</strong>
        <span className={styles.detail}>total only</span>
      </>
    )
  }
  if (typed === 0) return <span className={styles.none}>{NO_VALUE}</span>
  const risk = measure.items.findIndex(({ is_risk_item }) => is_risk_item)
  const isRiskOpen = risk >= 0 && row.values.answers[itemKey(measure.code, risk)] === null
  return (
    <>
      <strong>{answered === 0 ? NO_VALUE : formatNumber(sum)}</strong>
      <span className={styles.detail}>
        {answered} of {measure.items.length}
        <span className={styles.unseen}> answered</span>
      </span>
      {isRiskOpen && <span className={styles.riskOpen}>item {measure.items[risk]?.number} not answered</span>}
      {more > 0 && <span className={styles.detail}>+{more} more form</span>}
    </>
  )
}
