import type { ReactElement } from 'react'
import type { MemberTrajectory } from '../../../../api/src/contracts/members.js'
import { Card } from '../../components/card.js'
import { Item9Banner } from '../../components/signals/item9-banner.js'
import { MemberStatusPill } from '../../components/signals/signal-pills.js'
import { SignalLine } from './signal-line.js'
import styles from './standing-card.module.css'
import { standingTitle } from './standing-words.js'

/** Item 9 in its own channel, then why the member needs a look and what can be done about it. */
export function StandingCard({ found }: { found: MemberTrajectory }): ReactElement | null {
  const { standing, member_id } = found
  const whose = `Member ${member_id}`
  const others = standing.signals.filter(({ evidence }) => evidence.kind !== 'risk_item')
  const answered = standing.signals.filter(({ evidence }) => evidence.kind === 'risk_item')
  const waiting = standing.risk_item?.to_acknowledge.map(({ life }) => life.signal_id) ?? []
  // An answer that waits stands in the banner with its button; one that was seen keeps its history here.
  const seen = answered.filter(({ life }) => life === null || !waiting.includes(life.signal_id))
  const shown = [...seen, ...others]
  return (
    <div className={styles.stack}>
      {standing.risk_item !== null && <Item9Banner item={standing.risk_item} whose={whose} />}
      {(standing.status !== null || shown.length > 0) && (
        <Card label="Where this member stands">
          <div className={styles.head}>
            <h2 className={styles.title}>{standingTitle(standing)}</h2>
            {standing.status !== null && <MemberStatusPill status={standing.status} />}
            <span className={styles.rules}>Rules, version {standing.rules_version}</span>
          </div>
          {shown.length > 0 && (
            <ul className={styles.signals}>
              {shown.map((signal) => (
                <SignalLine
                  key={`${signal.evidence.kind} ${signal.evidence.measure} ${signal.evidence.since} ${signal.life?.signal_id}`}
                  signal={signal}
                  whose={whose}
                />
              ))}
            </ul>
          )}
        </Card>
      )}
    </div>
  )
}
