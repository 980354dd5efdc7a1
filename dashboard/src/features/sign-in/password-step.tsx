import { Button } from '@mantine/core'
import { type ReactElement, useRef } from 'react'
import type { SignInStep } from '../../../../api/src/contracts/sign-in.js'
import { signIn } from '../../api-client/account-requests.js'
import { Card } from '../../components/card.js'
import { brokenRules, type FieldErrors, type FieldValues } from '../../components/form/field-errors.js'
import { FormAlert } from '../../components/form/form-alert.js'
import { PasswordField } from '../../components/form/password-field.js'
import { TextField } from '../../components/form/text-field.js'
import { useForm } from '../../components/form/use-form.js'
import styles from './sign-in.module.css'
import { signInFailedWords, signInProblemWords } from './sign-in-words.js'

type Field = 'email' | 'password'

export function PasswordStep(props: {
  /** What happened before: an ended session, a challenge that ran out. */
  notice: string | null
  onAnswer: (next: SignInStep['next']) => Promise<void>
}): ReactElement {
  const failures = useRef(0)
  const form = useForm<Field>({
    check: missingFields,
    send: async (value) => {
      const { next } = await signIn({ email: value('email').trim(), password: value('password') })
      await props.onAnswer(next)
    },
    errorsOf: (problem) => {
      if (problem.code !== 'sign_in_failed') return []
      failures.current += 1
      return [{ field: 'password', words: signInFailedWords(failures.current, Date.now()) }]
    },
    wordsOf: (problem) => signInProblemWords(problem, Date.now()),
  })
  return (
    <Card>
      <title>Sign in · Tidemark</title>
      <h1 className={styles.title}>Sign in</h1>
      {props.notice !== null && (
        <p className={styles.notice} role="status">
          {props.notice}
        </p>
      )}
      <form {...form.props} className={styles.form}>
        <TextField
          label="E-mail address"
          name="email"
          type="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          maxLength={254}
          error={form.errorAt('email')}
        />
        <PasswordField
          label="Password"
          name="password"
          autoComplete="current-password"
          error={form.errorAt('password')}
        />
        <FormAlert failure={form.failure} />
        <Button type="submit" size="md" fullWidth loading={form.isSending}>
          Sign in
        </Button>
      </form>
      <p className={styles.foot}>
        Forgotten your password? An administrator of your clinic can give you a new one.
      </p>
    </Card>
  )
}

function missingFields(value: FieldValues<Field>): FieldErrors<Field> {
  return brokenRules(
    ['email', value('email').includes('@'), 'Enter the e-mail address of your login.'],
    ['password', value('password') !== '', 'Enter your password.'],
  )
}
