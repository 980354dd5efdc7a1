import type { ReactElement } from 'react'
import { ATTENDANCE_LABELS } from '../../../format/enumeration-labels.js'
import styles from './session-grid.module.css'
import { ATTENDANCE_KEYS } from './sheet-keys.js'

/** Which key does what, always in sight: nobody has to learn it from a manual. */
export function KeyLegend(): ReactElement {
  const keys = [
    ...ATTENDANCE_KEYS.map(({ key, status }) => ({
      key: key.toUpperCase(),
      does: ATTENDANCE_LABELS[status],
    })),
    { key: '0–3', does: 'Answer' },
    { key: '-', does: 'Not answered' },
    { key: '⌫', does: 'Back' },
    { key: 'Enter', does: 'Next member' },
  ]
  return (
    <ul className={styles.legend} aria-label="Keys">
      {keys.map(({ key, does }) => (
        <li key={key}>
          <kbd className={styles.key}>{key}</kbd> {does}
        </li>
      ))}
    </ul>
  )
}
