import type { ReactElement } from 'react'
import type { SignalEntry } from '../../../../api/src/contracts/member-standing.js'
import { useSignedIn } from '../../components/access/signed-in.js'
import { Card } from '../../components/card.js'
import { historyWords } from '../../components/signals/life-words.js'
import { dayIn, formatDay, formatInstant } from '../../format/day.js'
import { measureName } from '../../format/measure-words.js'
import styles from './what-was-done-card.module.css'

/** What happened to the signals of the episode, the latest first, with the notes of those who dealt with them. */
export function WhatWasDoneCard({ entries }: { entries: readonly SignalEntry[] }): ReactElement {
  const { time_zone } = useSignedIn().deployment
  return (
    <Card label="What was done">
      <h2 className={styles.title}>What was done</h2>
      {entries.length === 0 ? (
        <p className={styles.quiet}>No signal was raised in this episode, so there is nothing to tell.</p>
      ) : (
        <ol className={styles.entries} reversed>
          {entries.map((entry) => (
            <li key={`${entry.signal_id} ${entry.at} ${entry.event}`} data-by-person={entry.by !== 'system'}>
              <time dateTime={entry.at} title={formatInstant(entry.at, time_zone)}>
                {formatDay(dayIn(time_zone, new Date(entry.at)))}
              </time>
              <div>
                <p className={styles.event}>{historyWords(entry)}</p>
                <p className={styles.quiet}>
                  {entry.kind !== 'risk_item' && entry.measure !== null && `${measureName(entry.measure)}: `}
                  {entry.sentence}
                </p>
                {entry.note !== null && <p className={styles.note}>“{entry.note}”</p>}
                {entry.by !== 'system' && <p className={styles.quiet}>{entry.by}</p>}
              </div>
            </li>
          ))}
        </ol>
      )}
    </Card>
  )
}
