import { Button } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { saveFile } from '../../components/chart-card/save-file.js'
import { Icon } from '../../components/icon.js'
import styles from './account.module.css'
import { backupCodeFile } from './account-words.js'

const FILE_NAME = 'tidemark-backup-codes.txt'

/** Codes for the day without the phone, shown this once: to copy, save or print. */
export function BackupCodeList(props: { codes: readonly string[]; onDone: () => void }): ReactElement {
  const { codes } = props
  const [isKept, setKept] = useState(false)
  const [copied, setCopied] = useState<'no' | 'yes' | 'refused'>('no')
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(backupCodeFile(codes))
      setCopied('yes')
    } catch {
      setCopied('refused')
    }
  }
  const save = (): void =>
    saveFile(FILE_NAME, new Blob([backupCodeFile(codes)], { type: 'text/plain;charset=utf-8' }))
  return (
    <div className={styles.form}>
      <h3 className={styles.subtitle}>Keep your backup codes</h3>
      <p className={styles.words}>
        Each of them lets you in once when the phone is not at hand. They are shown <strong>only now</strong>.
        Keep them where others do not find them, and not on the phone.
      </p>
      <ul className={styles.codes} aria-label="Backup codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className={styles.steps}>
        <Button
          variant="default"
          leftSection={<Icon name={copied === 'yes' ? 'check' : 'copy'} size={14} />}
          onClick={() => void copy()}
        >
          {copied === 'yes' ? 'Copied' : 'Copy'}
        </Button>
        <Button variant="default" leftSection={<Icon name="download" size={14} />} onClick={save}>
          Save as text
        </Button>
        <Button
          variant="default"
          leftSection={<Icon name="document" size={14} />}
          onClick={() => window.print()}
        >
          Print
        </Button>
      </div>
      <p className={styles.state} role="status">
        {copied === 'refused' && 'The browser did not allow copying. Save or print the codes instead.'}
        {copied === 'yes' && 'Copied. Paste the codes where you keep them, then clear the clipboard.'}
      </p>
      <label className={styles.check}>
        <input type="checkbox" checked={isKept} onChange={(event) => setKept(event.currentTarget.checked)} />I
        have kept the codes
      </label>
      <div className={styles.steps}>
        <Button disabled={!isKept} onClick={props.onDone}>
          Continue
        </Button>
      </div>
    </div>
  )
}
