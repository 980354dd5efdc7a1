import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { ImportList } from '../../../../api/src/contracts/imports.js'
import { readJson } from '../../api-client/read-json.js'

/** Past imports, newest first. */
export function useImports(): UseQueryResult<ImportList> {
  return useQuery({
    queryKey: ['imports'],
    queryFn: ({ signal }) => readJson<ImportList>('/imports', { signal }),
  })
}
