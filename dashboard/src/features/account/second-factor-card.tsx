import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import type { Me } from '../../../../api/src/contracts/sign-in.js'
import {
  confirmIdentity,
  renewBackupCodes,
  switchOffSecondFactor,
} from '../../api-client/account-requests.js'
import { meQuery } from '../../api-client/me.js'
import { Card } from '../../components/card.js'
import { StatusPill } from '../../components/status-pill/status-pill.js'
import styles from './account.module.css'
import { needsSecondFactor } from './account-words.js'
import { BackupCodeList } from './backup-code-list.js'
import { ConfirmForm } from './confirm-form.js'
import { Enrolment } from './enrolment.js'

type State =
  | { readonly kind: 'resting' }
  | { readonly kind: 'enrolling' }
  | { readonly kind: 'renewing' }
  | { readonly kind: 'codes'; readonly codes: readonly string[] }
  | { readonly kind: 'switching_off' }

const RESTING: State = { kind: 'resting' }

export function SecondFactorCard({ me }: { me: Me }): ReactElement {
  const [state, setState] = useState<State>(RESTING)
  const queryClient = useQueryClient()
  const finish = async (): Promise<void> => {
    await queryClient.fetchQuery({ ...meQuery, staleTime: 0 })
    setState(RESTING)
  }
  return (
    <Card label="Second factor">
      <div className={styles.cardHead}>
        <h2 className={styles.cardTitle}>Second factor</h2>
        {me.two_factor_enabled ? (
          <StatusPill status="good">On</StatusPill>
        ) : (
          <StatusPill status="neutral">Off</StatusPill>
        )}
      </div>
      <Content me={me} state={state} setState={setState} finish={() => void finish()} />
    </Card>
  )
}

function Content(props: {
  me: Me
  state: State
  setState: (state: State) => void
  finish: () => void
}): ReactElement {
  const { me, state, setState } = props
  const cancel = (
    <Button variant="default" onClick={() => setState(RESTING)}>
      Cancel
    </Button>
  )
  switch (state.kind) {
    case 'resting':
      return <Resting me={me} setState={setState} />
    case 'enrolling':
      return (
        <Enrolment email={me.email} onDone={props.finish}>
          {cancel}
        </Enrolment>
      )
    case 'renewing':
      return (
        <ConfirmForm
          words="The codes that you have now stop working."
          submitLabel="Make new codes"
          email={me.email}
          send={async (confirmation) => {
            await confirmIdentity(confirmation)
            const { backup_codes } = await renewBackupCodes({ password: confirmation.password })
            setState({ kind: 'codes', codes: backup_codes })
          }}
        >
          {cancel}
        </ConfirmForm>
      )
    case 'codes':
      return <BackupCodeList codes={state.codes} onDone={props.finish} />
    case 'switching_off':
      return (
        <ConfirmForm
          words="Afterwards your password alone opens your login."
          submitLabel="Switch it off"
          email={me.email}
          send={async (confirmation) => {
            await confirmIdentity(confirmation)
            await switchOffSecondFactor({ password: confirmation.password })
            props.finish()
          }}
        >
          {cancel}
        </ConfirmForm>
      )
  }
}

function Resting({ me, setState }: { me: Me; setState: (state: State) => void }): ReactElement {
  if (!me.two_factor_enabled) {
    return (
      <>
        <p className={styles.words}>
          A code from an app on your phone, beside the password: whoever learns your password still cannot
          sign in. The password may then be shorter.
        </p>
        <Button variant="default" onClick={() => setState({ kind: 'enrolling' })}>
          Set up
        </Button>
      </>
    )
  }
  return (
    <>
      <p className={styles.words}>
        Signing in takes a code from your authenticator app.
        {needsSecondFactor(me) && ' Your role needs it, so it cannot be switched off.'} With a new phone, ask
        an administrator to reset it.
      </p>
      <div className={styles.steps}>
        <Button variant="default" onClick={() => setState({ kind: 'renewing' })}>
          New backup codes
        </Button>
        {!needsSecondFactor(me) && (
          <Button variant="default" onClick={() => setState({ kind: 'switching_off' })}>
            Switch off
          </Button>
        )}
      </div>
    </>
  )
}
