import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { NewStudyRequest, Study, StudyList } from '../../../../api/src/contracts/studies.js'
import { readJson } from '../../api-client/read-json.js'
import { sendJson } from '../../api-client/send-json.js'

export function useStudies(): UseQueryResult<StudyList> {
  return useQuery({
    queryKey: ['studies'],
    queryFn: ({ signal }) => readJson<StudyList>('/studies', { signal }),
  })
}

export function useStudy(id: string): UseQueryResult<Study> {
  return useQuery({
    queryKey: ['studies', id],
    queryFn: ({ signal }) => readJson<Study>(`/studies/${encodeURIComponent(id)}`, { signal }),
  })
}

/** Works the question out and stores it as the next version of its name. */
export function makeStudy(request: NewStudyRequest): Promise<Study> {
  return sendJson<Study>('POST', '/studies', request)
}

export function freezeStudy(id: number): Promise<Study> {
  return sendJson<Study>('POST', `/studies/${id}/freeze`)
}
