import { useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useCallback, useState } from 'react'
import type { RuleSet } from '../../../../api/src/contracts/rule-sets.js'
import { useMeasures } from '../../api-client/catalogue-reads.js'
import { useSignedIn } from '../../components/access/signed-in.js'
import { Card } from '../../components/card.js'
import { CardRow } from '../../components/card-row.js'
import { cardMessage } from '../../components/chart-card/card-message.js'
import { cardState } from '../../components/chart-card/card-state.js'
import { JobProgress } from '../../components/job/job-progress.js'
import { PageHeader } from '../../components/page-header/page-header.js'
import { formatInstant } from '../../format/day.js'
import { RuleSetForm } from './rule-set-form.js'
import { useRuleSets } from './rule-set-reads.js'
import { changesOf, ruleSetTitle } from './rule-words.js'
import styles from './signal-rules.module.css'

/** By which rules signals are raised, who changed them and why. */
export function SignalRulesPage(): ReactElement {
  const { deployment } = useSignedIn()
  const ruleSets = useRuleSets()
  const measures = useMeasures()
  const [jobId, setJobId] = useState<number | null>(null)
  const queryClient = useQueryClient()
  const found = ruleSets.data?.rule_sets ?? []
  const [inUse] = found
  const message = cardMessage(cardState(ruleSets)) ?? cardMessage(cardState(measures))
  const readAnew = useCallback(() => void queryClient.invalidateQueries(), [queryClient])
  const onStored = async (id: number): Promise<void> => {
    setJobId(id)
    await queryClient.invalidateQueries({ queryKey: ['rule-sets'] })
  }
  return (
    <>
      <PageHeader
        name="Signal rules"
        title={ruleSetTitle(inUse)}
        subline="By which members are called not on track or to watch. A change is a new version; every signal carries its own"
      />
      <CardRow layout="wide-narrow">
        <Card label="Rules in use">
          <h2 className={styles.title}>Rules in use</h2>
          {message ??
            (inUse === undefined || measures.data === undefined ? (
              <p role="status">Loading the rules</p>
            ) : (
              <RuleSetForm key={inUse.version} inUse={inUse} measures={measures.data} onStored={onStored} />
            ))}
          {jobId !== null && (
            <JobProgress jobId={jobId} label="Working out the signals of members in care" onEnd={readAnew} />
          )}
        </Card>
        <Card label="Versions">
          <h2 className={styles.title}>Who changed what, and why</h2>
          <Versions ruleSets={found} timeZone={deployment.time_zone} />
        </Card>
      </CardRow>
    </>
  )
}

function Versions({ ruleSets, timeZone }: { ruleSets: readonly RuleSet[]; timeZone: string }): ReactElement {
  return (
    <ol className={styles.versions}>
      {ruleSets.map((set, place) => (
        <li key={set.version}>
          <strong>Rule set {set.version}</strong>
          <ul>
            {changesOf(set.rules, ruleSets[place + 1]?.rules).map((change) => (
              <li key={change}>{change}</li>
            ))}
          </ul>
          <span>“{set.reason}”</span>
          <span className={styles.who}>
            {set.created_by}, {formatInstant(set.created_at, timeZone)}
          </span>
        </li>
      ))}
    </ol>
  )
}
