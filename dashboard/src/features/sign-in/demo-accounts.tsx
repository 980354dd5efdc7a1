import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import type { SignInPage, SignInStep } from '../../../../api/src/contracts/sign-in.js'
import { readSignInPage, signIn } from '../../api-client/account-requests.js'
import { ProblemError } from '../../api-client/problem-error.js'
import { Card } from '../../components/card.js'
import { FormAlert } from '../../components/form/form-alert.js'
import type { FormFailure } from '../../components/form/use-form.js'
import { ROLE_LABELS } from '../../format/role-words.js'
import styles from './demo-accounts.module.css'
import { DEMO_WORDS, signInProblemWords } from './sign-in-words.js'

type DemoAccount = NonNullable<SignInPage['demo_accounts']>[number]

/** The accounts of the demo clinic, one button each; nothing at all in a real deployment. */
export function DemoAccounts(props: {
  onAnswer: (next: SignInStep['next']) => Promise<void>
}): ReactElement | null {
  const page = useQuery({ queryKey: ['sign-in-page'], queryFn: ({ signal }) => readSignInPage(signal) })
  const [sending, setSending] = useState<string | null>(null)
  const [failure, setFailure] = useState<FormFailure | null>(null)
  const accounts = page.data?.demo_accounts ?? null
  if (accounts === null) return null
  const enter = async ({ email, password }: DemoAccount): Promise<void> => {
    setSending(email)
    setFailure(null)
    try {
      const { next } = await signIn({ email, password })
      await props.onAnswer(next)
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      setFailure({ words: signInProblemWords(error, Date.now()), requestId: error.requestId })
    } finally {
      setSending(null)
    }
  }
  return (
    <Card label="Demo accounts">
      <h2 className={styles.title}>Or look around the demo clinic</h2>
      <p className={styles.words}>
        Every record in it is simulated, and it runs on this machine only. Nobody real is behind a number.
      </p>
      <ul className={styles.accounts}>
        {accounts.map((account) => (
          <li key={account.email} className={styles.account}>
            <Button
              variant="default"
              className={styles.enter ?? ''}
              loading={sending === account.email}
              disabled={sending !== null && sending !== account.email}
              onClick={() => void enter(account)}
            >
              Sign in as {ROLE_LABELS[account.role].toLowerCase()}
            </Button>
            <span className={styles.sees}>{DEMO_WORDS[account.role]}</span>
          </li>
        ))}
      </ul>
      <FormAlert failure={failure} />
    </Card>
  )
}
