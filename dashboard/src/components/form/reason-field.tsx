import type { ReactElement } from 'react'
import { TextField } from './text-field.js'

/** The way on when somebody else was faster. The list behind the form has been read anew by then. */
export const OPEN_AGAIN = 'Close this and open it again to change what is there now.'

/** Why a record changes: it stays beside the old version. */
export function ReasonField({ error }: { error: string | null }): ReactElement {
  return (
    <TextField
      name="reason"
      label="Reason"
      autoComplete="off"
      maxLength={500}
      hint="Stays with the old version of the record. No names of members."
      error={error}
    />
  )
}
