import { Button } from '@mantine/core'
import { type ReactElement, useMemo } from 'react'
import type { DatasetPreviewResult } from '../../../../api/src/contracts/dataset-exports.js'
import { Card } from '../../components/card.js'
import { DataTable } from '../../components/data-table/data-table.js'
import type { TableColumn } from '../../components/data-table/table-column.js'
import { Icon } from '../../components/icon.js'
import { JobProgress } from '../../components/job/job-progress.js'
import { leftOutWords, REFUSAL_STEPS, refusalTitle } from './data-set-words.js'
import { MeasuredRisk } from './measured-risk.js'
import styles from './research.module.css'
import type { PreviewState } from './use-preview.js'

type Found = Extract<DatasetPreviewResult['outcome'], { kind: 'found' }>
type Sample = Found['sample']

/** May it go out? With every reason, and what it would look like. */
export function CheckCard({ preview }: { preview: PreviewState }): ReactElement {
  const { result, isCurrent, job, failure } = preview
  const outcome = result?.outcome ?? null
  return (
    <Card label="3 Disclosure check">
      <h2 className={styles.title}>3 Disclosure check</h2>
      {failure !== null && (
        <div role="alert" className={styles.alert}>
          <p className={styles.words}>{failure.words}</p>
          <Button variant="default" size="xs" onClick={failure.again}>
            Check again
          </Button>
        </div>
      )}
      {job !== null && <JobProgress jobId={job.job_id} label="The check" onEnd={preview.lookAgain} />}
      {outcome === null && failure === null && job === null && (
        <p className={styles.quiet} role="status">
          The check is asked for.
        </p>
      )}
      {outcome !== null && failure === null && (
        <div data-old={!isCurrent} className={styles.checkFrame}>
          {outcome.kind === 'refused' ? (
            <>
              <p className={styles.words}>
                <strong>{refusalTitle(outcome.code)}.</strong> {outcome.message}
              </p>
              <p className={styles.words}>{REFUSAL_STEPS[outcome.code]}</p>
            </>
          ) : (
            <Passed found={outcome} leftOut={leftOutWords(result)} />
          )}
        </div>
      )}
    </Card>
  )
}

function Passed({ found, leftOut }: { found: Found; leftOut: string | null }): ReactElement {
  return (
    <>
      {leftOut !== null && <p className={styles.watch}>{leftOut}</p>}
      <ul className={styles.checks}>
        {found.checks.map(({ code, sentence }) => (
          <li key={code}>
            <span className={styles.tick}>
              <Icon name="check" size={14} />
            </span>
            {sentence}
          </li>
        ))}
      </ul>
      {found.measured === null ? (
        <>
          <h3 className={styles.smallTitle}>What it would look like</h3>
          <SampleTable sample={found.sample} />
        </>
      ) : (
        <>
          <h3 className={styles.smallTitle}>The risk that a director would approve</h3>
          <p className={styles.quiet}>Its rows are seen by nobody before it is approved.</p>
          <MeasuredRisk measured={found.measured} />
        </>
      )}
    </>
  )
}

function SampleTable({ sample }: { sample: Sample }): ReactElement {
  const columns = useMemo(
    () =>
      sample.columns.map(
        (label, place): TableColumn<readonly string[]> => ({
          name: `column_${place}`,
          label,
          kind: 'text',
          value: (row) => row[place + 1] ?? null,
          isSortable: false,
          isRowHeader: place === 0,
        }),
      ),
    [sample],
  )
  // The first cell is the row's place: rows may be alike in everything.
  const rows = sample.rows.map((row, place) => [String(place), ...row])
  return (
    <DataTable
      caption={`${rows.length} rows, generalised already; another question shows others`}
      columns={columns}
      rows={rows}
      rowKey={(row) => row[0] ?? ''}
      emptyWords="No rows."
    />
  )
}
