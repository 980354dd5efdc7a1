import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import type { Study } from '../../../../../api/src/contracts/studies.js'
import { Card } from '../../../components/card.js'
import { FormAlert } from '../../../components/form/form-alert.js'
import { useForm } from '../../../components/form/use-form.js'
import styles from '../comparison.module.css'
import { askAgain } from '../study-reads.js'
import { standingWords } from './standing-words.js'
import { useFollowRun } from './use-follow-run.js'

/** A run today would read something else: said, and offered. The version on the page stays as it is. */
export function StandingCard({ study }: { study: Study }): ReactElement | null {
  const { runId, follow } = useFollowRun()
  const form = useForm<never>({
    check: () => [],
    send: async () => follow(await askAgain(study.study_id)),
  })
  if (study.standing.is_current) return null
  return (
    <Card label="Later records">
      <form {...form.props} className={styles.standing}>
        <div>
          <h2 className={styles.title}>Today’s records may answer otherwise</h2>
          <p className={styles.paragraph}>{standingWords(study.standing)} This version stays as it is.</p>
        </div>
        <Button type="submit" variant="default" loading={form.isSending} disabled={runId !== null}>
          Work it out again
        </Button>
        <FormAlert failure={form.failure} />
      </form>
    </Card>
  )
}
