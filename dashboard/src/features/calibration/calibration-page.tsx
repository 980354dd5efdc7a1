import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { parseAsString, useQueryState } from 'nuqs'
import { type ReactElement, useCallback, useState } from 'react'
import type { CalibrationContract, ModelFit, ModelFitList } from '../../../../api/src/contracts/model-fits.js'
import { useSignedIn } from '../../components/access/signed-in.js'
import { Card } from '../../components/card.js'
import { CardRow } from '../../components/card-row.js'
import { cardMessage } from '../../components/chart-card/card-message.js'
import { cardState } from '../../components/chart-card/card-state.js'
import { FigureCard } from '../../components/figure-card/figure-card.js'
import { FormAlert } from '../../components/form/form-alert.js'
import { useForm } from '../../components/form/use-form.js'
import { JobProgress } from '../../components/job/job-progress.js'
import { LinkSwitch } from '../../components/link-switch/link-switch.js'
import { PageHeader } from '../../components/page-header/page-header.js'
import { measureName } from '../../format/measure-words.js'
import { AccuracyCard } from './accuracy-card.js'
import styles from './calibration.module.css'
import { askForFit, useModelFits } from './calibration-reads.js'
import { calibrationTitle, fitFacts, plainWords, warnings } from './calibration-words.js'
import { ShareCard } from './share-card.js'

/** May the expected response be trusted? */
export function CalibrationPage(): ReactElement {
  const { role, deployment } = useSignedIn()
  const fits = useModelFits()
  const [asked] = useQueryState('measure', parseAsString)
  const found = fits.data?.model_fits ?? []
  const fit =
    found.find(({ measure }) => measure === asked) ??
    found.find(({ measure }) => measure === 'phq9') ??
    found[0]
  const message = cardMessage(cardState(fits))
  return (
    <>
      <PageHeader
        name="Calibration"
        title={fits.data === undefined ? 'Calibration of the expected response' : calibrationTitle(fit)}
        subline="How well the range holds that members are judged against, by members it has not seen"
        actions={
          found.length > 1 && (
            <LinkSwitch
              label="Measure"
              choices={found.map(({ measure }) => ({
                key: measure,
                label: measureName(measure),
                href: `/calibration?measure=${encodeURIComponent(measure)}`,
                isCurrent: measure === fit?.measure,
              }))}
            />
          )
        }
      />
      <CardRow layout="one">
        <Card label="The fit">
          <h2 className={styles.title}>The fit</h2>
          {message ??
            (fits.data === undefined ? (
              <p role="status">Loading the fits</p>
            ) : (
              <>
                {fit === undefined ? (
                  <p>The first fit is made in the night, once a form is stored.</p>
                ) : (
                  <FitFacts fit={fit} timeZone={deployment.time_zone} />
                )}
                {role === 'director' && <FitAgain job={fits.data.job} />}
              </>
            ))}
        </Card>
        {fit?.calibration != null && <Calibration fit={fit} calibration={fit.calibration} />}
      </CardRow>
    </>
  )
}

function FitFacts({ fit, timeZone }: { fit: ModelFit; timeZone: string }): ReactElement {
  return (
    <dl className={styles.facts}>
      {fitFacts(fit, timeZone).map(({ label, words }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  )
}

/** A worker does it: the button asks, and the page follows. */
function FitAgain({ job }: { job: ModelFitList['job'] }): ReactElement {
  const [askedJob, setAskedJob] = useState<number | null>(null)
  const queryClient = useQueryClient()
  const readAnew = useCallback(
    () => void queryClient.invalidateQueries({ queryKey: ['model-fits'] }),
    [queryClient],
  )
  const form = useForm<never>({
    check: () => [],
    send: async () => {
      const { job_id } = await askForFit()
      setAskedJob(job_id)
    },
  })
  const jobId = job?.job_id ?? askedJob
  return (
    <form {...form.props} className={styles.refit}>
      <Button type="submit" variant="default" loading={form.isSending} disabled={job !== null}>
        Fit again
      </Button>
      <FormAlert failure={form.failure} />
      {jobId !== null && <JobProgress jobId={jobId} label="Fitting all measures" onEnd={readAnew} />}
    </form>
  )
}

function Calibration({
  fit,
  calibration,
}: {
  fit: ModelFit
  calibration: CalibrationContract
}): ReactElement {
  const off = warnings(calibration)
  const { watch, not_on_track: red } = calibration.alerts
  return (
    <>
      <Card label="What it means">
        <h2 className={styles.title}>What it means</h2>
        {off.length > 0 && (
          <ul className={styles.warnings}>
            {off.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        )}
        <ul className={styles.words}>
          {plainWords(calibration).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </Card>
      <CardRow layout="figures">
        <FigureCard label="Red, of scores" share={red.per_score} of="scores after the first" href="#shares" />
        <FigureCard
          label="Red, of episodes"
          share={red.per_episode}
          of="episodes, once or more"
          href="#shares"
        />
        <FigureCard
          label="Amber, of scores"
          share={watch.per_score}
          of="scores after the first"
          href="#shares"
        />
        <FigureCard
          label="Amber, of episodes"
          share={watch.per_episode}
          of="episodes, once or more"
          href="#shares"
        />
      </CardRow>
      <div id="shares">
        <CardRow layout="halves">
          <ShareCard
            by="first score"
            measure={fit.measure}
            scores={calibration.all.scores}
            rows={[
              { ...calibration.all, key: 'all', label: 'all scores' },
              ...calibration.by_baseline_band.map((row) => ({ ...row, key: row.band, label: row.band })),
            ]}
          />
          <ShareCard
            by="score number"
            measure={fit.measure}
            scores={calibration.all.scores}
            rows={calibration.by_score_number.map((row) => ({
              ...row,
              key: String(row.score_number),
              label: `score ${row.score_number}`,
            }))}
          />
        </CardRow>
      </div>
      <AccuracyCard calibration={calibration} measure={fit.measure} />
    </>
  )
}
