import { Button } from '@mantine/core'
import { type ReactElement, type ReactNode, useState } from 'react'
import type { Me } from '../../../../api/src/contracts/sign-in.js'
import { changePassword } from '../../api-client/account-requests.js'
import type { ProblemError } from '../../api-client/problem-error.js'
import { brokenRules, type FieldErrors, type FieldValues } from '../../components/form/field-errors.js'
import { FormAlert } from '../../components/form/form-alert.js'
import { PasswordField } from '../../components/form/password-field.js'
import { useForm } from '../../components/form/use-form.js'
import styles from './account.module.css'
import { lengthWords, policyRules } from './password-policy.js'

type Field = 'current_password' | 'new_password'

/** The current password, and a new one by the rules that stand beside it. */
export function PasswordForm(props: {
  me: Me
  currentLabel: string
  currentHint?: string
  submitLabel: string
  onChanged: () => void | Promise<void>
  /** Beside the button. */
  children?: ReactNode
}): ReactElement {
  const { me } = props
  const [typed, setTyped] = useState('')
  const form = useForm<Field>({
    check: missingFields,
    send: async (value) => {
      await changePassword({
        current_password: value('current_password'),
        new_password: value('new_password'),
      })
      await props.onChanged()
    },
    errorsOf: refusedFields,
  })
  return (
    <form {...form.props} className={styles.form}>
      {/* For password managers: whose password it is. */}
      <input type="text" name="username" autoComplete="username" value={me.email} readOnly hidden />
      <PasswordField
        label={props.currentLabel}
        name="current_password"
        autoComplete="current-password"
        {...(props.currentHint === undefined ? {} : { hint: props.currentHint })}
        error={form.errorAt('current_password')}
      />
      <ul className={styles.rules} id="password-rules">
        {policyRules(me.two_factor_enabled).map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
      <PasswordField
        label="New password"
        name="new_password"
        autoComplete="new-password"
        hint={lengthWords(typed, me.two_factor_enabled)}
        onChange={(event) => setTyped(event.currentTarget.value)}
        error={form.errorAt('new_password')}
      />
      <FormAlert failure={form.failure} />
      <div className={styles.steps}>
        <Button type="submit" loading={form.isSending}>
          {props.submitLabel}
        </Button>
        {props.children}
      </div>
    </form>
  )
}

function missingFields(value: FieldValues<Field>): FieldErrors<Field> {
  return brokenRules(
    ['current_password', value('current_password') !== '', 'Enter the password that you have now.'],
    ['new_password', value('new_password') !== '', 'Enter a new password.'],
  )
}

/** Every reason of the server at once: nobody should learn the rules one refusal at a time. */
function refusedFields(problem: ProblemError): FieldErrors<Field> {
  if (problem.code === 'wrong_password') {
    return [{ field: 'current_password', words: 'This is not the password that you have now.' }]
  }
  if (problem.code !== 'password_refused') return []
  const reasons = problem.fieldErrors.map((error) => error.message)
  return [{ field: 'new_password', words: reasons.length === 0 ? problem.message : reasons.join(' ') }]
}
