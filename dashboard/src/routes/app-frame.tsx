import type { ReactElement } from 'react'
import { Navigate, Outlet, useLocation } from 'react-router'
import { useMe } from '../api-client/me.js'
import { mayOpen } from '../components/access/page-access.js'
import { duePath, signInAddress } from '../components/access/return-path.js'
import { SignedInContext } from '../components/access/signed-in.js'
import { EscalatedStrip } from './escalated-strip.js'
import { ForbiddenPage } from './forbidden-page.js'
import { FrameShell } from './frame-shell.js'
import { FrameFailure, FrameSkeleton } from './frame-states.js'
import { MemberSearch } from './member-search.js'
import { Navigation } from './navigation.js'
import { SessionWatch } from './session-watch.js'
import { StepUp } from './step-up.js'
import { UserMenu } from './user-menu.js'

/** Every page but those of signing in: first who is there, then what is due, then whether the page is theirs. */
export function AppFrame(): ReactElement {
  const location = useLocation()
  const query = useMe()
  const me = query.data
  if (me === undefined) {
    return query.isError ? (
      <FrameFailure error={query.error} retry={() => void query.refetch()} />
    ) : (
      <FrameSkeleton />
    )
  }
  if (me === null) return <Navigate to={signInAddress(location)} replace />
  if (me.due !== null) {
    return <Navigate to={duePath(me.due, `${location.pathname}${location.search}`)} replace />
  }
  return (
    <SignedInContext value={me}>
      <FrameShell
        side={
          <>
            {mayOpen(me.role, '/members') && <MemberSearch role={me.role} />}
            <Navigation role={me.role} />
            <UserMenu me={me} />
          </>
        }
      >
        <EscalatedStrip />
        {mayOpen(me.role, location.pathname) ? <Outlet /> : <ForbiddenPage me={me} />}
      </FrameShell>
      <SessionWatch />
      <StepUp hasSecondFactor={me.two_factor_enabled} />
    </SignedInContext>
  )
}
