import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { MeasureForm } from '../../../../../api/src/contracts/entry.js'
import type { ResponseList, ResponseRow } from '../../../../../api/src/contracts/members.js'
import type {
  NewResponse,
  ResponseChange,
  ResponseVoid,
  SavedResponse,
} from '../../../../../api/src/contracts/response-entry.js'
import { readJson } from '../../../api-client/read-json.js'
import { sendJson } from '../../../api-client/send-json.js'

type FormKey = Pick<ResponseRow, 'source_system' | 'response_id'>

export function useForms(memberId: string): UseQueryResult<ResponseList> {
  return useQuery({
    queryKey: ['responses', memberId],
    queryFn: ({ signal }) => readJson<ResponseList>('/responses', { query: { member: memberId }, signal }),
    placeholderData: () => undefined,
  })
}

/** The questionnaire as it is filled in; another measure's is no stand-in for it. */
export function useMeasureForm(code: string): UseQueryResult<MeasureForm> {
  return useQuery({
    queryKey: ['measure-form', code],
    queryFn: ({ signal }) => readJson<MeasureForm>(`/measures/${encodeURIComponent(code)}/form`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: () => undefined,
  })
}

/** The form carries an id of its own, so that sending it twice stores it once. */
export function addForm(form: NewResponse): Promise<SavedResponse> {
  return sendJson('POST', '/responses', form)
}

export function changeForm(form: FormKey, change: ResponseChange): Promise<SavedResponse> {
  return sendJson('PATCH', pathOf(form), change)
}

export function voidForm(form: FormKey, given: ResponseVoid): Promise<SavedResponse> {
  return sendJson('POST', `${pathOf(form)}/void`, given)
}

function pathOf({ source_system, response_id }: FormKey): string {
  return `/responses/${encodeURIComponent(source_system)}/${encodeURIComponent(response_id)}`
}
