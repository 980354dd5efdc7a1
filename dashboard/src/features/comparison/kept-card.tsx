import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import type { Study } from '../../../../api/src/contracts/studies.js'
import { useSignedIn } from '../../components/access/signed-in.js'
import { Card } from '../../components/card.js'
import { ConfirmDialog } from '../../components/dialog/confirm-dialog.js'
import { formatDay, formatInstant } from '../../format/day.js'
import styles from './comparison.module.css'
import { freezeStudy } from './study-reads.js'
import { keptWords } from './study-words.js'

/** What a result is bound to, and the step that keeps it for good. */
export function KeptCard({ study }: { study: Study }): ReactElement {
  const { deployment } = useSignedIn()
  const queryClient = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const facts = [
    ['Up to', formatDay(study.as_of)],
    ['Records as they were', formatInstant(study.data_until, deployment.time_zone)],
    ['Made', madeBy(study.created_at, study.created_by, deployment.time_zone)],
    ['Code', study.code_version],
    ['Frozen', madeBy(study.frozen_at, study.frozen_by, deployment.time_zone)],
    ['Hash of the result (SHA-256)', study.result_sha256],
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
      <p className={styles.paragraph}>{keptWords(study)}</p>
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

/** "1 Dec 2026, 04:36, Demo director"; "no". */
function madeBy(at: string | null, by: string | null, timeZone: string): string {
  if (at === null) return 'no'
  return by === null ? formatInstant(at, timeZone) : `${formatInstant(at, timeZone)}, ${by}`
}
