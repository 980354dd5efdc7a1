import { type ReactElement, useEffect, useState } from 'react'
import { signOut } from '../api-client/account-requests.js'
import { ProblemError } from '../api-client/problem-error.js'
import { queryClient } from '../api-client/query-client.js'
import type { SessionEnd } from '../api-client/shared-session.js'
import { signInAddress } from '../components/access/return-path.js'
import styles from './signed-out.module.css'

/**
 * Stands in the place of everything when a session has ended. What was read is dropped, and then the whole document:
 * a new one holds nothing of the last user. Only without a server the old one has to stay, empty.
 */
export function SignedOut({ reason }: { reason: SessionEnd }): ReactElement {
  const [isAlone, setAlone] = useState(false)
  const address = signInAddress(
    reason === 'signed_out' ? { pathname: '/', search: '', hash: '' } : window.location,
    reason,
  )
  useEffect(() => {
    queryClient.clear()
    hasServer(reason).then((isThere) => (isThere ? window.location.replace(address) : setAlone(true)))
  }, [reason, address])
  // Most often there is nothing to read here: the next document is on its way.
  if (!isAlone) return <title>Signed out · Tidemark</title>
  return (
    <main className={styles.page}>
      <h1 className={styles.title}>You are signed out</h1>
      <p className={styles.words} role="status">
        The screen was cleared, because nobody used it. The server does not answer just now.
      </p>
      <p className={styles.words}>
        <a href={address}>Sign in again</a>
      </p>
    </main>
  )
}

/** The two other ends were told by the server; this one was found out here, and the server has to hear of it. */
async function hasServer(reason: SessionEnd): Promise<boolean> {
  if (reason !== 'idle') return true
  try {
    await signOut()
    return true
  } catch (error) {
    return error instanceof ProblemError && error.status !== 0
  }
}
