import { Button } from '@mantine/core'
import { type ReactElement, type ReactNode, useState } from 'react'
import type { SecondFactor } from '../../../../api/src/contracts/sign-in.js'
import { startSecondFactor, verifyCode } from '../../api-client/account-requests.js'
import { confirmationErrors, plainCode, WRONG_CODE } from '../../components/confirm/confirmation.js'
import { CodeField } from '../../components/form/code-field.js'
import { FormAlert } from '../../components/form/form-alert.js'
import { PasswordField } from '../../components/form/password-field.js'
import { useForm } from '../../components/form/use-form.js'
import { QrCode } from '../../components/qr-code/qr-code.js'
import styles from './account.module.css'
import { keyInFours } from './account-words.js'
import { BackupCodeList } from './backup-code-list.js'

type Step =
  | { readonly kind: 'password' }
  | { readonly kind: 'scan'; readonly factor: SecondFactor }
  | { readonly kind: 'codes'; readonly codes: readonly string[] }

/** Sets up a second factor: password, the app with a first code, the backup codes. */
export function Enrolment(props: {
  email: string
  onDone: () => void
  /** Beside the first button: the way back, where there is one. */
  children?: ReactNode
}): ReactElement {
  const [step, setStep] = useState<Step>({ kind: 'password' })
  switch (step.kind) {
    case 'password':
      return (
        <PasswordStep email={props.email} onStarted={(factor) => setStep({ kind: 'scan', factor })}>
          {props.children}
        </PasswordStep>
      )
    case 'scan':
      return (
        <ScanStep
          factor={step.factor}
          onVerified={() => setStep({ kind: 'codes', codes: step.factor.backup_codes })}
        />
      )
    case 'codes':
      return <BackupCodeList codes={step.codes} onDone={props.onDone} />
  }
}

function PasswordStep(props: {
  email: string
  onStarted: (factor: SecondFactor) => void
  children: ReactNode
}): ReactElement {
  const form = useForm<'password' | 'code'>({
    check: (value) =>
      value('password') === '' ? [{ field: 'password', words: 'Enter your password.' }] : [],
    send: async (value) => props.onStarted(await startSecondFactor({ password: value('password') })),
    errorsOf: confirmationErrors,
  })
  return (
    <form {...form.props} className={styles.form}>
      <input type="text" name="username" autoComplete="username" value={props.email} readOnly hidden />
      <PasswordField
        label="Password"
        name="password"
        autoComplete="current-password"
        hint="To be sure that it is you who sets it up."
        error={form.errorAt('password')}
      />
      <FormAlert failure={form.failure} />
      <div className={styles.steps}>
        <Button type="submit" loading={form.isSending}>
          Continue
        </Button>
        {props.children}
      </div>
    </form>
  )
}

function ScanStep(props: { factor: SecondFactor; onVerified: () => void }): ReactElement {
  const { factor } = props
  const form = useForm<'code'>({
    check: (value) =>
      plainCode(value('code')) === '' ? [{ field: 'code', words: 'Enter the six digits of the app.' }] : [],
    send: async (value) => {
      await verifyCode({ code: plainCode(value('code')) })
      props.onVerified()
    },
    errorsOf: (problem) =>
      problem.code === 'second_factor_failed' ? [{ field: 'code', words: WRONG_CODE }] : [],
  })
  return (
    <form {...form.props} className={styles.form}>
      <ol className={styles.scan}>
        <li>
          <p>Scan this with an authenticator app on your phone.</p>
          <QrCode text={factor.totp_uri} label="QR code for your authenticator app" />
          <p className={styles.key}>
            Or type the key into the app: <code>{keyInFours(factor.secret)}</code>
          </p>
        </li>
        <li>
          <CodeField
            label="Enter the six digits that the app shows"
            name="code"
            autoFocus
            error={form.errorAt('code')}
          />
        </li>
      </ol>
      <FormAlert failure={form.failure} />
      <div className={styles.steps}>
        <Button type="submit" loading={form.isSending}>
          Switch it on
        </Button>
      </div>
    </form>
  )
}
