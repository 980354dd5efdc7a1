import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useCallback, useState } from 'react'
import { useParams } from 'react-router'
import type { DatasetExport } from '../../../../api/src/contracts/dataset-exports.js'
import { useSignedIn } from '../../components/access/signed-in.js'
import { Card } from '../../components/card.js'
import { CardRow } from '../../components/card-row.js'
import { cardMessage } from '../../components/chart-card/card-message.js'
import { cardState } from '../../components/chart-card/card-state.js'
import { saveFile } from '../../components/chart-card/save-file.js'
import { Icon } from '../../components/icon.js'
import { JobProgress } from '../../components/job/job-progress.js'
import { PageHeader } from '../../components/page-header/page-header.js'
import { formatBytes } from '../../format/bytes.js'
import { formatInstant } from '../../format/day.js'
import { formatNumber } from '../../format/number.js'
import { formatPercent } from '../../format/percent.js'
import { isUnended, readPackage, useDataSet } from './data-set-reads.js'
import { cohortWords, dataSetTitle, hasPhases, REFUSAL_STEPS } from './data-set-words.js'
import { DecisionCard } from './decision-card.js'
import { Fact } from './fact.js'
import styles from './research.module.css'

const CRUMBS = [
  { label: 'Research', href: '/research' },
  { label: 'Data set', href: null },
]

/** One data set: how far it is, or what it is, how safe, and the package. */
export function DataSetPage(): ReactElement {
  const { dataSetId = '' } = useParams()
  const found = useDataSet(dataSetId)
  const dataSet = found.data
  const message = cardMessage(cardState(found))
  if (message !== null || dataSet === undefined) {
    return (
      <>
        <PageHeader name="Data set" title="A data set" crumbs={CRUMBS} />
        <Card label="Data set">{message ?? <p role="status">Loading the data set</p>}</Card>
      </>
    )
  }
  return (
    <>
      <PageHeader
        name="Data set"
        title={dataSetTitle(dataSet)}
        subline={cohortWords(dataSet.definition).join(' · ')}
        crumbs={CRUMBS}
        actions={dataSet.package !== null && <SavePackage dataSet={dataSet} />}
      />
      <CardRow layout="halves">
        <Standing dataSet={dataSet} />
        <Asked dataSet={dataSet} />
      </CardRow>
      <CardRow layout="one">
        {dataSet.measured !== null && <DecisionCard dataSet={dataSet} measured={dataSet.measured} />}
        {dataSet.summary !== null && <Figures dataSet={dataSet} summary={dataSet.summary} />}
      </CardRow>
    </>
  )
}

function SavePackage({ dataSet }: { dataSet: DatasetExport }): ReactElement {
  const queryClient = useQueryClient()
  const [isSaving, setSaving] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const { dataset_export_id: id } = dataSet
  const save = async (): Promise<void> => {
    setSaving(true)
    setFailure(null)
    try {
      saveFile(`tidemark-data-set-${id}.zip`, await readPackage(id))
      await queryClient.invalidateQueries({ queryKey: ['dataset-exports'] })
    } catch (error) {
      setFailure(error instanceof Error ? error.message : 'The package could not be saved.')
    } finally {
      setSaving(false)
    }
  }
  return (
    <>
      <Button leftSection={<Icon name="download" size={14} />} loading={isSaving} onClick={() => void save()}>
        Save the package ({formatBytes(dataSet.package?.bytes ?? 0)})
      </Button>
      {failure !== null && <p role="alert">{failure}</p>}
    </>
  )
}

