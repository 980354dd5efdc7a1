import { Button } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import type { RaisedSignal, SignalLife } from '../../../../api/src/contracts/signals.js'
import { useSignedIn } from '../../components/access/signed-in.js'
import { ACTION_LABELS, availableActions, nextAction } from '../../components/signals/action-words.js'
import { lifeWords } from '../../components/signals/life-words.js'
import { SignalActionDialog } from '../../components/signals/signal-action-dialog.js'
import { SignalDetail } from '../../components/signals/signal-detail.js'
import { SignalPill } from '../../components/signals/signal-pills.js'
import type { LivingSignal } from '../../components/signals/signal-words.js'
import { measureName } from '../../format/measure-words.js'
import styles from './standing-card.module.css'

/** One reason in one line, with the next thing to do; what it rests on and its history unfold below. */
export function SignalLine({ signal, whose }: { signal: RaisedSignal; whose: string }): ReactElement {
  const { evidence, life } = signal
  const [isOpen, setOpen] = useState(false)
  const measure = evidence.kind === 'risk_item' || evidence.measure === null ? null : evidence.measure
  return (
    <li className={styles.signal}>
      <div className={styles.line}>
        <SignalPill evidence={evidence} />
        <div className={styles.words}>
          <p className={styles.sentence}>
            {measure !== null && evidence.kind !== 'measure_missing' && `${measureName(measure)}: `}
            {evidence.sentence}
          </p>
          {life !== null && <LifeLine evidence={evidence} life={life} />}
        </div>
        <div className={styles.ways}>
          {life !== null && <NextAction signal={{ evidence, life }} whose={whose} />}
          <Button variant="default" size="xs" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            Why
          </Button>
        </div>
      </div>
      {isOpen && (
        <div className={styles.why}>
          <SignalDetail signal={signal} whose={whose} />
        </div>
      )}
    </li>
  )
}

function LifeLine({ evidence, life }: LivingSignal): ReactElement {
  const { time_zone } = useSignedIn().deployment
  return <p className={styles.life}>{lifeWords(evidence, life, time_zone).join(' ')}</p>
}

function NextAction(props: {
  signal: Pick<RaisedSignal, 'evidence'> & { life: SignalLife }
  whose: string
}): ReactElement | null {
  const { evidence, life } = props.signal
  const { role } = useSignedIn()
  const [isActing, setActing] = useState(false)
  const next = nextAction(availableActions(evidence, life, role))
  if (next === null) return null
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setActing(true)}>
        {ACTION_LABELS[next]}
      </Button>
      {isActing && (
        <SignalActionDialog signal={props.signal} whose={props.whose} onClose={() => setActing(false)} />
      )}
    </>
  )
}
