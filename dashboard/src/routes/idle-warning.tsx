import { Button } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { sessionEndsAt } from '../api-client/session.js'
import { useSignOut } from '../components/access/use-sign-out.js'
import { Dialog } from '../components/dialog/dialog.js'
import { formatTimeOfDay } from '../format/day.js'
import styles from './idle-warning.module.css'

/** Two minutes before the end: stay, or go at once. `left` in milliseconds. */
export function IdleWarning(props: { left: number; stay: () => Promise<void> }): ReactElement {
  const [failure, setFailure] = useState<string | null>(null)
  const signOut = useSignOut()
  const endsAt = formatTimeOfDay(Date.now() + props.left)
  const stay = async (): Promise<void> => {
    const before = sessionEndsAt()
    try {
      await props.stay()
      // The server gave no more time: the session is as old as one may be.
      if (sessionEndsAt() === before) {
        setFailure(`You signed in 12 hours ago and will be signed out at ${endsAt} in any case.`)
      }
    } catch (error) {
      setFailure(error instanceof Error ? error.message : 'The server did not answer.')
    }
  }
  return (
    <Dialog role="alertdialog" title="Are you still there?" onClose={() => void stay()}>
      <p>
        Nobody has used this page for a while. At {endsAt} you will be signed out and the screen cleared.{' '}
        <span className={styles.left} aria-hidden="true">
          {clockWords(props.left)} left.
        </span>
      </p>
      {(failure ?? signOut.failure) !== null && (
        <p role="alert" className={styles.failure}>
          {failure ?? signOut.failure}
        </p>
      )}
      <div className={styles.steps}>
        <Button autoFocus onClick={() => void stay()}>
          Stay signed in
        </Button>
        <Button variant="default" onClick={() => void signOut.leave()}>
          Sign out now
        </Button>
      </div>
    </Dialog>
  )
}

/** "1:05" */
function clockWords(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
