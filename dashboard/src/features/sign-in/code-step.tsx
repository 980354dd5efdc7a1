import { Button } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { verifyBackupCode, verifyCode } from '../../api-client/account-requests.js'
import { ProblemError } from '../../api-client/problem-error.js'
import { Card } from '../../components/card.js'
import { plainCode, WRONG_CODE } from '../../components/confirm/confirmation.js'
import { CodeField } from '../../components/form/code-field.js'
import { FormAlert } from '../../components/form/form-alert.js'
import { TextField } from '../../components/form/text-field.js'
import { useForm } from '../../components/form/use-form.js'
import styles from './sign-in.module.css'
import { signInProblemWords } from './sign-in-words.js'

const TOO_LATE = 'The password was entered more than 10 minutes ago. Enter it again, then the code.'

/** The second factor: a code of the app, or one of the backup codes on paper. */
export function CodeStep(props: {
  onSignedIn: () => Promise<void>
  onStartAgain: (notice: string | null) => void
}): ReactElement {
  const [kind, setKind] = useState<'app' | 'backup'>('app')
  const isBackup = kind === 'backup'
  return (
    <Card>
      <title>Sign in: code · Tidemark</title>
      <h1 className={styles.title}>{isBackup ? 'Enter a backup code' : 'Enter your code'}</h1>
      <p className={styles.words}>
        {isBackup
          ? 'One of the codes that you kept when you set up the second factor. Each works once.'
          : 'Your authenticator app shows six digits for Tidemark.'}
      </p>
      <CodeForm key={kind} isBackup={isBackup} {...props} />
      <div className={styles.others}>
        <button type="button" className={styles.other} onClick={() => setKind(isBackup ? 'app' : 'backup')}>
          {isBackup ? 'Use the authenticator app' : 'Use a backup code'}
        </button>
        <button type="button" className={styles.other} onClick={() => props.onStartAgain(null)}>
          Start again
        </button>
      </div>
    </Card>
  )
}

function CodeForm(props: {
  isBackup: boolean
  onSignedIn: () => Promise<void>
  onStartAgain: (notice: string) => void
}): ReactElement {
  const { isBackup } = props
  const form = useForm<'code'>({
    check: (value) =>
      plainCode(value('code')) === ''
        ? [{ field: 'code', words: isBackup ? 'Enter a backup code.' : 'Enter the six digits.' }]
        : [],
    send: async (value) => {
      const code = { code: plainCode(value('code')) }
      try {
        await (isBackup ? verifyBackupCode(code) : verifyCode(code))
      } catch (error) {
        if (error instanceof ProblemError && error.code === 'challenge_expired') {
          return props.onStartAgain(TOO_LATE)
        }
        throw error
      }
      await props.onSignedIn()
    },
    errorsOf: (problem) =>
      problem.code === 'second_factor_failed'
        ? [
            {
              field: 'code',
              words: isBackup ? 'This code is not right, or it was used already.' : WRONG_CODE,
            },
          ]
        : [],
    wordsOf: (problem) => signInProblemWords(problem, Date.now()),
  })
  return (
    <form {...form.props} className={styles.form}>
      {isBackup ? (
        <TextField
          label="Backup code"
          name="code"
          autoFocus
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={32}
          error={form.errorAt('code')}
        />
      ) : (
        <CodeField label="Six digits" name="code" autoFocus error={form.errorAt('code')} />
      )}
      <FormAlert failure={form.failure} />
      <Button type="submit" size="md" fullWidth loading={form.isSending}>
        Sign in
      </Button>
    </form>
  )
}
