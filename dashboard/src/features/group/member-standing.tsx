import type { ReactElement } from 'react'
import { Link } from 'react-router'
import type { GroupBoard } from '../../../../api/src/contracts/groups.js'
import { MemberStatusPill } from '../../components/signals/signal-pills.js'
import { StatusPill } from '../../components/status-pill/status-pill.js'
import styles from './group-page.module.css'

type Standing = GroupBoard['rows'][number]['standing']

/** How a member stands now, and whether an answer to item 9 waits; nothing of who has left. */
export function MemberStanding(props: { standing: Standing; href: string }): ReactElement | null {
  const { now, item_9_open: open } = props.standing
  if (now === null && open === 0) return null
  return (
    <span className={styles.standing}>
      {now !== null && <MemberStatusPill status={now.status} />}
      {open > 0 && (
        <Link to={props.href} className={styles.waits}>
          <StatusPill status="item9">Item 9 waits</StatusPill>
        </Link>
      )}
    </span>
  )
}
