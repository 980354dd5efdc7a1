import { queryOptions, type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { Me } from '../../../api/src/contracts/sign-in.js'
import { apiAddress } from './read-json.js'
import { jsonOf, type ReadBody, request } from './request.js'
import { ME_KEY, sessionLivesUntil, sessionWasRefused } from './session.js'

/** Who is signed in; null for nobody. Each reading also tells how long the session lives, and lengthens it. */
export const meQuery = queryOptions<Me | null>({
  queryKey: ME_KEY,
  queryFn: ({ signal }) => readMe(signal),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
})

export function useMe(): UseQueryResult<Me | null> {
  return useQuery(meQuery)
}

async function readMe(signal: AbortSignal): Promise<Me | null> {
  const init = { headers: { accept: 'application/json' }, signal }
  const read = await request(apiAddress('/me'), init, withEndOfSession)
  if (read.kind === 'answered') {
    sessionLivesUntil(read.body.endsAt)
    return read.body.me
  }
  if (read.problem.status !== 401) throw read.problem
  sessionWasRefused()
  return null
}

/** The end by this device's clock: the server's may differ, and says in `Date` what it shows. */
function withEndOfSession(text: string, response: Response): ReadBody<{ me: Me; endsAt: number }> {
  const read = jsonOf<Me>(text, response)
  if (read.kind === 'failed') return read
  const atServer = Date.parse(response.headers.get('date') ?? '')
  const ahead = Number.isNaN(atServer) ? 0 : Date.now() - atServer
  return {
    kind: 'answered',
    body: { me: read.body, endsAt: Date.parse(read.body.session_expires_at) + ahead },
  }
}
