import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import { formatInstant } from '../../format/day.js'
import { useSignedIn } from '../access/signed-in.js'
import { historyWords } from './life-words.js'
import { useSignalHistory } from './signal-reads.js'
import styles from './signals.module.css'

/** Everything that happened to a signal, in time order, with the evidence as it stood. */
export function SignalHistoryList({ signalId }: { signalId: number }): ReactElement {
  const timeZone = useSignedIn().deployment.time_zone
  const query = useSignalHistory(signalId)
  if (query.isError) {
    return (
      <p role="alert" className={styles.lines}>
        The history could not be loaded. {query.error.message}{' '}
        <Button variant="default" size="xs" onClick={() => void query.refetch()}>
          Retry
        </Button>
      </p>
    )
  }
  if (query.data === undefined || query.isPlaceholderData) return <p role="status">Loading the history</p>
  return (
    <ol className={styles.history} aria-label="History">
      {query.data.history.map((entry) => (
        <li key={`${entry.at} ${entry.event} ${entry.state}`}>
          <span className={styles.event}>{historyWords(entry)}</span>
          {entry.note !== null && <span>“{entry.note}”</span>}
          <span className={styles.quiet}>
            {formatInstant(entry.at, timeZone)}, {entry.by === 'system' ? 'the system' : entry.by}:{' '}
            {entry.sentence}
          </span>
        </li>
      ))}
    </ol>
  )
}
