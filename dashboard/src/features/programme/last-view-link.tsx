import { type ReactElement, useState } from 'react'
import { Link, useLocation } from 'react-router'
import { useSignedIn } from '../../components/access/signed-in.js'
import { lastProgrammeView } from '../../components/filter-bar/programme-view.js'
import { Icon } from '../../components/icon.js'
import styles from './last-view-link.module.css'

/** On the plain programme: the way to the filters that the reader last had. Never taken unasked: nobody should read a part as the whole. */
export function LastViewLink(): ReactElement | null {
  const { user_id } = useSignedIn()
  const { search } = useLocation()
  const [view] = useState(() => lastProgrammeView(user_id))
  if (view === null || search !== '') return null
  return (
    <Link to={`?${view}`} className={styles.link}>
      <Icon name="retry" size={13} /> Last view
    </Link>
  )
}
