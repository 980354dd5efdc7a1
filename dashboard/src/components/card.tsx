import type { ReactElement, ReactNode } from 'react'
import styles from './card.module.css'

/** A white sheet with a hairline: everything on a page that is not its header or filters lies on one. */
export function Card(props: { children: ReactNode; label?: string }): ReactElement {
  return (
    <section className={styles.card} {...(props.label === undefined ? {} : { 'aria-label': props.label })}>
      {props.children}
    </section>
  )
}
