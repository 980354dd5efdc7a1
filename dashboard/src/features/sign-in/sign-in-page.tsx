import { type ReactElement, useState } from 'react'
import { useSearchParams } from 'react-router'
import { endedIn } from '../../components/access/return-path.js'
import { CodeStep } from './code-step.js'
import { DemoAccounts } from './demo-accounts.js'
import { PasswordStep } from './password-step.js'
import { ENDED_WORDS } from './sign-in-words.js'
import { useLanding } from './use-landing.js'

type Step = { readonly kind: 'password'; readonly notice: string | null } | { readonly kind: 'code' }

/** Password, then the code of who has a second factor; then on to where one was. */
export function SignInPage(): ReactElement {
  const [search] = useSearchParams()
  const ended = endedIn(search)
  const [step, setStep] = useState<Step>({
    kind: 'password',
    notice: ended === null ? null : ENDED_WORDS[ended],
  })
  const land = useLanding()
  if (step.kind === 'code') {
    return <CodeStep onSignedIn={land} onStartAgain={(notice) => setStep({ kind: 'password', notice })} />
  }
  const onAnswer = async (next: 'signed_in' | 'second_factor'): Promise<void> => {
    if (next === 'second_factor') setStep({ kind: 'code' })
    else await land()
  }
  return (
    <>
      <PasswordStep notice={step.notice} onAnswer={onAnswer} />
      <DemoAccounts onAnswer={onAnswer} />
    </>
  )
}
