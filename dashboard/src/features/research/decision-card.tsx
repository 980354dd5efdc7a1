import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import type { DatasetExport } from '../../../../api/src/contracts/dataset-exports.js'
import type { MeasuredRiskContract } from '../../../../api/src/contracts/dataset-risk.js'
import { useSignedIn } from '../../components/access/signed-in.js'
import { Card } from '../../components/card.js'
import { brokenRules } from '../../components/form/field-errors.js'
import { FormAlert } from '../../components/form/form-alert.js'
import { TextArea } from '../../components/form/text-area.js'
import { useForm } from '../../components/form/use-form.js'
import { formatInstant } from '../../format/day.js'
import { decideDataSet } from './data-set-reads.js'
import { MeasuredRisk } from './measured-risk.js'
import styles from './research.module.css'

const LEAST_REASON = 10

/** The risk that was measured, who decided by it, and for a director who did not ask for it the decision. */
export function DecisionCard(props: {
  dataSet: DatasetExport
  measured: MeasuredRiskContract
}): ReactElement {
  const { dataSet, measured } = props
  const { deployment } = useSignedIn()
  const { decision, decide_until } = dataSet
  const instant = (at: string): string => formatInstant(at, deployment.time_zone)
  return (
    <Card label="Approval">
      <h2 className={styles.title}>Approval by a director</h2>
      {decision !== null && (
        <p className={styles.words}>
          {decision.decision === 'approved' ? 'Approved' : 'Declined'} by {decision.decided_by} on{' '}
          {instant(decision.decided_at)}.{decision.reason !== null && ` Reason: ${decision.reason}`}
        </p>
      )}
      {decide_until !== null && (
        <p className={styles.watch}>
          Nothing is made before a director has decided by the risk below, until {instant(decide_until)}.
          {dataSet.requested_by_you && ' Whoever asked for it cannot approve it.'}
        </p>
      )}
      {/* What went out has figures of its own. */}
      {dataSet.summary === null && <MeasuredRisk measured={measured} />}
      {dataSet.may_be_decided_by_you && <Decide id={dataSet.dataset_export_id} />}
    </Card>
  )
}

function Decide({ id }: { id: number }): ReactElement {
  const queryClient = useQueryClient()
  const [isDeclining, setDeclining] = useState(false)
  const lookAgain = (): Promise<void> => queryClient.invalidateQueries({ queryKey: ['dataset-exports'] })
  const approval = useForm<never>({
    check: () => [],
    send: async () => {
      await decideDataSet(id, { decision: 'approved' })
      await lookAgain()
    },
  })
  const refusal = useForm<'reason'>({
    check: (value) =>
      brokenRules([
        'reason',
        value('reason').trim().length >= LEAST_REASON,
        `Give the reason in at least ${LEAST_REASON} characters.`,
      ]),
    send: async (value) => {
      await decideDataSet(id, { decision: 'declined', reason: value('reason').trim() })
      await lookAgain()
    },
  })
  return (
    <>
      <form {...approval.props} className={styles.decision} aria-label="Approve the data set">
        <FormAlert failure={approval.failure} />
        <div className={styles.steps}>
          <Button type="submit" loading={approval.isSending}>
            Approve this risk
          </Button>
          {!isDeclining && (
            <Button variant="default" onClick={() => setDeclining(true)}>
              Decline
            </Button>
          )}
        </div>
      </form>
      {isDeclining && (
        <form {...refusal.props} className={styles.decision} aria-label="Decline the data set">
          <TextArea
            label="Reason"
            name="reason"
            maxLength={500}
            hint="Whoever asked for it reads it. No names of persons."
            error={refusal.errorAt('reason')}
          />
          <FormAlert failure={refusal.failure} />
          <div className={styles.steps}>
            <Button type="submit" variant="default" loading={refusal.isSending}>
              Decline with this reason
            </Button>
          </div>
        </form>
      )}
    </>
  )
}
