import type { ReactElement } from 'react'
import { Card } from '../../../components/card.js'
import { CopyText } from '../../../components/copy-text/copy-text.js'
import styles from '../comparison.module.css'

/** The methods paragraph of a paper, with its references. */
export function MethodsCard({ text }: { text: string }): ReactElement {
  return (
    <Card label="Methods">
      <div className={styles.cardHead}>
        <h2 className={styles.title}>Methods, written for a paper</h2>
        <CopyText label="Copy the methods text" text={text} />
      </div>
      <p className={styles.methods}>{text}</p>
    </Card>
  )
}
