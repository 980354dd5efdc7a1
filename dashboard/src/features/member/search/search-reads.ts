import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { FoundMembers } from '../../../../../api/src/contracts/identity.js'
import { sendJson } from '../../../api-client/send-json.js'
import type { TypedSearch } from './typed-search.js'

const PAGE_SIZE = 50

/** Members by id, and by name for those who may see names. The words go in the body of the request. */
export function useFoundMembers({ text, page }: TypedSearch): UseQueryResult<FoundMembers> {
  return useQuery({
    queryKey: ['member-search', text, page],
    queryFn: () => sendJson<FoundMembers>('POST', '/members/search', { text, page, page_size: PAGE_SIZE }),
  })
}
