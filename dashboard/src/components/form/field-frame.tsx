import type { ReactElement, ReactNode } from 'react'
import { Icon } from '../icon.js'
import styles from './field.module.css'

export interface FrameProps {
  readonly label: string
  readonly hint?: ReactNode
  /** What is wrong and what to do; null while nothing is. */
  readonly error?: string | null
}

/** What ties an input to its hint and its error. */
export interface Ties {
  readonly id: string
  readonly 'aria-invalid': boolean
  readonly 'aria-describedby'?: string
}

/** The attributes of the input that stands in a `FieldFrame` of the same id. */
export function tiesOf(id: string, { hint, error = null }: FrameProps): Ties {
  const described = [hint !== undefined && `${id}-hint`, error !== null && `${id}-error`].filter(Boolean)
  return {
    id,
    'aria-invalid': error !== null,
    ...(described.length === 0 ? {} : { 'aria-describedby': described.join(' ') }),
  }
}

/** A label over an input, its hint and its error under it. */
export function FieldFrame(
  props: FrameProps & { readonly id: string; readonly children: ReactNode },
): ReactElement {
  const { id, label, hint, error = null, children } = props
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      {children}
      {hint !== undefined && (
        <span id={`${id}-hint`} className={styles.hint}>
          {hint}
        </span>
      )}
      {error !== null && <FieldError id={id} error={error} />}
    </div>
  )
}

export function FieldError({ id, error }: { id: string; error: string }): ReactElement {
  return (
    <span id={`${id}-error`} className={styles.error}>
      <Icon name="warning" size={13} /> {error}
    </span>
  )
}
