import { useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useCallback, useEffect, useRef, useState } from 'react'
import { meQuery } from '../api-client/me.js'
import { endSession, sessionEndsAt } from '../api-client/session.js'
import { IdleWarning } from './idle-warning.js'

const LOOK_EVERY_MILLISECONDS = 1000
const WARN_BEFORE_MILLISECONDS = 2 * 60_000
/** Use is told to the server at most this often. */
const TELL_EVERY_MILLISECONDS = 60_000
const SIGNS_OF_USE = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const

/**
 * Keeps the session while the page is used, warns before it ends for lack of use, and clears the screen when it has:
 * also on a machine that slept meanwhile, before anything is asked of the server.
 */
export function SessionWatch(): ReactElement | null {
  const [left, setLeft] = useState<number | null>(null)
  const queryClient = useQueryClient()
  const stay = useCallback(async (): Promise<void> => {
    await queryClient.fetchQuery({ ...meQuery, staleTime: 0 })
  }, [queryClient])
  useTellingOfUse(left === null, stay)
  useEffect(() => {
    const look = (): void => {
      const endsAt = sessionEndsAt()
      if (endsAt === null) return
      const milliseconds = endsAt - Date.now()
      if (milliseconds <= 0) endSession('idle')
      setLeft(milliseconds < WARN_BEFORE_MILLISECONDS ? milliseconds : null)
    }
    const timer = setInterval(look, LOOK_EVERY_MILLISECONDS)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [])
  return left === null ? null : <IdleWarning left={left} stay={stay} />
}

/** Reading and typing count as use too, though they ask nothing of the server. */
function useTellingOfUse(isActive: boolean, tell: () => Promise<void>): void {
  const toldAt = useRef(Date.now())
  useEffect(() => {
    if (!isActive) return
    const onUse = (): void => {
      if (Date.now() - toldAt.current < TELL_EVERY_MILLISECONDS) return
      toldAt.current = Date.now()
      // Without an answer nothing is lost yet: the next sign of use tells again.
      tell().catch(() => undefined)
    }
    for (const sign of SIGNS_OF_USE) window.addEventListener(sign, onUse, { passive: true })
    return () => {
      for (const sign of SIGNS_OF_USE) window.removeEventListener(sign, onUse)
    }
  }, [isActive, tell])
}
