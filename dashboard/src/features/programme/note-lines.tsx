import type { ReactElement, ReactNode } from 'react'
import styles from './note-lines.module.css'

/** Sentences to read with a picture, one below the other. */
export function NoteLines(props: { first?: ReactNode; lines: readonly string[] }): ReactElement {
  return (
    <div className={styles.lines}>
      {props.first !== undefined && <p>{props.first}</p>}
      {props.lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  )
}
