import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { meQuery } from '../../api-client/me.js'
import { ProblemError } from '../../api-client/problem-error.js'
import { landingOf, returnPathIn } from '../../components/access/return-path.js'

/** Goes on after signing in: to what is due, else to where one was, else home. */
export function useLanding(): () => Promise<void> {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  return useCallback(async () => {
    const me = await queryClient.fetchQuery({ ...meQuery, staleTime: 0 })
    if (me === null) throw cookieWasDropped()
    await navigate(landingOf(me, returnPathIn(search, window.location.origin)), { replace: true })
  }, [queryClient, navigate, search])
}

function cookieWasDropped(): ProblemError {
  return new ProblemError({
    title: 'Not signed in',
    status: 401,
    code: 'cookie_dropped',
    detail:
      'The sign-in was right, but the browser did not keep it. Allow cookies for this address, then retry.',
    request_id: null,
  })
}
