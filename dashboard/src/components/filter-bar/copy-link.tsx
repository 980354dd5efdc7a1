import { Button } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { Icon } from '../icon.js'
import styles from './filter-bar.module.css'

const COPIED_SHOWN_FOR_MILLISECONDS = 2500

type CopyState = { kind: 'idle' } | { kind: 'copied' } | { kind: 'refused'; address: string }

/** Copies the address of what is on the screen: filters are in it, names never are. */
export function CopyLink(): ReactElement {
  const [state, setState] = useState<CopyState>({ kind: 'idle' })
  const copy = async (): Promise<void> => {
    const address = window.location.href
    try {
      await navigator.clipboard.writeText(address)
      setState({ kind: 'copied' })
      setTimeout(() => setState({ kind: 'idle' }), COPIED_SHOWN_FOR_MILLISECONDS)
    } catch {
      setState({ kind: 'refused', address })
    }
  }
  if (state.kind === 'refused') {
    return (
      <label className={styles.address}>
        The browser did not allow copying. Copy the address yourself:
        <input readOnly value={state.address} onFocus={(event) => event.currentTarget.select()} />
      </label>
    )
  }
  return (
    <Button
      variant="default"
      leftSection={<Icon name={state.kind === 'copied' ? 'check' : 'copy'} size={14} />}
      onClick={() => void copy()}
    >
      <span aria-live="polite">{state.kind === 'copied' ? 'Copied' : 'Copy link'}</span>
    </Button>
  )
}
