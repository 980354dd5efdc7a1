import { type InputHTMLAttributes, type ReactElement, type ReactNode, useId } from 'react'
import { Icon } from '../icon.js'
import styles from './field.module.css'

export type FieldProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'className' | 'id' | 'name'> & {
  readonly label: string
  /** The key under which a form finds the value, and the server its error. */
  readonly name: string
  readonly hint?: ReactNode
  /** What is wrong and what to do; null while nothing is. */
  readonly error?: string | null
  /** `code`: digits read one by one; `password`: room for a button at the end. */
  readonly kind?: 'text' | 'code' | 'password'
  /** Stands over the end of the input. */
  readonly button?: ReactNode
}

/**
 * A labelled input with its hint and its error tied to it. The form reads the value from the input itself: password
 * managers fill in without telling React.
 */
export function TextField(props: FieldProps): ReactElement {
  const { label, hint, error = null, kind = 'text', button, ...input } = props
  const id = useId()
  const described = [hint !== undefined && `${id}-hint`, error !== null && `${id}-error`].filter(Boolean)
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <div className={styles.box}>
        <input
          {...input}
          id={id}
          className={styles.input}
          data-kind={kind}
          aria-invalid={error !== null}
          {...(described.length === 0 ? {} : { 'aria-describedby': described.join(' ') })}
        />
        {button}
      </div>
      {hint !== undefined && (
        <span id={`${id}-hint`} className={styles.hint}>
          {hint}
        </span>
      )}
      {error !== null && (
        <span id={`${id}-error`} className={styles.error}>
          <Icon name="warning" size={13} /> {error}
        </span>
      )}
    </div>
  )
}
