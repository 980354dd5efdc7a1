import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { useParams } from 'react-router'
import type { Study } from '../../../../api/src/contracts/studies.js'
import { useSignedIn } from '../../components/access/signed-in.js'
import { Card } from '../../components/card.js'
import { CardRow } from '../../components/card-row.js'
import { cardMessage } from '../../components/chart-card/card-message.js'
import { cardState } from '../../components/chart-card/card-state.js'
import { ConfirmDialog } from '../../components/dialog/confirm-dialog.js'
import { PageHeader } from '../../components/page-header/page-header.js'
import { formatDay, formatInstant } from '../../format/day.js'
import styles from './comparison.module.css'
import { StudyCards } from './study-cards.js'
import { freezeStudy, useStudy } from './study-reads.js'
import { keptWords } from './study-words.js'
import { TargetTrialCard } from './target-trial-card.js'

/** One version of a study: the verdict first, then everything it rests on. */
export function StudyPage(): ReactElement {
  const { studyId = '' } = useParams()
  const query = useStudy(studyId)
  const study = query.data
  return (
    <>
      <PageHeader
        name="Comparison"
        title={study?.result.verdict.text ?? 'A comparison of group only and combined treatment'}
        subline={
          study === undefined
            ? undefined
            : `${study.name}, version ${study.version}, up to ${formatDay(study.as_of)}`
        }
        crumbs={[
          { label: 'Comparison', href: '/comparison' },
          { label: study?.name ?? 'Study', href: null },
        ]}
        {...(study === undefined ? {} : { answerKey: String(study.study_id) })}
      />
      {cardMessage(cardState(query))}
      {query.isPending && <p role="status">Loading the study</p>}
      {study !== undefined && (
        <CardRow layout="one">
          <StudyCards result={study.result} />
          <TargetTrialCard
            key={study.study_id}
            title="The question as a target trial"
            from={study.result.definition}
            sites={study.sites}
          />
          <KeptCard study={study} />
        </CardRow>
      )}
    </>
  )
}

function KeptCard({ study }: { study: Study }): ReactElement {
  const { deployment } = useSignedIn()
  const queryClient = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const facts = [
    ['Records until', formatInstant(study.data_until, deployment.time_zone)],
    ['Code version', study.code_version],
    ['Hash of the result (SHA-256)', study.result_sha256],
    ['Frozen', study.frozen_at === null ? 'no' : formatInstant(study.frozen_at, deployment.time_zone)],
  ] as const
  return (
    <Card label="What this result is bound to">
      <h2 className={styles.title}>What this result is bound to</h2>
      <dl className={styles.facts}>
        {facts.map(([label, words]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <p>{keptWords(study)}</p>
      {study.frozen_at === null && (
        <Button variant="default" onClick={() => setAsking(true)}>
          Freeze this version
        </Button>
      )}
      {isAsking && (
        <ConfirmDialog
          title={`Freeze “${study.name}”, version ${study.version}?`}
          consequences={['It is kept for good with all its results.', 'It cannot be thawed.']}
          confirmLabel="Freeze"
          onConfirm={async () => {
            await freezeStudy(study.study_id)
            await queryClient.invalidateQueries({ queryKey: ['studies'] })
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </Card>
  )
}
