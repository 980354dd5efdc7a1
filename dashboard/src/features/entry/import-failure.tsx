import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import { Icon } from '../../components/icon.js'
import styles from './import-failure.module.css'
import type { ImportPurpose, ImportRun } from './import-run.js'

/** A failed or cancelled sending, in words that stay until the next step. */
export function ImportFailure(props: {
  run: ImportRun
  onRetry: (purpose: ImportPurpose) => void
}): ReactElement | null {
  const { run, onRetry } = props
  if (run.kind === 'cancelled') {
    return (
      <section className={styles.cancelled} role="status">
        {run.purpose === 'preview'
          ? 'Cancelled. Nothing was stored.'
          : 'Cancelled while storing. Look at the newest entry below to see whether it was stored; storing the same files again is harmless.'}
      </section>
    )
  }
  if (run.kind !== 'failed') return null
  const { problem } = run
  return (
    <section className={styles.failed} role="alert">
      <h2 className={styles.title}>
        <Icon name="warning" /> {problem.title}
      </h2>
      <p>{problem.message}</p>
      {problem.fieldErrors.length > 0 && (
        <ul>
          {problem.fieldErrors.map((error) => (
            <li key={`${error.path} ${error.message}`}>
              {error.path === '' ? '' : `${error.path}: `}
              {error.message}
            </li>
          ))}
        </ul>
      )}
      <p className={styles.foot}>
        <Button variant="default" size="xs" onClick={() => onRetry(run.purpose)}>
          Retry
        </Button>
        {run.purpose === 'store' && <span>Retrying cannot store anything twice.</span>}
        {problem.requestId !== null && <span className={styles.request}>Request {problem.requestId}</span>}
      </p>
    </section>
  )
}
