import type { ReactElement } from 'react'
import { type FieldProps, TextField } from './text-field.js'

/** Six digits that an authenticator app shows. */
export function CodeField(
  props: Omit<FieldProps, 'kind' | 'type' | 'inputMode' | 'autoComplete'>,
): ReactElement {
  return (
    <TextField
      {...props}
      kind="code"
      type="text"
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={12}
      spellCheck={false}
    />
  )
}
