import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { AggregateTablesAnswer } from '../../../../api/src/contracts/aggregate-tables.js'
import type {
  DatasetChoices,
  DatasetDefinitionContract,
  DatasetExport,
  DatasetExportList,
  DatasetPreview,
  NewDatasetDecision,
  NewDatasetExport,
} from '../../../../api/src/contracts/dataset-exports.js'
import { readBlob } from '../../api-client/read-blob.js'
import { readJson } from '../../api-client/read-json.js'
import { sendJson } from '../../api-client/send-json.js'

const LOOK_AGAIN_AFTER_MILLISECONDS = 700
const LIBRARY_AGAIN_AFTER_MILLISECONDS = 1_500

/** What may be asked for; it does not change while the server runs. */
export function useChoices(): UseQueryResult<DatasetChoices> {
  return useQuery({
    queryKey: ['dataset-choices'],
    queryFn: ({ signal }) => readJson<DatasetChoices>('/dataset-exports/choices', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** Asks once for each definition what a data set of it would be; null asks nothing. The worker works it out. */
export function useAskedPreview(
  definition: DatasetDefinitionContract | null,
): UseQueryResult<DatasetPreview> {
  return useQuery({
    queryKey: ['dataset-preview-asked', definition],
    queryFn: () => sendJson<DatasetPreview>('POST', '/dataset-exports/preview', definition),
    enabled: definition !== null,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    retry: false,
  })
}

/** The answer, looked for until it is there; the last one stays until then. null: nothing was asked. */
export function useFoundPreview(id: number | null): UseQueryResult<DatasetPreview> {
  return useQuery({
    queryKey: ['dataset-previews', id],
    queryFn: ({ signal }) => readJson<DatasetPreview>(`/dataset-exports/previews/${id}`, { signal }),
    enabled: id !== null,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state }) =>
      state.data !== undefined && isUnanswered(state.data) ? LOOK_AGAIN_AFTER_MILLISECONDS : false,
  })
}

/** Counts of everybody, as they were released for the last quarter. */
export function useAggregateTables(
  measure: AggregateTablesAnswer['measure'],
): UseQueryResult<AggregateTablesAnswer> {
  return useQuery({
    queryKey: ['aggregate-tables', measure],
    queryFn: ({ signal }) =>
      readJson<AggregateTablesAnswer>('/aggregate-tables', { query: { measure }, signal }),
    placeholderData: keepPreviousData,
  })
}

/** Every data set that was asked for, the latest first; looked at again while one of them is being made. */
export function useDataSets(): UseQueryResult<DatasetExportList> {
  return useQuery({
    queryKey: ['dataset-exports'],
    queryFn: ({ signal }) => readJson<DatasetExportList>('/dataset-exports', { signal }),
    refetchInterval: ({ state }) =>
      state.data?.dataset_exports.some(isUnended) === true ? LIBRARY_AGAIN_AFTER_MILLISECONDS : false,
  })
}

export function useDataSet(id: string): UseQueryResult<DatasetExport> {
  return useQuery({
    queryKey: ['dataset-exports', id],
    queryFn: ({ signal }) =>
      readJson<DatasetExport>(`/dataset-exports/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: ({ state }) =>
      state.data !== undefined && isUnended(state.data) ? LIBRARY_AGAIN_AFTER_MILLISECONDS : false,
  })
}

/** The password is asked for anew where it was typed too long ago. */
export function askForDataSet(request: NewDatasetExport): Promise<DatasetExport> {
  return sendJson<DatasetExport>('POST', '/dataset-exports', request)
}

/** The password is asked for anew where it was typed too long ago. */
export function decideDataSet(id: number, decision: NewDatasetDecision): Promise<DatasetExport> {
  return sendJson<DatasetExport>('POST', `/dataset-exports/${id}/decision`, decision)
}

/** The zip; each download is recorded. */
export function readPackage(id: number): Promise<Blob> {
  return readBlob(`/dataset-exports/${id}/package`)
}

export function isUnended({ state }: Pick<DatasetExport, 'state'>): boolean {
  return state === 'waiting' || state === 'running'
}

/** Its job is still to end. */
export function isUnanswered({ result, job }: DatasetPreview): boolean {
  return result === null && job !== null && (job.state === 'waiting' || job.state === 'running')
}
