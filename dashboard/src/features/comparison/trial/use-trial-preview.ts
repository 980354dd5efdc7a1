import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { StudyPreview } from '../../../../../api/src/contracts/studies.js'
import { previewStudy } from '../study-reads.js'
import type { TrialQuestion } from './trial-cells.js'

/** What a question would answer, before it is stored; null asks nothing. One that is changed or left is given up. The last answer stays while the next is worked out. */
export function useTrialPreview(question: TrialQuestion | null): UseQueryResult<StudyPreview> {
  return useQuery({
    queryKey: ['study-preview', question],
    queryFn: ({ signal }) => {
      if (question === null) throw new Error('There is no question to work out.')
      return previewStudy(question, signal)
    },
    enabled: question !== null,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
}
