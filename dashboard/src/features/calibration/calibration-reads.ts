import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { AcceptedJob } from '../../../../api/src/contracts/jobs.js'
import type { ModelFitList } from '../../../../api/src/contracts/model-fits.js'
import { readJson } from '../../api-client/read-json.js'
import { sendJson } from '../../api-client/send-json.js'

/** The latest fit of each measure. */
export function useModelFits(): UseQueryResult<ModelFitList> {
  return useQuery({
    queryKey: ['model-fits'],
    queryFn: ({ signal }) => readJson<ModelFitList>('/model-fits', { signal }),
  })
}

export function askForFit(): Promise<AcceptedJob> {
  return sendJson<AcceptedJob>('POST', '/model-fits')
}
