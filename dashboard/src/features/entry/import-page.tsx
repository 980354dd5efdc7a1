import { Button } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { Link } from 'react-router'
import { Card } from '../../components/card.js'
import { CardRow } from '../../components/card-row.js'
import { Icon } from '../../components/icon.js'
import { PageHeader } from '../../components/page-header/page-header.js'
import { countOf } from '../../format/number.js'
import { type ChosenFiles, NO_FILES } from './chosen-files.js'
import { FileChooser } from './file-chooser.js'
import { ImportFailure } from './import-failure.js'
import { ImportOptionsForm } from './import-options-form.js'
import styles from './import-page.module.css'
import { ImportReportView } from './import-report-view.js'
import type { ImportOptions } from './import-run.js'
import { canStore, isStoppedByRejects, reportAdvice, reportTitle, rowsToStore } from './import-words.js'
import { PastImports } from './past-imports.js'
import { SafetyNotice } from './safety-notice.js'
import { SendingCard } from './sending-card.js'
import { type ImportRunControl, useImportRun } from './use-import-run.js'

const CHOOSING = 'choosing'
const FIRST_OPTIONS: ImportOptions = {
  mode: 'all-or-nothing',
  source: 'file',
  correctReason: '',
  ignoresUnknownColumns: false,
}

/** A clinic's files in: choose, see what would happen, store. */
export function ImportPage(): ReactElement {
  const [chosen, setChosen] = useState<ChosenFiles>(NO_FILES)
  const [options, setOptions] = useState<ImportOptions>(FIRST_OPTIONS)
  const control = useImportRun()
  const { run } = control
  const isBusy = run.kind === 'sending'
  const change = (apply: () => void): void => {
    apply()
    control.startOver()
  }
  const isChoosing = run.kind !== 'previewed' && run.kind !== 'stored'

  return (
    <>
      <Header control={control} chosen={chosen} options={options} onOptions={setOptions} />
      {isChoosing && (
        <CardRow layout="wide-narrow">
          <Card label="Files">
            <FileChooser
              chosen={chosen}
              onChange={(next) => change(() => setChosen(next))}
              isDisabled={isBusy}
            />
          </Card>
          <Card label="Options">
            <ImportOptionsForm
              options={options}
              onChange={(next) => change(() => setOptions(next))}
              isDisabled={isBusy}
            />
            <div className={styles.step}>
              <Button
                disabled={chosen.taken.length === 0 || isBusy}
                onClick={() => void control.preview(chosen.taken, options)}
              >
                See what would happen
              </Button>
              <span className={styles.hint}>
                {chosen.taken.length === 0 ? 'Choose files first.' : 'Nothing is stored by this step.'}
              </span>
            </div>
          </Card>
        </CardRow>
      )}
      {run.kind === 'sending' && (
        <CardRow layout="one">
          <SendingCard purpose={run.purpose} shareSent={run.shareSent} onCancel={control.cancel} />
        </CardRow>
      )}
      <ImportFailure
        run={run}
        onRetry={(purpose) =>
          void (purpose === 'store' ? control.store : control.preview)(chosen.taken, options)
        }
      />
      {(run.kind === 'previewed' || run.kind === 'stored') && (
        <>
          <SafetyNotice safety={run.report.safety} />
          <ImportReportView report={run.report} />
        </>
      )}
      <PastImports />
    </>
  )
}

/** The title is where the import stands; the one primary button is the next step. */
function Header(props: {
  control: ImportRunControl
  chosen: ChosenFiles
  options: ImportOptions
  onOptions: (options: ImportOptions) => void
}): ReactElement {
  const { control, chosen, options } = props
  const { run } = control
  if (run.kind !== 'previewed' && run.kind !== 'stored') {
    return (
      <PageHeader
        name="Import"
        answerKey={CHOOSING}
        title="Import a clinic’s files"
        subline="You see what would happen before anything is stored."
      />
    )
  }
  const { report } = run
  const previewValidRows = (): void => {
    const next: ImportOptions = { ...options, mode: 'accept-valid' }
    props.onOptions(next)
    void control.preview(chosen.taken, next)
  }
  const newFiles = (
    <Button variant="default" onClick={control.startOver}>
      {run.kind === 'stored' ? 'Import more files' : 'Change files or options'}
    </Button>
  )
  return (
    <PageHeader
      name="Import"
      answerKey={run.kind}
      title={reportTitle(report)}
      subline={reportAdvice(report)}
      actions={
        run.kind === 'stored' ? (
          <>
            {newFiles}
            <Button component={Link} to="/groups">
              See the groups
            </Button>
          </>
        ) : (
          <>
            {newFiles}
            {isStoppedByRejects(report) && (
              <Button variant="default" onClick={previewValidRows}>
                Take only the valid rows
              </Button>
            )}
            <Button
              disabled={!canStore(report)}
              leftSection={<Icon name="check" size={14} />}
              onClick={() => void control.store(chosen.taken, options)}
            >
              {canStore(report) ? `Store ${countOf(rowsToStore(report), 'row')}` : 'Store'}
            </Button>
          </>
        )
      }
    />
  )
}
