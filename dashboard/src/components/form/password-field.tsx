import { type ReactElement, useState } from 'react'
import styles from './field.module.css'
import { type FieldProps, TextField } from './text-field.js'

/** A password, hidden until its owner wants to see it. Pasting works, and so do password managers. */
export function PasswordField(
  props: Omit<FieldProps, 'kind' | 'button' | 'type' | 'autoComplete'> & {
    readonly autoComplete: 'current-password' | 'new-password'
  },
): ReactElement {
  const [isShown, setShown] = useState(false)
  return (
    <TextField
      {...props}
      kind="password"
      type={isShown ? 'text' : 'password'}
      maxLength={256}
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      button={
        <button
          type="button"
          className={styles.reveal}
          aria-label={`${isShown ? 'Hide' : 'Show'}: ${props.label}`}
          onClick={() => setShown(!isShown)}
        >
          {isShown ? 'Hide' : 'Show'}
        </button>
      }
    />
  )
}
