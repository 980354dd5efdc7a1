import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { Card } from '../../../components/card.js'
import { cardMessage } from '../../../components/chart-card/card-message.js'
import { cardState } from '../../../components/chart-card/card-state.js'
import { formatInstant } from '../../../format/day.js'
import formStyles from '../admin-form.module.css'
import styles from './last-changes-card.module.css'
import { lastChanges, useSettingChanges } from './setting-changes.js'

/** Who changed which setting last. */
export function LastChangesCard({ timeZone }: { timeZone: string }): ReactElement {
  const changes = useSettingChanges()
  const last = changes.data === undefined ? null : lastChanges(changes.data.records)
  return (
    <Card label="Last changes">
      <h2 className={formStyles.title}>Who changed what last</h2>
      {cardMessage(cardState(changes)) ??
        (last === null ? (
          <p role="status" className={formStyles.quiet}>
            Loading the changes
          </p>
        ) : last.length === 0 ? (
          <p className={formStyles.quiet}>Nothing has been changed since this deployment was set up.</p>
        ) : (
          <ul className={styles.changes}>
            {last.map((change) => (
              <li key={change.key}>
                <span className={styles.setting}>{change.setting}</span>
                <span>{change.words}</span>
                <span className={styles.who}>
                  {change.who}, {formatInstant(change.at, timeZone)}
                </span>
              </li>
            ))}
          </ul>
        ))}
      <p className={styles.all}>
        <Link to="/audit?action=setting.change" className={formStyles.link}>
          Every change
        </Link>
      </p>
    </Card>
  )
}
