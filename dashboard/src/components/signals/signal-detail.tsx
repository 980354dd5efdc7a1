import { Button } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import type { SignalEvidence } from '../../../../api/src/contracts/signal-evidence.js'
import type { RaisedSignal, SignalLife } from '../../../../api/src/contracts/signals.js'
import { OpenLink } from '../access/open-link.js'
import { useSignedIn } from '../access/signed-in.js'
import { ACTION_LABELS, availableActions, nextAction } from './action-words.js'
import { evidenceFacts } from './evidence-facts.js'
import { lifeWords } from './life-words.js'
import { SignalActionDialog } from './signal-action-dialog.js'
import { SignalHistoryList } from './signal-history-list.js'
import { SignalPill } from './signal-pills.js'
import styles from './signals.module.css'

/** Why: what a signal rests on, where it is in its life, what can be done about it, and what was. */
export function SignalDetail(props: {
  signal: RaisedSignal
  /** As the page names the member. */
  whose: string
  earlierOpen?: number
}): ReactElement {
  const { evidence, life } = props.signal
  return (
    <section className={styles.detail} aria-label={evidence.sentence}>
      <p className={styles.head}>
        <SignalPill evidence={evidence} />
        <span className={styles.sentence}>{evidence.sentence}</span>
      </p>
      <dl className={styles.facts}>
        {evidenceFacts(evidence).map(({ label, words }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      {life === null ? (
        <div className={styles.ways}>
          <span className={styles.quiet}>Nothing to acknowledge: a form ends it.</span>
        </div>
      ) : (
        <LifeLines evidence={evidence} life={life} whose={props.whose} earlierOpen={props.earlierOpen ?? 0} />
      )}
    </section>
  )
}

function LifeLines(props: {
  evidence: SignalEvidence
  life: SignalLife
  whose: string
  earlierOpen: number
}): ReactElement {
  const { evidence, life } = props
  const { role, deployment } = useSignedIn()
  const [isActing, setActing] = useState(false)
  const [isHistoryOpen, setHistoryOpen] = useState(false)
  const next = nextAction(availableActions(evidence, life, role))
  return (
    <>
      <ul className={styles.lines}>
        {lifeWords(evidence, life, deployment.time_zone).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <div className={styles.ways}>
        {next !== null && (
          <Button variant="default" size="xs" onClick={() => setActing(true)}>
            {ACTION_LABELS[next]}
          </Button>
        )}
        <Button
          variant="default"
          size="xs"
          aria-expanded={isHistoryOpen}
          onClick={() => setHistoryOpen(!isHistoryOpen)}
        >
          History
        </Button>
        {evidence.kind === 'worse_than_expected' && (
          <OpenLink to={`/calibration?measure=${encodeURIComponent(evidence.measure ?? '')}`}>
            How well the expected range holds
          </OpenLink>
        )}
      </div>
      {isHistoryOpen && <SignalHistoryList signalId={life.signal_id} />}
      {isActing && (
        <SignalActionDialog
          signal={{ evidence, life }}
          whose={props.whose}
          earlierOpen={props.earlierOpen}
          onClose={() => setActing(false)}
        />
      )}
    </>
  )
}
