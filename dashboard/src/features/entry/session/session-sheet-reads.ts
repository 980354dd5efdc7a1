import { queryOptions, type UseQueryResult, useQuery } from '@tanstack/react-query'
import type {
  SavedSessionMember,
  SessionMemberEntry,
  SessionSheet,
} from '../../../../../api/src/contracts/entry.js'
import { readJson } from '../../../api-client/read-json.js'
import { sendJson } from '../../../api-client/send-json.js'

/** Everything the page of one session needs. Read again by the page itself, between two rows that are sent. */
export function sheetQuery(sessionId: string) {
  return queryOptions({
    queryKey: ['entry', 'session', sessionId] as const,
    queryFn: ({ signal }) =>
      readJson<SessionSheet>(`/group-sessions/${encodeURIComponent(sessionId)}/entry`, { signal }),
    staleTime: 0,
    // Names stay no longer than the page that shows them.
    gcTime: 0,
  })
}

export function useSessionSheet(sessionId: string): UseQueryResult<SessionSheet> {
  return useQuery(sheetQuery(sessionId))
}

export function saveMember(
  sessionId: string,
  memberId: string,
  entry: SessionMemberEntry,
): Promise<SavedSessionMember> {
  const path = `/group-sessions/${encodeURIComponent(sessionId)}/members/${encodeURIComponent(memberId)}`
  return sendJson<SavedSessionMember>('PUT', path, entry)
}
