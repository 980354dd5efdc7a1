import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useLocation } from 'react-router'

const COUNTS_OF_THE_FRAME = [
  ['caseload', 'tiles'],
  ['signals', 'escalated'],
] as const

/**
 * The frame stays while pages change: a step to another page reads its counts anew, unless they were just read. Not by
 * the clock: a request lengthens the session.
 */
export function useReadOnMove(): void {
  const queryClient = useQueryClient()
  const { pathname } = useLocation()
  const previous = useRef(pathname)
  useEffect(() => {
    if (previous.current === pathname) return
    previous.current = pathname
    for (const queryKey of COUNTS_OF_THE_FRAME) {
      void queryClient.refetchQueries({ queryKey, stale: true, type: 'active' })
    }
  }, [queryClient, pathname])
}
