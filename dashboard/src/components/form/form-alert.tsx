import type { ReactElement } from 'react'
import { Icon } from '../icon.js'
import styles from './form-alert.module.css'
import type { FormFailure } from './use-form.js'

/** Why a form could not be sent, above its button; it stays until the next try. */
export function FormAlert({ failure }: { failure: FormFailure | null }): ReactElement | null {
  if (failure === null) return null
  return (
    <div role="alert" className={styles.alert}>
      <Icon name="warning" />
      <p>{failure.words}</p>
      {failure.requestId !== null && <span className={styles.request}>Request {failure.requestId}</span>}
    </div>
  )
}
