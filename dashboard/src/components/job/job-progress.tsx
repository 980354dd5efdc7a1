import { Button } from '@mantine/core'
import { type ReactElement, useEffect, useRef } from 'react'
import styles from './job-progress.module.css'
import { isUnended, useCancelJob, useJob } from './job-reads.js'
import { jobWords } from './job-words.js'

/** Progress of work in the background; it goes on when the page is left. `onEnd` is called once. */
export function JobProgress(props: { jobId: number; label: string; onEnd: () => void }): ReactElement {
  const { jobId, label, onEnd } = props
  const job = useJob(jobId)
  const cancel = useCancelJob(jobId)
  const ended = job.data !== undefined && !isUnended(job.data)
  const told = useRef<number | null>(null)
  useEffect(() => {
    if (!ended || told.current === jobId) return
    told.current = jobId
    onEnd()
  }, [ended, jobId, onEnd])
  if (job.isError) return <p role="alert">How far it is cannot be read. {job.error.message}</p>
  const { done = null, total = null } = job.data ?? {}
  return (
    <div className={styles.job}>
      {!ended && (
        <progress
          aria-label={label}
          {...(done === null || total === null ? {} : { value: done, max: Math.max(1, total) })}
        />
      )}
      <p role="status">
        {label}: {job.data === undefined ? 'asked for.' : jobWords(job.data)}
      </p>
      {job.data !== undefined && !ended && !job.data.cancel_asked && (
        <Button
          className={styles.cancel}
          variant="default"
          size="xs"
          loading={cancel.isPending}
          aria-label={`Cancel: ${label}`}
          onClick={() => cancel.mutate()}
        >
          Cancel
        </Button>
      )}
      {cancel.isError && !ended && <p role="alert">It was not cancelled. {cancel.error.message}</p>}
    </div>
  )
}
