import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import type { OwnSessions } from '../../../../api/src/contracts/sign-in.js'
import { revokeOtherSessions, revokeSession } from '../../api-client/account-requests.js'
import { Card } from '../../components/card.js'
import { cardMessage } from '../../components/chart-card/card-message.js'
import { cardState } from '../../components/chart-card/card-state.js'
import { FormAlert } from '../../components/form/form-alert.js'
import { StatusPill } from '../../components/status-pill/status-pill.js'
import { formatInstant } from '../../format/day.js'
import styles from './account.module.css'
import { deviceWords } from './device-words.js'
import { OWN_SESSIONS_KEY, useOwnSessions } from './own-sessions.js'

type OwnSession = OwnSessions['sessions'][number]

/** Every place where the login is open, and the way to close one. */
export function SessionsCard(): ReactElement {
  const sessions = useOwnSessions()
  const queryClient = useQueryClient()
  const onSettled = (): Promise<void> => queryClient.invalidateQueries({ queryKey: OWN_SESSIONS_KEY })
  const one = useMutation({ mutationFn: revokeSession, onSettled })
  const others = useMutation({ mutationFn: revokeOtherSessions, onSettled })
  const failure = one.error ?? others.error
  const hasOthers = sessions.data?.sessions.some((session) => !session.is_current) === true
  return (
    <Card label="Where you are signed in">
      <div className={styles.cardHead}>
        <h2 className={styles.cardTitle}>Where you are signed in</h2>
        {hasOthers && (
          <Button variant="default" size="xs" loading={others.isPending} onClick={() => others.mutate()}>
            Sign out everywhere else
          </Button>
        )}
      </div>
      {cardMessage(cardState(sessions)) ?? (
        <ul className={styles.sessions} data-state={sessions.isPending ? 'loading' : 'ready'}>
          {sessions.data?.sessions.map((session) => (
            <SessionItem
              key={session.session_id}
              session={session}
              isEnding={one.isPending && one.variables.session_id === session.session_id}
              end={() => one.mutate({ session_id: session.session_id })}
            />
          ))}
        </ul>
      )}
      <FormAlert failure={failure === null ? null : { words: failure.message, requestId: null }} />
      <p className={styles.foot}>
        A place that you do not know? Sign it out and change your password, then tell an administrator.
      </p>
    </Card>
  )
}

function SessionItem(props: { session: OwnSession; isEnding: boolean; end: () => void }): ReactElement {
  const { session } = props
  const device = deviceWords(session.user_agent)
  return (
    <li className={styles.session}>
      <span className={styles.device}>
        <strong>{device}</strong>
        {session.address !== null && <span className={styles.quiet}>from {session.address}</span>}
      </span>
      <span className={styles.quiet}>
        Signed in {formatInstant(session.created_at)}, last used {formatInstant(session.last_seen_at)}
      </span>
      {session.is_current ? (
        <StatusPill status="good">This one</StatusPill>
      ) : (
        <Button
          variant="default"
          size="xs"
          loading={props.isEnding}
          aria-label={`Sign out ${device}, signed in ${formatInstant(session.created_at)}`}
          onClick={props.end}
        >
          Sign out
        </Button>
      )}
    </li>
  )
}
