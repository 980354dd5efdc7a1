import { type ReactElement, useEffect, useRef, useState } from 'react'
import { useBlocker } from 'react-router'
import { ConfirmDialog } from '../../../components/dialog/confirm-dialog.js'
import { countOf } from '../../../format/number.js'
import { type SheetState, unsentRows } from './sheet-state.js'

/** A row that is on its way has usually arrived before anybody could read a warning. */
const PATIENCE_MILLISECONDS = 700

/** Nobody leaves rows behind without knowing: in the tab by a question, out of it by the browser's own. */
export function LeaveWarning({ state }: { state: SheetState }): ReactElement | null {
  const nUnsent = unsentRows(state).length
  const isUnsent = nUnsent > 0
  const isLeaving = useRef(false)
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => isUnsent && currentLocation.pathname !== nextLocation.pathname,
  )
  const isBlocked = blocker.state === 'blocked'
  const [isPatient, setPatient] = useState(true)
  useEffect(() => {
    if (!isUnsent) return
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [isUnsent])
  useEffect(() => {
    setPatient(true)
    if (!isBlocked) return
    const timer = setTimeout(() => setPatient(false), PATIENCE_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [isBlocked])
  useEffect(() => {
    if (blocker.state === 'blocked' && !isUnsent) blocker.proceed()
  }, [blocker, isUnsent])
  if (blocker.state !== 'blocked' || isPatient) return null
  return (
    <ConfirmDialog
      title={`${countOf(nUnsent, 'row')} not stored yet`}
      consequences={[
        'What you typed is kept in this browser for 72 hours, without names, until you sign out.',
        'You can send it when you open this session again. Until then nobody else sees it, and it raises no signal.',
      ]}
      confirmLabel="Leave all the same"
      onConfirm={async () => {
        isLeaving.current = true
        blocker.proceed()
      }}
      onClose={() => {
        if (!isLeaving.current) blocker.reset()
      }}
    />
  )
}
