import { Button } from '@mantine/core'
import type { Dispatch, ReactElement } from 'react'
import { OpenLink } from '../../../components/access/open-link.js'
import styles from './risk-notice.module.css'
import { riskAnswers } from './row-values.js'
import { choicesOf } from './sheet-keys.js'
import type { SheetAction } from './sheet-reducer.js'
import { type EntryRow, isChanged, type SheetState } from './sheet-state.js'

/**
 * At the key that says it, before anything is sent, and until somebody puts it away: an answer above the lowest to the
 * item about harm to oneself. It takes no focus, so that typing goes on.
 */
export function RiskNotice(props: {
  row: EntryRow
  state: SheetState
  dispatch: Dispatch<SheetAction>
  name: string
}): ReactElement {
  const { row, state, name } = props
  const isStored = row.sending.kind !== 'sending' && !isChanged(state, row)
  return (
    <section className={styles.notice} role="alert" aria-label={`Item 9 of ${name}`}>
      <svg width={18} height={18} viewBox="0 0 10 10" aria-hidden="true" className={styles.shape}>
        <path d="M5 0l4.5 5-4.5 5-4.5-5z" fill="currentColor" />
      </svg>
      <div className={styles.content}>
        {riskAnswers(row.values, state.columns).map(({ column, answer }) => (
          <p key={column.key} className={styles.title}>
            {name} answered {answer}, “
            {choicesOf(column)
              .find(({ value }) => value === answer)
              ?.label.toLowerCase()}
            ”, to item {column.measure.items[column.index]?.number}:{' '}
            {column.measure.items[column.index]?.label}
          </p>
        ))}
        <p className={styles.words}>
          Speak with the member today, or see that somebody does.{' '}
          {state.crisisLine === null
            ? 'No crisis line is set for this deployment: an administrator can enter it under Rules.'
            : `Crisis line: ${state.crisisLine}.`}{' '}
          {isStored ? 'It is stored and stands on ' : 'It is not stored yet; once it is, it stands on '}
          <OpenLink to="/today" staysAsWords>
            the therapist’s Today
          </OpenLink>
          {isStored ? ' until somebody acknowledges it.' : '.'}
        </p>
      </div>
      <Button
        size="xs"
        variant="default"
        onClick={() => props.dispatch({ kind: 'risk_seen', memberId: row.stored.member_id })}
      >
        I have seen it
      </Button>
    </section>
  )
}
