import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { ProgrammeOutcomes } from '../../../../api/src/contracts/programme.js'
import type { ProgrammeQuery } from '../../../../api/src/contracts/programme-query.js'
import { readJson } from '../../api-client/read-json.js'

/** The rates of all episodes that ended in the period. */
export function useProgrammeOutcomes(asked: ProgrammeQuery): UseQueryResult<ProgrammeOutcomes> {
  return useQuery({
    queryKey: ['programme', 'outcomes', asked],
    queryFn: ({ signal }) => readJson<ProgrammeOutcomes>('/programme/outcomes', { query: asked, signal }),
  })
}
