import type { ReactElement } from 'react'
import { Link } from 'react-router'
import type { AuditRow } from '../../../../../api/src/contracts/audit.js'
import type { Token } from '../../../../../api/src/contracts/tokens.js'
import { Card } from '../../../components/card.js'
import { countOf } from '../../../format/number.js'
import styles from './audit-page.module.css'
import { onlookersOf, onlookerWords } from './audit-words.js'

/** The answer to "who saw this member", before the records one by one. */
export function Onlookers(props: {
  records: readonly AuditRow[]
  tokens: readonly Token[]
  /** False while older records are not shown yet. */
  isAll: boolean
  timeZone: string
  hrefOf: (userId: string) => string
}): ReactElement {
  const onlookers = onlookersOf(props.records, props.tokens)
  const among = props.isAll ? 'in all records' : `among the ${props.records.length} newest records`
  return (
    <div className={styles.onlookers}>
      <Card label="Who it was">
        <h2 className={styles.title}>
          {countOf(onlookers.length, 'user or program', 'users or programs')} {among}
        </h2>
        <ul className={styles.people}>
          {onlookers.map((onlooker) => (
            <li key={onlooker.id}>
              <Link to={props.hrefOf(onlooker.id)}>{onlooker.name}</Link>
              <span className={styles.quiet}>{onlookerWords(onlooker, props.timeZone)}</span>
            </li>
          ))}
        </ul>
      </Card>
    </div>
  )
}
