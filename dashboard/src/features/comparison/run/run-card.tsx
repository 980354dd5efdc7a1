import { Button } from '@mantine/core'
import { type ReactElement, useCallback, useEffect } from 'react'
import { Card } from '../../../components/card.js'
import { cardMessage } from '../../../components/chart-card/card-message.js'
import { failureState } from '../../../components/chart-card/card-state.js'
import { JobProgress } from '../../../components/job/job-progress.js'
import { isUnended } from '../../../components/job/job-reads.js'
import styles from '../comparison.module.css'
import { useStudyRun } from '../study-reads.js'
import { useFollowRun } from './use-follow-run.js'

/** A comparison being worked out: it goes on when the page is left, and opens when it is there. */
export function RunCard(): ReactElement | null {
  const { runId, follow, forget } = useFollowRun()
  const run = useStudyRun(runId)
  const { data, refetch } = run
  const lookAgain = useCallback(() => void refetch(), [refetch])
  const isThere = data !== undefined && data.study_id !== null
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the study is there
  useEffect(() => {
    if (isThere) void follow(data)
  }, [isThere])
  if (runId === null) return null
  const job = data?.job ?? null
  const isOver = job !== null && !isUnended(job) && !isThere
  return (
    <Card label="Being worked out">
      <h2 className={styles.title}>{isOver ? 'It did not come to an answer' : 'Being worked out'}</h2>
      {run.isError && cardMessage(failureState(run.error, lookAgain))}
      {job !== null && <JobProgress jobId={job.job_id} label="The comparison" onEnd={lookAgain} />}
      {(isOver || run.isError) && (
        <>
          <p className={styles.paragraph}>Nothing was stored. The question stands below as it was.</p>
          <Button variant="default" size="xs" onClick={forget}>
            Close
          </Button>
        </>
      )}
    </Card>
  )
}
