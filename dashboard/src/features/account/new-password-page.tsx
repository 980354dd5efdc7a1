import type { ReactElement } from 'react'
import { DuePage } from './due-page.js'
import { PasswordForm } from './password-form.js'
import { useDueDone } from './use-due-done.js'

/** The first sign-in with a password that somebody else chose. */
export function NewPasswordPage(): ReactElement {
  const goOn = useDueDone()
  return (
    <DuePage
      due="password_change"
      name="New password"
      title="Choose a password of your own"
      words="The one you came with was given to you by somebody else. From now on only you should know it."
    >
      {(me) => (
        <PasswordForm
          me={me}
          currentLabel="The password you were given"
          submitLabel="Save and continue"
          onChanged={goOn}
        />
      )}
    </DuePage>
  )
}
