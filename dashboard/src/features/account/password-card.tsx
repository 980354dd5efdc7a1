import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import type { Me } from '../../../../api/src/contracts/sign-in.js'
import { Card } from '../../components/card.js'
import styles from './account.module.css'
import { OWN_SESSIONS_KEY } from './own-sessions.js'
import { PasswordForm } from './password-form.js'

type State = 'resting' | 'changing' | 'changed'

export function PasswordCard({ me }: { me: Me }): ReactElement {
  const [state, setState] = useState<State>('resting')
  const queryClient = useQueryClient()
  const onChanged = async (): Promise<void> => {
    setState('changed')
    await queryClient.invalidateQueries({ queryKey: OWN_SESSIONS_KEY })
  }
  return (
    <Card label="Password">
      <div className={styles.cardHead}>
        <h2 className={styles.cardTitle}>Password</h2>
      </div>
      {state === 'changing' ? (
        <PasswordForm
          me={me}
          currentLabel="Current password"
          submitLabel="Change password"
          onChanged={onChanged}
        >
          <Button variant="default" onClick={() => setState('resting')}>
            Cancel
          </Button>
        </PasswordForm>
      ) : (
        <>
          <p className={styles.words} role="status">
            {state === 'changed'
              ? 'Your password is changed. Everywhere else you were signed out.'
              : 'Change it when somebody else may know it. Everywhere else you are signed out then.'}
          </p>
          <Button variant="default" onClick={() => setState('changing')}>
            Change password
          </Button>
        </>
      )}
    </Card>
  )
}
