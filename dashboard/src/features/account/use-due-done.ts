import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { meQuery } from '../../api-client/me.js'
import { landingOf, returnPathIn, signInAddress } from '../../components/access/return-path.js'

/** Goes on after something due was done: to the next such thing, else to where one was. */
export function useDueDone(): () => Promise<void> {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  return useCallback(async () => {
    const returnPath = returnPathIn(search, window.location.origin)
    const me = await queryClient.fetchQuery({ ...meQuery, staleTime: 0 })
    const target =
      me === null
        ? signInAddress({ pathname: returnPath ?? '/', search: '', hash: '' })
        : landingOf(me, returnPath)
    await navigate(target, { replace: true })
  }, [queryClient, navigate, search])
}
