import type { ReactElement } from 'react'
import { LinkSwitch } from '../../../components/link-switch/link-switch.js'
import styles from './audit-page.module.css'

/** Two views of what was recorded: everything, and the identities that directors opened. */
export function AuditViews({ current }: { current: 'activity' | 'identities' }): ReactElement {
  return (
    <div className={styles.views}>
      <LinkSwitch
        label="Views of the activity"
        choices={[
          { key: 'activity', label: 'All activity', href: '/audit', isCurrent: current === 'activity' },
          {
            key: 'identities',
            label: 'Identities opened with a reason',
            href: '/audit/identities',
            isCurrent: current === 'identities',
          },
        ]}
      />
    </div>
  )
}
