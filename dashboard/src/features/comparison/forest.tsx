import type { ReactElement } from 'react'
import type { StudyEstimateContract } from '../../../../api/src/contracts/studies.js'
import styles from './comparison.module.css'
import { type ForestRow, forestRows } from './forest.model.js'
import { estimateWords, groupingWords, ROLE_WORDS } from './study-words.js'

/** One row an estimate: what it is and assumes, its interval on the axis of its unit, its figures in words. */
export function Forest({ estimates }: { estimates: readonly StudyEstimateContract[] }): ReactElement {
  return (
    <ul className={styles.forest}>
      {forestRows(estimates).map((row) => (
        <li key={row.estimate.name} data-role={row.estimate.role}>
          <div>
            <strong>{row.estimate.label}</strong>{' '}
            <span className={styles.role}>{ROLE_WORDS[row.estimate.role]}</span>
            <p className={styles.small}>{row.estimate.assumes}</p>
          </div>
          {row.mark !== null && (
            <Interval mark={row.mark} none={row.none} isMain={row.estimate.role === 'main'} />
          )}
          <p className={styles.figures}>
            {estimateWords(row.estimate)}
            <span className={styles.small}>{groupingWords(row.estimate)}</span>
          </p>
        </li>
      ))}
    </ul>
  )
}

function Interval(props: {
  mark: NonNullable<ForestRow['mark']>
  none: number
  isMain: boolean
}): ReactElement {
  const at = (share: number): number => 8 + share * 184
  const { low, at: middle, high } = props.mark
  return (
    <svg viewBox="0 0 200 24" className={styles.interval} aria-hidden="true" focusable="false">
      <line x1={at(props.none)} x2={at(props.none)} y1="0" y2="24" className={styles.none} />
      <line
        x1={at(low)}
        x2={at(high)}
        y1="12"
        y2="12"
        stroke="currentColor"
        strokeWidth={props.isMain ? 3 : 1.5}
      />
      <rect x={at(middle) - 4} y="8" width="8" height="8" fill="currentColor" />
    </svg>
  )
}
