import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import { PageHeader } from '../components/page-header/page-header.js'
import { FrameShell } from './frame-shell.js'
import styles from './frame-states.module.css'

const MENU_WIDTHS = [86, 64, 74] as const

/** The frame before it is known who is there: every part in its place, nothing to read yet. */
export function FrameSkeleton(): ReactElement {
  return (
    <FrameShell
      side={
        <div className={styles.menu} aria-hidden="true">
          {MENU_WIDTHS.map((width) => (
            <span key={width} className={styles.block} style={{ width }} />
          ))}
        </div>
      }
    >
      <title>Tidemark</title>
      <div className={styles.page} data-state="loading" role="status">
        <span className={styles.title} />
        <span className={styles.subline} />
        <span className={styles.words}>Loading</span>
      </div>
    </FrameShell>
  )
}

/** No answer to the first question of all; nothing else can be asked. */
export function FrameFailure({ error, retry }: { error: Error; retry: () => void }): ReactElement {
  return (
    <FrameShell side={null}>
      <div role="alert">
        <PageHeader name="No answer" title="Tidemark cannot be reached" subline={error.message} />
        <Button onClick={retry}>Retry</Button>
      </div>
    </FrameShell>
  )
}
