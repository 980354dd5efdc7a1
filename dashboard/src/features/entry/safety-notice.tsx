import type { ReactElement } from 'react'
import type { ImportReport } from '../../../../api/src/contracts/imports.js'
import { countOf, formatNumber } from '../../format/number.js'
import styles from './safety-notice.module.css'

/**
 * A rejected row may hold an answer above zero to item 9. The row is not stored, so no signal will come of it:
 * a person has to look at the form. Never in the list among other rejects alone, never closed by itself.
 */
export function SafetyNotice({ safety }: { safety: ImportReport['safety'] }): ReactElement | null {
  const { rejected_with_risk_answer: count, rows } = safety
  if (count === 0) return null
  const unnamed = count - rows.length
  return (
    <section className={styles.notice} role="alert" aria-labelledby="safety-notice-title">
      <svg width={22} height={22} viewBox="0 0 10 10" aria-hidden="true" className={styles.shape}>
        <path d="M5 0l4.5 5-4.5 5-4.5-5z" fill="currentColor" />
      </svg>
      <div>
        <h2 id="safety-notice-title" className={styles.title}>
          {countOf(count, 'rejected row')} {count === 1 ? 'holds' : 'hold'} an answer above zero to item 9
        </h2>
        <p className={styles.words}>
          Item 9 asks about thoughts of being better off dead or of hurting oneself. These rows are not stored
          and raise no signal. Look at {count === 1 ? 'this form' : 'these forms'} now, and tell the member’s
          therapist.
        </p>
        <ul className={styles.rows}>
          {rows.map((row) => (
            <li key={`${row.file} ${row.row}`}>
              {row.file}, row {formatNumber(row.row)}
            </li>
          ))}
          {unnamed > 0 && <li>and {formatNumber(unnamed)} more, in rejects.csv</li>}
        </ul>
      </div>
    </section>
  )
}
