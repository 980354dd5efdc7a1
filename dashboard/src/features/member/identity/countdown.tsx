import { type ReactElement, useEffect, useState } from 'react'
import { StatusPill } from '../../../components/status-pill/status-pill.js'
import { remainingTime } from './identity-words.js'

const SECOND = 1000

/** How long until it closes by itself. A timer is not read out each second. */
export function Countdown({ until }: { until: number }): ReactElement {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), SECOND)
    return () => clearInterval(timer)
  }, [])
  return (
    <StatusPill status="watch">
      <span role="timer">Closes in {remainingTime(until - now)}</span>
    </StatusPill>
  )
}
