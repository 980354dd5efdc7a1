import type { ReactElement, ReactNode } from 'react'
import styles from './status-pill.module.css'

/** What a status means, never what it looks like; `item9` is kept for answers to the risk item. */
export type Status = 'good' | 'bad' | 'watch' | 'neutral' | 'item9'

const SHAPES: Readonly<Record<Status, ReactElement>> = {
  good: <path d="M1.5 5.5l2.5 2.5 4.5-6" fill="none" stroke="currentColor" strokeWidth={1.6} />,
  bad: <path d="M5 1l4.5 8h-9z" fill="currentColor" />,
  watch: <circle cx={5} cy={5} r={3.6} fill="currentColor" />,
  neutral: <circle cx={5} cy={5} r={3.4} fill="none" stroke="currentColor" strokeWidth={1.4} />,
  item9: <path d="M5 0l4.5 5-4.5 5-4.5-5z" fill="currentColor" />,
}

/** A status as shape, word and tint, so that it survives grey print, colour blindness and forced colours. */
export function StatusPill({ status, children }: { status: Status; children: ReactNode }): ReactElement {
  return (
    <span className={styles.pill} data-status={status}>
      <svg width={10} height={10} viewBox="0 0 10 10" aria-hidden="true" className={styles.shape}>
        {SHAPES[status]}
      </svg>
      {children}
    </span>
  )
}
