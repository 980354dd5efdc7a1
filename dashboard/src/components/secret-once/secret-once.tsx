import { Button } from '@mantine/core'
import { type ReactElement, useRef, useState } from 'react'
import { Icon } from '../icon.js'
import styles from './secret-once.module.css'

/**
 * A password or token that the server has told this once and stored nowhere. It stays until the reader says that it
 * is kept elsewhere; neither a timer nor Escape takes it away.
 */
export function SecretOnce(props: {
  /** "One-time password", "Token". */
  label: string
  secret: string
  /** What to do with it, and what to do when it is lost. */
  words: string
  onDone: () => void
}): ReactElement {
  const field = useRef<HTMLInputElement>(null)
  const [copied, setCopied] = useState<'no' | 'yes' | 'refused'>('no')
  const copy = async (): Promise<void> => {
    field.current?.select()
    try {
      await navigator.clipboard.writeText(props.secret)
      setCopied('yes')
    } catch {
      setCopied('refused')
    }
  }
  return (
    <div className={styles.secret}>
      <p className={styles.words}>
        <strong>It is shown once.</strong> {props.words}
      </p>
      <div className={styles.row}>
        <input
          ref={field}
          readOnly
          aria-label={props.label}
          className={styles.field}
          value={props.secret}
          autoComplete="off"
          spellCheck={false}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button
          leftSection={<Icon name={copied === 'yes' ? 'check' : 'copy'} size={14} />}
          onClick={() => void copy()}
        >
          {copied === 'yes' ? 'Copied' : 'Copy'}
        </Button>
      </div>
      <p className={styles.state} role="status">
        {copied === 'refused' && 'The browser did not allow copying. Select the text and copy it yourself.'}
        {copied === 'yes' && 'Copied. Paste it where it is needed, then clear the clipboard.'}
      </p>
      <div className={styles.end}>
        <Button variant="default" onClick={props.onDone}>
          I have kept it, hide it
        </Button>
      </div>
    </div>
  )
}
