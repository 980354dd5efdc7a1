import { Fragment, type ReactElement } from 'react'
import { Link } from 'react-router'
import type { GroupTrajectory } from '../../../../api/src/contracts/groups.js'
import { useSignedIn } from '../../components/access/signed-in.js'
import { StatusShape } from '../../components/status-pill/status-pill.js'
import styles from './group-page.module.css'
import { waitingMembers } from './group-words.js'

/** Members with an answer to item 9 that nobody has acknowledged: before everything else on the page. */
export function Item9Strip(props: {
  found: GroupTrajectory
  memberHref: (memberId: string, episodeId: number) => string
}): ReactElement | null {
  const { deployment } = useSignedIn()
  const waiting = waitingMembers(props.found)
  if (waiting.length === 0) return null
  return (
    <section className={styles.item9} aria-label="Item 9">
      <StatusShape status="item9" size={18} />
      <p>
        <strong>Item 9 was answered above zero and waits for a person: </strong>
        {waiting.map(({ member_id, episode_id }, place) => (
          <Fragment key={episode_id}>
            {place > 0 && ', '}
            <Link to={props.memberHref(member_id, episode_id)}>{member_id}</Link>
          </Fragment>
        ))}
        .{' '}
        <span className={styles.crisis}>
          {deployment.crisis_line === null
            ? 'No crisis line is entered in the settings of this deployment.'
            : `In a crisis: ${deployment.crisis_line}`}
        </span>
      </p>
    </section>
  )
}
