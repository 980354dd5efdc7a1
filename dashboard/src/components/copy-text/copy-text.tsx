import { Button } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { Icon } from '../icon.js'

const COPIED_SHOWN_FOR_MILLISECONDS = 2500

/** Copies a text that stands on the page; where the browser does not allow it, the reader selects it there. */
export function CopyText({ label, text }: { label: string; text: string }): ReactElement {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle')
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text)
      setState('copied')
      setTimeout(() => setState('idle'), COPIED_SHOWN_FOR_MILLISECONDS)
    } catch {
      setState('refused')
    }
  }
  return (
    <>
      <Button
        variant="default"
        size="xs"
        leftSection={<Icon name={state === 'copied' ? 'check' : 'copy'} size={14} />}
        onClick={() => void copy()}
      >
        <span aria-live="polite">{state === 'copied' ? 'Copied' : label}</span>
      </Button>
      {state === 'refused' && (
        <span role="alert">The browser did not allow copying. Select the text and copy it yourself.</span>
      )}
    </>
  )
}
