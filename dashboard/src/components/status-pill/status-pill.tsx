import type { ReactElement, ReactNode } from 'react'
import styles from './status-pill.module.css'

/** What a status means, never what it looks like; `item9` is kept for answers to the risk item, `missing` for forms. */
export type Status = 'good' | 'bad' | 'watch' | 'neutral' | 'item9' | 'missing'

const SHAPES: Readonly<Record<Status, ReactElement>> = {
  good: <path d="M1.5 5.5l2.5 2.5 4.5-6" fill="none" stroke="currentColor" strokeWidth={1.6} />,
  bad: <path d="M5 1l4.5 8h-9z" fill="currentColor" />,
  watch: <circle cx={5} cy={5} r={3.6} fill="currentColor" />,
  neutral: <circle cx={5} cy={5} r={3.4} fill="none" stroke="currentColor" strokeWidth={1.4} />,
  item9: <path d="M5 0l4.5 5-4.5 5-4.5-5z" fill="currentColor" />,
  missing: <path d="M1.5 1.5h7v7h-7z" fill="none" stroke="currentColor" strokeWidth={1.4} />,
}

/** A status as shape, word and tint, so that it survives grey print, colour blindness and forced colours. */
export function StatusPill({ status, children }: { status: Status; children: ReactNode }): ReactElement {
  return (
    <span className={styles.pill} data-status={status}>
      <StatusShape status={status} />
      {children}
    </span>
  )
}

/** The shape alone, in the colour of the words beside it. */
export function StatusShape({ status, size = 10 }: { status: Status; size?: number }): ReactElement {
  return (
    <svg width={size} height={size} viewBox="0 0 10 10" aria-hidden="true" className={styles.shape}>
      {SHAPES[status]}
    </svg>
  )
}
