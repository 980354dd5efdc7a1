import type { UseQueryResult } from '@tanstack/react-query'
import {
  type InfiniteData,
  type UseInfiniteQueryResult,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query'
import type { AuditPage } from '../../../../../api/src/contracts/audit.js'
import type { OpenedIdentityList } from '../../../../../api/src/contracts/identity.js'
import { apiAddress, readJson } from '../../../api-client/read-json.js'
import { request } from '../../../api-client/request.js'
import { underSession } from '../../../api-client/under-session.js'
import type { AuditFilters } from './audit-filters.js'

const PAGE_SIZE = 50

/** The records that the filters name, newest first, page after page. */
export function useAuditRecords(filters: AuditFilters): UseInfiniteQueryResult<InfiniteData<AuditPage>> {
  return useInfiniteQuery({
    queryKey: ['audit', filters],
    queryFn: ({ signal, pageParam }) =>
      readJson<AuditPage>('/audit', {
        query: { ...filters, before: pageParam, page_size: PAGE_SIZE },
        signal,
      }),
    // An empty parameter is left out of the address.
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })
}

/**
 * The same records as a file of the server's own making.
 *
 * @throws ProblemError as `readJson` does; `too_many_records` when they are more than a file holds
 */
export async function readAuditFile(filters: AuditFilters): Promise<string> {
  const outcome = await underSession(() =>
    request<string>(apiAddress('/audit.csv', filters), { headers: { accept: 'text/csv' } }, (text) => ({
      kind: 'answered',
      body: text,
    })),
  )
  if (outcome.kind === 'failed') throw outcome.problem
  return outcome.body
}

/** Who opened whose identity with a reason. */
export function useOpenedIdentities(page: number): UseQueryResult<OpenedIdentityList> {
  return useQuery({
    queryKey: ['opened-identities', page],
    queryFn: ({ signal }) =>
      readJson<OpenedIdentityList>('/identity/break-glass', {
        query: { page, page_size: PAGE_SIZE },
        signal,
      }),
  })
}