/** How far it is; what to do where it was refused or failed; how to open it where it is there. */
function Standing({ dataSet }: { dataSet: DatasetExport }): ReactElement {
  const queryClient = useQueryClient()
  const { job, refusal, state } = dataSet
  const lookAgain = useCallback(
    () => void queryClient.invalidateQueries({ queryKey: ['dataset-exports'] }),
    [queryClient],
  )
  return (
    <Card label="State">
      <h2 className={styles.title}>{state === 'published' ? 'How to open it' : 'State'}</h2>
      {isUnended(dataSet) &&
        (job === null ? (
          <p role="status">It is being made.</p>
        ) : (
          <JobProgress jobId={job.job_id} label="The data set" onEnd={lookAgain} />
        ))}
      {refusal !== null && (
        <>
          <p className={styles.words}>{refusal.message}</p>
          <p className={styles.words}>{REFUSAL_STEPS[refusal.code]}</p>
        </>
      )}
      {(state === 'failed' || state === 'cancelled') && (
        <p className={styles.words}>
          {job?.message ?? 'It did not come to its end.'} Nothing was published; ask for it again in Research.
        </p>
      )}
      {state === 'awaits_approval' && (
        <p className={styles.words}>Its risk is measured. It is made as soon as a director approves it.</p>
      )}
      {state === 'declined' && <p className={styles.words}>It was not made. The reason stands below.</p>}
      {state === 'lapsed' && (
        <p className={styles.words}>
          Nobody decided within 30 days. Records have changed since: ask for it again in Research.
        </p>
      )}
      {state === 'expired' && (
        <p className={styles.words}>Its package is no longer kept. Ask for the data set again in Research.</p>
      )}
      {state === 'published' && (
        <ol className={styles.howTo}>
          <li>Save the package and unpack it.</li>
          <li>
            In R: <code>source("load.R")</code>, in Python: <code>import load</code>, from its folder. Both
            label the columns and work the main table out again.
          </li>
          <li>Read codebook.html for what each column means, and risk_report.html for how safe it is.</li>
        </ol>
      )}
    </Card>
  )
}

function Asked({ dataSet }: { dataSet: DatasetExport }): ReactElement {
  const { deployment } = useSignedIn()
  const instant = (at: string): string => formatInstant(at, deployment.time_zone)
  return (
    <Card label="What was asked for">
      <h2 className={styles.title}>What was asked for</h2>
      <dl className={styles.facts}>
        <Fact label="Purpose" value={dataSet.purpose} />
        <Fact label="Recipient" value={dataSet.recipient} />
        <Fact
          label="Asked for"
          value={`${instant(dataSet.requested_at)}, ${dataSet.requested_by_you ? 'by you' : `by a ${dataSet.requested_role}`}`}
        />
        <Fact label="Approval" value={dataSet.approval} />
        {dataSet.expires_at !== null && <Fact label="Kept until" value={instant(dataSet.expires_at)} />}
        <Fact label="Downloads" value={formatNumber(dataSet.downloads)} />
        {dataSet.package !== null && <Fact label="SHA-256 of the package" value={dataSet.package.sha256} />}
      </dl>
    </Card>
  )
}

function Figures(props: {
  dataSet: DatasetExport
  summary: NonNullable<DatasetExport['summary']>
}): ReactElement {
  const { dataSet, summary } = props
  const withPhases = hasPhases(dataSet.definition)
  return (
    <Card label="How safe it is">
      <h2 className={styles.title}>How safe it is</h2>
      <dl className={styles.facts}>
        <Fact label={withPhases ? 'Persons' : 'Persons, one row each'} value={formatNumber(summary.rows)} />
        {summary.held_to !== null && <Fact label="Its persons are those of" value={summary.held_to} />}
        <Fact
          label={withPhases ? 'k: persons alike at least' : 'k: rows alike at least'}
          value={formatNumber(summary.k)}
        />
        <Fact label="Classes of rows alike" value={formatNumber(summary.classes)} />
        <Fact
          label="Chance of finding a person known to be in it, highest"
          value={formatPercent(summary.prosecutor_highest, 1)}
        />
        <Fact label="The same, on average" value={formatPercent(summary.prosecutor_average, 1)} />
        <Fact
          label="Chance of finding a person of this deployment, highest"
          value={formatPercent(summary.journalist_highest, 1)}
        />
        <Fact
          label={
            withPhases
              ? 'Different values of each score for an outsider, at least'
              : 'Different changes in each class, at least'
          }
          value={formatNumber(summary.distinct_l)}
        />
        <Fact label="Largest distance of a class from all (t)" value={formatNumber(summary.t, 2)} />
        <Fact label="Information given up" value={formatPercent(summary.information_lost)} />
      </dl>
      <h3 className={styles.smallTitle}>Columns</h3>
      <dl className={styles.facts}>
        {summary.levels.map(({ name, label, level_name }) => (
          <Fact key={name} label={label} value={level_name} />
        ))}
      </dl>
    </Card>
  )
}
