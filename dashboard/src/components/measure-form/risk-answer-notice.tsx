import type { ReactElement, ReactNode } from 'react'
import { OpenLink } from '../access/open-link.js'
import styles from './risk-answer-notice.module.css'

/** At the answer that points to danger, before anything is sent: what was answered, whom to call, where it will stand. */
export function RiskAnswerNotice(props: {
  label: string
  titles: readonly string[]
  crisisLine: string | null
  isStored: boolean
  /** What puts the notice away. */
  children?: ReactNode
}): ReactElement {
  const { crisisLine, isStored } = props
  return (
    <section className={styles.notice} role="alert" aria-label={props.label}>
      <svg width={18} height={18} viewBox="0 0 10 10" aria-hidden="true" className={styles.shape}>
        <path d="M5 0l4.5 5-4.5 5-4.5-5z" fill="currentColor" />
      </svg>
      <div className={styles.content}>
        {props.titles.map((title) => (
          <p key={title} className={styles.title}>
            {title}
          </p>
        ))}
        <p className={styles.words}>
          Speak with the member today, or see that somebody does.{' '}
          {crisisLine === null
            ? 'No crisis line is set for this deployment: an administrator can enter it under Rules.'
            : `Crisis line: ${crisisLine}.`}{' '}
          {isStored ? 'It is stored and stands on ' : 'It is not stored yet; once it is, it stands on '}
          <OpenLink to="/today" staysAsWords>
            the therapist’s Today
          </OpenLink>
          {isStored ? ' until somebody acknowledges it.' : '.'}
        </p>
      </div>
      {props.children}
    </section>
  )
}
