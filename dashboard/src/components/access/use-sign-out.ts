import { useCallback, useState } from 'react'
import { signOut } from '../../api-client/account-requests.js'
import { ProblemError } from '../../api-client/problem-error.js'
import { endSession } from '../../api-client/session.js'

/** Signs out; when the server does not do it, says so instead of pretending. */
export function useSignOut(): { readonly leave: () => Promise<void>; readonly failure: string | null } {
  const [failure, setFailure] = useState<string | null>(null)
  const leave = useCallback(async (): Promise<void> => {
    setFailure(null)
    try {
      await signOut()
      endSession('signed_out')
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      setFailure(`You are still signed in. ${error.message}`)
    }
  }, [])
  return { leave, failure }
}
