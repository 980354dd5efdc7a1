import type { ReactElement } from 'react'
import type { ReportRun } from '../../../../api/src/contracts/report-runs.js'
import { JobProgress } from '../../components/job/job-progress.js'
import { REPORT_LABELS } from '../../format/report-words.js'

/** How far a report is, with the way to cancel it. */
export function RunProgress(props: {
  run: ReportRun
  job: NonNullable<ReportRun['job']>
  onEnd: () => void
}): ReactElement {
  return (
    <JobProgress
      jobId={props.job.job_id}
      label={`${REPORT_LABELS[props.run.definition]}, ${props.run.about}`}
      onEnd={props.onEnd}
    />
  )
}
