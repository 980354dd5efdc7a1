import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { Card } from '../../../components/card.js'
import { cardMessage } from '../../../components/chart-card/card-message.js'
import { PageHeader } from '../../../components/page-header/page-header.js'
import { StatusPill } from '../../../components/status-pill/status-pill.js'
import { type Area, areasOf } from './areas.js'
import { type Attention, attentionOf, overviewTitle } from './attention.js'
import styles from './overview-page.module.css'
import { useOverview } from './use-overview.js'

/** The administrator's home: what needs attention, and the way to everything else. */
export function OverviewPage(): ReactElement {
  const { overview, state } = useOverview()
  const attention = overview === null ? null : attentionOf(overview, new Date())
  return (
    <>
      <PageHeader
        name="Administration"
        title={attention === null ? 'Administration' : overviewTitle(attention)}
        subline="Users, tokens, covers and settings of this deployment; outcomes of members are not shown here"
      />
      <Card label="What needs attention">
        {cardMessage(state) ??
          (attention === null ? (
            <p className={styles.waiting} role="status">
              Looking at users, tokens, covers and settings
            </p>
          ) : (
            <AttentionList attention={attention} />
          ))}
      </Card>
      <nav aria-label="Areas of administration" className={styles.areas}>
        {areasOf(overview).map((area) => (
          <AreaLink key={area.href} area={area} />
        ))}
      </nav>
    </>
  )
}

function AttentionList({ attention }: { attention: readonly Attention[] }): ReactElement {
  if (attention.length === 0) {
    return (
      <p className={styles.nothing}>
        <StatusPill status="good">All in order</StatusPill> Every user has a second factor, no token ends
        soon, and no cover is running.
      </p>
    )
  }
  return (
    <ul className={styles.attention}>
      {attention.map((each) => (
        <li key={each.key} className={styles.item}>
          <span className={styles.pill}>
            <StatusPill status={each.status}>{each.word}</StatusPill>
          </span>
          <span className={styles.sentence}>{each.sentence}</span>
          <Link to={each.link.href} className={styles.link}>
            {each.link.label}
          </Link>
        </li>
      ))}
    </ul>
  )
}

function AreaLink({ area }: { area: Area }): ReactElement {
  return (
    <Link to={area.href} className={styles.area}>
      <span className={styles.areaName}>{area.name}</span>
      {area.fact !== null && <span className={styles.fact}>{area.fact}</span>}
      <span className={styles.what}>{area.what}</span>
    </Link>
  )
}
