import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { signOut } from '../../api-client/account-requests.js'
import { meQuery } from '../../api-client/me.js'
import { ProblemError } from '../../api-client/problem-error.js'
import { endSession } from '../../api-client/session.js'
import { countOf } from '../../format/number.js'
import { forgetProgrammeOfThisTab } from '../filter-bar/programme-view.js'
import { countUnsent, dropUnsentOf } from '../unsent-rows/unsent-storage.js'

/** Signs out, and takes off this browser what was typed and not stored; when the server does not do it, says so instead of pretending. */
export function useSignOut(): { readonly leave: () => Promise<void>; readonly failure: string | null } {
  const [failure, setFailure] = useState<string | null>(null)
  const [isWarned, setWarned] = useState(false)
  const queryClient = useQueryClient()
  const leave = useCallback(async (): Promise<void> => {
    const userId = queryClient.getQueryData(meQuery.queryKey)?.user_id ?? null
    const nUnsent = userId === null ? 0 : countUnsent(userId)
    if (nUnsent > 0 && !isWarned) {
      setWarned(true)
      return setFailure(unsentWords(nUnsent))
    }
    setFailure(null)
    try {
      await signOut()
      if (userId !== null) dropUnsentOf(userId)
      forgetProgrammeOfThisTab()
      endSession('signed_out')
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      setFailure(`You are still signed in. ${error.message}`)
    }
  }, [queryClient, isWarned])
  return { leave, failure }
}

function unsentWords(count: number): string {
  return (
    `${countOf(count, 'row')} of a session that you typed ${count === 1 ? 'is' : 'are'} not stored. Open the session to ` +
    'send, or sign out once more to drop what you typed.'
  )
}
