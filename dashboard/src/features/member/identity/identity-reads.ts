import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { BreakGlass, MemberIdentity, OpenedIdentity } from '../../../../../api/src/contracts/identity.js'
import { readJson } from '../../../api-client/read-json.js'
import { sendJson } from '../../../api-client/send-json.js'

/**
 * Name and date of birth. Each reading is recorded, so nothing is read that is not shown; and what was read is dropped
 * as soon as it is no longer shown.
 */
export function useIdentity(memberId: string, isShown: boolean): UseQueryResult<MemberIdentity> {
  return useQuery({
    queryKey: ['identity', memberId],
    queryFn: ({ signal }) => readJson<MemberIdentity>(identityPath(memberId), { signal }),
    enabled: isShown,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    // The name of the member before must not stand beside the scores of this one.
    placeholderData: () => undefined,
  })
}

export function openIdentity(memberId: string, reason: BreakGlass): Promise<OpenedIdentity> {
  return sendJson('POST', `${identityPath(memberId)}/break-glass`, reason)
}

function identityPath(memberId: string): string {
  return `/members/${encodeURIComponent(memberId)}/identity`
}
