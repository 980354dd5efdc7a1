import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type {
  NewStudyRequest,
  Study,
  StudyList,
  StudyPreview,
  StudyRun,
} from '../../../../api/src/contracts/studies.js'
import { readJson } from '../../api-client/read-json.js'
import { sendJson } from '../../api-client/send-json.js'

type Question = {
  readonly definition: NewStudyRequest['definition']
  readonly sites: readonly string[] | null
}

export function useStudies(): UseQueryResult<StudyList> {
  return useQuery({
    queryKey: ['studies'],
    queryFn: ({ signal }) => readJson<StudyList>('/studies', { signal }),
  })
}

/** null asks nothing. */
export function useStudy(id: string | null): UseQueryResult<Study> {
  return useQuery({
    queryKey: ['studies', id],
    queryFn: ({ signal }) => readJson<Study>(`/studies/${encodeURIComponent(id ?? '')}`, { signal }),
    enabled: id !== null,
  })
}

/** A question on its way: how far it is, and the study once it is there. null asks nothing. */
export function useStudyRun(id: string | null): UseQueryResult<StudyRun> {
  return useQuery({
    queryKey: ['study-runs', id],
    queryFn: ({ signal }) => readJson<StudyRun>(`/studies/runs/${encodeURIComponent(id ?? '')}`, { signal }),
    enabled: id !== null,
    staleTime: 0,
  })
}

/** Has the question worked out on today's records, as the next version of its name. */
export function askForStudy(question: Question): Promise<StudyRun> {
  return sendJson<StudyRun>('POST', '/studies', requestOf(question))
}

/** The same question over what is recorded now. */
export function askAgain(studyId: number): Promise<StudyRun> {
  return sendJson<StudyRun>('POST', `/studies/${studyId}/run`, {})
}

/** Works it out and stores nothing. */
export function previewStudy(question: Question, signal: AbortSignal): Promise<StudyPreview> {
  return sendJson<StudyPreview>('POST', '/studies/preview', requestOf(question), signal)
}

export function freezeStudy(id: number): Promise<Study> {
  return sendJson<Study>('POST', `/studies/${id}/freeze`)
}

function requestOf({ definition, sites }: Question): NewStudyRequest {
  return { definition, sites: sites === null ? null : [...sites], as_of: null }
}
