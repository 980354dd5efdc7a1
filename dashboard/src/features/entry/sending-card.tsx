import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import { Card } from '../../components/card.js'
import { formatPercent } from '../../format/percent.js'
import type { ImportPurpose } from './import-run.js'
import styles from './sending-card.module.css'

/** Bytes on their way, then the server at work; both can be cancelled. */
export function SendingCard(props: {
  purpose: ImportPurpose
  shareSent: number
  onCancel: () => void
}): ReactElement {
  const isSent = props.shareSent >= 1
  const work = props.purpose === 'preview' ? 'Checking every row' : 'Storing the rows'
  const words = isSent ? `${work}…` : `Sending the files, ${formatPercent(props.shareSent)}`
  return (
    <Card label="Progress">
      <div className={styles.line}>
        <p className={styles.words} role="status">
          {words}
        </p>
        <Button variant="default" size="xs" onClick={props.onCancel}>
          Cancel
        </Button>
      </div>
      <progress
        className={styles.bar}
        aria-label={words}
        {...(isSent ? {} : { value: props.shareSent })}
        max={1}
      />
    </Card>
  )
}
