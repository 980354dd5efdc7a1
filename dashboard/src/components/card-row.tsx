import type { ReactElement, ReactNode } from 'react'
import styles from './card-row.module.css'

/**
 * Cards side by side where there is room, one below the other where there is not. `wide-narrow` gives the first
 * card three fifths; `figures` is the row of up to four figures on top of a page.
 */
export function CardRow(props: {
  layout: 'one' | 'halves' | 'wide-narrow' | 'figures'
  children: ReactNode
}): ReactElement {
  return (
    <div className={styles.row} data-layout={props.layout}>
      {props.children}
    </div>
  )
}
