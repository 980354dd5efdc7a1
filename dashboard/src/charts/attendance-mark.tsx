import type { ReactElement } from 'react'
import type { AttendanceMark } from './attendance-mark.model.js'
import styles from './attendance-mark.module.css'

const SHAPES: Readonly<Record<AttendanceMark, ReactElement>> = {
  present: <circle cx={7} cy={7} r={5.5} fill="currentColor" />,
  late: (
    <>
      <circle cx={7} cy={7} r={5} fill="none" stroke="currentColor" strokeWidth={1.5} />
      <path d="M7 2a5 5 0 0 1 0 10z" fill="currentColor" />
    </>
  ),
  left_early: (
    <>
      <circle cx={7} cy={7} r={5} fill="none" stroke="currentColor" strokeWidth={1.5} />
      <path d="M7 2a5 5 0 0 0 0 10z" fill="currentColor" />
    </>
  ),
  absent_notified: <circle cx={7} cy={7} r={5} fill="none" stroke="currentColor" strokeWidth={1.75} />,
  absent_unnotified: (
    <>
      <circle cx={7} cy={7} r={5} fill="none" stroke="currentColor" strokeWidth={1.75} />
      <path d="M4.6 4.6l4.8 4.8M9.4 4.6l-4.8 4.8" stroke="currentColor" strokeWidth={1.5} />
    </>
  ),
  not_recorded: (
    <circle cx={7} cy={7} r={5} fill="none" stroke="currentColor" strokeWidth={1.5} strokeDasharray="2 2" />
  ),
  planned: <circle cx={7} cy={7} r={2} fill="currentColor" />,
  cancelled: <path d="M3 7h8" stroke="currentColor" strokeWidth={1.75} />,
}

/** One attendance as a shape; its words stand beside it or are read out by the cell around it. */
export function AttendanceMarkShape({ mark }: { mark: AttendanceMark }): ReactElement {
  return (
    <svg
      width={14}
      height={14}
      viewBox="0 0 14 14"
      aria-hidden="true"
      className={styles.mark}
      data-mark={mark}
    >
      {SHAPES[mark]}
    </svg>
  )
}
