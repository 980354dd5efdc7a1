import type { ReactElement } from 'react'
import { Link } from 'react-router'
import styles from './link-switch.module.css'

export interface SwitchChoice {
  readonly key: string
  readonly label: string
  readonly href: string
  readonly isCurrent: boolean
}

/** One of a few views of the same page, as links: each has an address, and Back returns from it. */
export function LinkSwitch(props: { label: string; choices: readonly SwitchChoice[] }): ReactElement {
  return (
    <nav aria-label={props.label} className={styles.switch}>
      {props.choices.map((choice) => (
        <Link
          key={choice.key}
          to={choice.href}
          className={styles.choice}
          preventScrollReset
          {...(choice.isCurrent ? { 'aria-current': 'true' as const } : {})}
        >
          {choice.label}
        </Link>
      ))}
    </nav>
  )
}
