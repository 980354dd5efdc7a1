import { Button } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import type { User } from '../../../../../api/src/contracts/users.js'
import { Card } from '../../../components/card.js'
import { ConfirmDialog } from '../../../components/dialog/confirm-dialog.js'
import { Dialog } from '../../../components/dialog/dialog.js'
import { SecretOnce } from '../../../components/secret-once/secret-once.js'
import { formatInstant } from '../../../format/day.js'
import { countOf } from '../../../format/number.js'
import { useReadAnew } from '../admin-reads.js'
import { LAST_ADMINISTRATOR } from './change-words.js'
import styles from './sign-in-card.module.css'
import { isOffered, SIGN_IN_STEPS, type SignInStep } from './sign-in-steps.js'
import { isLastAdministrator } from './user-words.js'

/** How the user signs in, and the steps that take it away or give it back. */
export function SignInCard(props: { user: User; users: readonly User[]; timeZone: string }): ReactElement {
  const { user } = props
  const [asked, setAsked] = useState<SignInStep | null>(null)
  const [password, setPassword] = useState<string | null>(null)
  const readAnew = useReadAnew()
  const isLast = isLastAdministrator(user, props.users)
  const step = asked === null ? null : SIGN_IN_STEPS[asked]
  return (
    <Card label="Signing in">
      <h2 className={styles.title}>Signing in</h2>
      <Facts user={user} timeZone={props.timeZone} />
      <ul className={styles.steps}>
        {SIGN_IN_STEPS_IN_ORDER.filter((each) => isOffered(each, user)).map((each) => {
          const isRefused = each === 'disable' && isLast
          return (
            <li key={each} className={styles.step}>
              <span className={styles.words}>
                {isRefused ? LAST_ADMINISTRATOR : SIGN_IN_STEPS[each].when}
              </span>
              <Button variant="default" disabled={isRefused} onClick={() => setAsked(each)}>
                {SIGN_IN_STEPS[each].label}
              </Button>
            </li>
          )
        })}
      </ul>
      {step !== null && (
        <ConfirmDialog
          title={step.question(user)}
          consequences={step.consequences(user)}
          confirmLabel={step.label}
          isGrave={step.isGrave}
          onConfirm={async () => {
            const answer = await step.take(user.user_id)
            await readAnew('users')
            setPassword(answer.oneTimePassword)
          }}
          onClose={() => setAsked(null)}
        />
      )}
      {password !== null && (
        <Dialog title={`One-time password of ${user.name}`} onClose={() => {}}>
          <SecretOnce
            label="One-time password"
            secret={password}
            words="Hand it over in person or by telephone, not by mail. If it is lost, reset the password once more."
            onDone={() => setPassword(null)}
          />
        </Dialog>
      )}
    </Card>
  )
}

const SIGN_IN_STEPS_IN_ORDER = [
  'reset_password',
  'reset_second_factor',
  'end_sessions',
  'disable',
  'enable',
] as const

function Facts({ user, timeZone }: { user: User; timeZone: string }): ReactElement {
  return (
    <dl className={styles.facts}>
      <dt>Password</dt>
      <dd>{user.must_change_password ? 'one-time, not used yet' : 'their own'}</dd>
      <dt>Second factor</dt>
      <dd>{user.two_factor_enabled ? 'on' : 'off'}</dd>
      <dt>Last sign-in</dt>
      <dd>{user.last_sign_in_at === null ? 'never' : formatInstant(user.last_sign_in_at, timeZone)}</dd>
      <dt>Signed in now</dt>
      <dd>{user.open_sessions === 0 ? 'no' : countOf(user.open_sessions, 'open session')}</dd>
      {user.is_demo && (
        <>
          <dt>Demo</dt>
          <dd>an account of the demo clinic</dd>
        </>
      )}
    </dl>
  )
}
