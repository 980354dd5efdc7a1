import { Button } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { formatDay } from '../../format/day.js'
import { useSignedIn } from '../access/signed-in.js'
import { StatusShape } from '../status-pill/status-pill.js'
import { availableActions } from './action-words.js'
import styles from './item9-banner.module.css'
import { item9Title, item9Words } from './item9-words.js'
import { lifeWords } from './life-words.js'
import { SignalActionDialog } from './signal-action-dialog.js'
import type { LivingSignal, RiskItem } from './signal-words.js'

type RiskAnswer = RiskItem['to_acknowledge'][number]

/**
 * Item 9 in a channel of its own: every answer that waits for a person, when it escalates, whom to call, and what the
 * latest form says. Not at all is an answer and not "no risk"; not answered is not 0.
 */
export function Item9Banner(props: {
  item: RiskItem
  /** As the page names the member. */
  whose: string
}): ReactElement {
  const { item, whose } = props
  const { deployment } = useSignedIn()
  const isOpen = item.to_acknowledge.length > 0
  return (
    <section className={styles.banner} data-open={isOpen} aria-label="Item 9">
      <span className={styles.shape}>
        <StatusShape status="item9" size={isOpen ? 20 : 14} />
      </span>
      <div className={styles.content}>
        <p className={styles.title}>{item9Title(item)}</p>
        <p className={styles.words}>{item9Words(item)}</p>
        {isOpen && (
          <ul className={styles.answers}>
            {item.to_acknowledge.map((answer, place) => (
              <OpenAnswer
                key={answer.life.signal_id}
                answer={answer}
                whose={whose}
                earlierOpen={item.to_acknowledge.length - place - 1}
              />
            ))}
          </ul>
        )}
        {(isOpen || item.latest === 'yes') && (
          <p className={styles.crisis}>
            {deployment.crisis_line === null
              ? 'No crisis line is entered in the settings of this deployment.'
              : `In a crisis: ${deployment.crisis_line}`}
          </p>
        )}
      </div>
    </section>
  )
}

function OpenAnswer(props: { answer: RiskAnswer; whose: string; earlierOpen: number }): ReactElement {
  const { answer } = props
  const signal: LivingSignal = {
    evidence: { kind: 'risk_item', sentence: answer.sentence },
    life: answer.life,
  }
  const { role, deployment } = useSignedIn()
  const [isActing, setActing] = useState(false)
  const mayAcknowledge = availableActions(signal.evidence, signal.life, role).includes('acknowledge')
  return (
    <li className={styles.answer}>
      <div>
        <strong>
          {formatDay(answer.on)}: {answer.sentence}
        </strong>
        {lifeWords(signal.evidence, answer.life, deployment.time_zone).map((sentence) => (
          <span key={sentence} className={styles.line}>
            {sentence}
          </span>
        ))}
      </div>
      {mayAcknowledge && (
        <Button size="xs" className={styles.button ?? ''} onClick={() => setActing(true)}>
          Acknowledge
        </Button>
      )}
      {isActing && (
        <SignalActionDialog
          signal={signal}
          whose={props.whose}
          earlierOpen={props.earlierOpen}
          first="acknowledge"
          onClose={() => setActing(false)}
        />
      )}
    </li>
  )
}
