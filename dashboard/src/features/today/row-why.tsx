import type { ReactElement } from 'react'
import type { CaseloadRow } from '../../../../api/src/contracts/signals.js'
import { Item9Banner } from '../../components/signals/item9-banner.js'
import { SignalDetail } from '../../components/signals/signal-detail.js'
import styles from './today-row.module.css'

/** What a row rests on: item 9 first, then every signal with its inputs, its life and its history. */
export function RowWhy({ row, whose }: { row: CaseloadRow; whose: string }): ReactElement {
  const { risk_item: item, signals } = row
  return (
    <div className={styles.details}>
      {item !== null && <Item9Banner item={item} whose={whose} />}
      {signals.map((signal) => (
        <SignalDetail
          key={`${signal.evidence.kind} ${signal.evidence.measure} ${signal.evidence.since}`}
          signal={signal}
          whose={whose}
        />
      ))}
    </div>
  )
}
