import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { useSignedIn } from '../components/access/signed-in.js'
import { useEscalated } from '../components/signals/signal-reads.js'
import { StatusShape } from '../components/status-pill/status-pill.js'
import { countOf, formatNumber } from '../format/number.js'
import styles from './escalated-strip.module.css'
import { useReadOnMove } from './use-read-on-move.js'

/**
 * On every page of a director: answers to item 9 that nobody has acknowledged in time. Calm, and there until somebody
 * has looked. That it could not be read is said: silence would look like nothing waiting.
 */
export function EscalatedStrip(): ReactElement | null {
  const { role, deployment } = useSignedIn()
  const isDirector = role === 'director'
  const query = useEscalated(isDirector)
  useReadOnMove()
  if (!isDirector) return null
  if (query.isError) {
    return (
      <aside className={styles.strip} aria-label="Item 9">
        <span role="alert">Whether an answer to item 9 has waited too long could not be read.</span>
        <Button variant="default" size="xs" onClick={() => void query.refetch()}>
          Retry
        </Button>
      </aside>
    )
  }
  const count = query.data?.n ?? 0
  if (count === 0) return null
  const hours = formatNumber(deployment.item_9_escalation_hours)
  return (
    <aside className={styles.strip} aria-label="Item 9">
      <StatusShape status="item9" size={14} />
      <span>
        {countOf(count, 'answer')} to item 9 {count === 1 ? 'has' : 'have'} waited longer than {hours} h
      </span>
      <Link to="/signals?escalated=yes">Look at {count === 1 ? 'it' : 'them'}</Link>
    </aside>
  )
}
