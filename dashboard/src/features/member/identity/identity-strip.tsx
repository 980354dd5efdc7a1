import { Button } from '@mantine/core'
import { type ReactElement, type ReactNode, useEffect, useState } from 'react'
import type { MemberIdentity } from '../../../../../api/src/contracts/identity.js'
import { ProblemError } from '../../../api-client/problem-error.js'
import { useSignedIn } from '../../../components/access/signed-in.js'
import { useHiddenNames } from '../../../components/hidden-names/use-hidden-names.js'
import { StatusPill } from '../../../components/status-pill/status-pill.js'
import { BreakGlassDialog } from './break-glass-dialog.js'
import { Countdown } from './countdown.js'
import { useIdentity } from './identity-reads.js'
import styles from './identity-strip.module.css'
import { birthWords } from './identity-words.js'
import { closeIdentity, useClosesAt } from './opened-identities.js'

/** Who the member is, for those who may know; a director opens it with a reason. */
export function IdentityStrip({ memberId }: { memberId: string }): ReactElement {
  const isHidden = useHiddenNames()
  const closesAt = useClosesAt(memberId)
  const isOpen = useSeesName(memberId)
  const identity = useIdentity(memberId, isOpen && !isHidden)
  useServerCloses(memberId, identity.error)
  if (!isOpen) return <ClosedIdentity memberId={memberId} />
  return (
    <Strip>
      {isHidden ? (
        <span className={styles.quiet}>Names are hidden on this screen</span>
      ) : identity.isError ? (
        <FailedIdentity error={identity.error} retry={() => void identity.refetch()} />
      ) : identity.data === undefined ? (
        <span className={styles.quiet} role="status">
          Loading the name
        </span>
      ) : (
        <KnownIdentity identity={identity.data} />
      )}
      {closesAt !== null && <Countdown until={closesAt} />}
    </Strip>
  )
}

/** Whether the name may be asked for now; whether it is shown is for the reader to say. */
export function useSeesName(memberId: string): boolean {
  const isDirector = useSignedIn().role === 'director'
  const closesAt = useClosesAt(memberId)
  return !isDirector || closesAt !== null
}

function Strip({ children }: { children: ReactNode }): ReactElement {
  return (
    <section className={styles.strip} aria-label="Identity">
      {children}
    </section>
  )
}

function KnownIdentity({ identity }: { identity: MemberIdentity }): ReactElement {
  return (
    <span>
      <strong className={styles.name}>{identity.full_name ?? 'No name recorded'}</strong>{' '}
      <span className={styles.quiet}>{birthWords(identity)}</span>
    </span>
  )
}

function FailedIdentity({ error, retry }: { error: Error; retry: () => void }): ReactElement {
  return (
    <span role="alert" className={styles.failed}>
      The name could not be loaded. {error.message}
      <Button variant="default" size="xs" onClick={retry}>
        Retry
      </Button>
    </span>
  )
}

function ClosedIdentity({ memberId }: { memberId: string }): ReactElement {
  const [isAsking, setAsking] = useState(false)
  return (
    <Strip>
      <StatusPill status="neutral">Identity closed</StatusPill>
      <Button variant="default" size="xs" onClick={() => setAsking(true)}>
        Open with a reason
      </Button>
      {isAsking && <BreakGlassDialog memberId={memberId} onClose={() => setAsking(false)} />}
    </Strip>
  )
}

/** The server's word counts, whatever this device's clock says. */
function useServerCloses(memberId: string, error: Error | null): void {
  const isClosed = error instanceof ProblemError && error.code === 'identity_closed'
  useEffect(() => {
    if (isClosed) closeIdentity(memberId)
  }, [memberId, isClosed])
}
