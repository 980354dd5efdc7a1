import { Button } from '@mantine/core'
import { type ReactElement, useId, useState } from 'react'
import { Link } from 'react-router'
import type { SignalContract } from '../../../../api/src/contracts/signals.js'
import { OpenLink } from '../../components/access/open-link.js'
import { useSignedIn } from '../../components/access/signed-in.js'
import { availableActions, nextAction } from '../../components/signals/action-words.js'
import { lifeWords } from '../../components/signals/life-words.js'
import { SignalActionDialog } from '../../components/signals/signal-action-dialog.js'
import { SignalDetail } from '../../components/signals/signal-detail.js'
import { SignalPill } from '../../components/signals/signal-pills.js'
import { formatDay } from '../../format/day.js'
import styles from './review.module.css'
import { refusalWords, reviewSentence } from './review-words.js'

/** One signal: whose, what, since when, where it is in its life, and what can be done. Members by their code alone. */
export function ReviewRow({ signal }: { signal: SignalContract }): ReactElement {
  const { evidence, life, member_id: memberId } = signal
  const { role, deployment } = useSignedIn()
  const [isWhyOpen, setWhyOpen] = useState(false)
  const [isActing, setActing] = useState(false)
  const whyId = useId()
  const next = nextAction(availableActions(evidence, life, role))
  const refusal = next === null ? refusalWords(evidence, life, role) : null
  const label = next === 'acknowledge' ? 'Acknowledge' : 'Record action'
  const sentence = reviewSentence(evidence)
  return (
    <li className={styles.row}>
      <div className={styles.who}>
        <Link
          to={`/members/${encodeURIComponent(memberId)}?episode=${signal.episode_id}`}
          className={styles.member}
        >
          {memberId}
        </Link>
        <span className={styles.quiet}>
          <OpenLink to={`/groups/${encodeURIComponent(signal.group_id)}`} staysAsWords>
            {signal.group_name}
          </OpenLink>
        </span>
      </div>
      <div className={styles.what}>
        <SignalPill evidence={evidence} />
        <p className={styles.sentence}>
          {sentence}. <span className={styles.quiet}>Since {formatDay(evidence.since)}.</span>
        </p>
        <p className={styles.quiet}>{lifeWords(evidence, life, deployment.time_zone).join(' ')}</p>
        {refusal !== null && <p className={styles.quiet}>{refusal}</p>}
      </div>
      <div className={styles.ways}>
        {next !== null && (
          <Button
            size="xs"
            variant={next === 'acknowledge' ? 'filled' : 'default'}
            aria-label={`${label}: ${memberId}, ${sentence}`}
            onClick={() => setActing(true)}
          >
            {label}
          </Button>
        )}
        <Button
          variant="default"
          size="xs"
          aria-expanded={isWhyOpen}
          aria-controls={whyId}
          aria-label={`Why: ${memberId}, ${sentence}`}
          onClick={() => setWhyOpen(!isWhyOpen)}
        >
          Why
        </Button>
      </div>
      <div id={whyId} className={styles.why} hidden={!isWhyOpen}>
        {isWhyOpen && (
          <SignalDetail signal={{ evidence, life }} whose={`${memberId}, ${signal.group_name}`} />
        )}
      </div>
      {isActing && next !== null && (
        <SignalActionDialog
          signal={{ evidence, life }}
          whose={`${memberId}, ${signal.group_name}`}
          first={next}
          onClose={() => setActing(false)}
        />
      )}
    </li>
  )
}
