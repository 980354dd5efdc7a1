import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearchParams } from 'react-router'
import type { StudyRun } from '../../../../../api/src/contracts/studies.js'

const RUN_PARAMETER = 'run'

/**
 * The run that the page follows: its number stands in the address, so that a reload goes on following. What is there
 * already is opened at once.
 */
export function useFollowRun(): {
  readonly runId: string | null
  readonly follow: (run: StudyRun) => Promise<void>
  readonly forget: () => void
} {
  const [search, setSearch] = useSearchParams()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const withRun = (runId: string | null): URLSearchParams => {
    const next = new URLSearchParams(search)
    if (runId === null) next.delete(RUN_PARAMETER)
    else next.set(RUN_PARAMETER, runId)
    return next
  }
  return {
    runId: search.get(RUN_PARAMETER),
    follow: async (run) => {
      if (run.study_id === null) {
        setSearch(withRun(String(run.run_id)), { replace: true, preventScrollReset: true })
        return
      }
      await queryClient.invalidateQueries({ queryKey: ['studies'] })
      await navigate(`/comparison/${run.study_id}`)
    },
    forget: () => setSearch(withRun(null), { replace: true, preventScrollReset: true }),
  }
}
