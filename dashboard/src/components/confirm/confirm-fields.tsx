import type { ReactElement } from 'react'
import { CodeField } from '../form/code-field.js'
import { PasswordField } from '../form/password-field.js'
import type { FormState } from '../form/use-form.js'
import type { ConfirmField } from './confirmation.js'

/** The own password, and the code of who has a second factor. */
export function ConfirmFields(props: {
  form: Pick<FormState<ConfirmField>, 'errorAt'>
  hasSecondFactor: boolean
}): ReactElement {
  const { form, hasSecondFactor } = props
  return (
    <>
      <PasswordField
        label="Password"
        name="password"
        autoComplete="current-password"
        error={form.errorAt('password')}
      />
      {hasSecondFactor && (
        <CodeField label="Code from your authenticator app" name="code" error={form.errorAt('code')} />
      )}
    </>
  )
}
