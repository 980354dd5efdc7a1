import { Button } from '@mantine/core'
import { type ReactElement, useEffect, useState } from 'react'
import { Dialog } from '../../components/dialog/dialog.js'
import dialogStyles from '../../components/dialog/dialog-actions.module.css'
import styles from './keys-help.module.css'
import { isElsewhere } from './use-row-keys.js'

const KEYS: readonly (readonly [keys: readonly string[], does: string])[] = [
  [['j', '↓'], 'next row'],
  [['k', '↑'], 'row before'],
  [['Enter'], 'open the member'],
  [['w'], 'why'],
  [['a'], 'acknowledge, or record an action'],
  [['/'], 'find a member'],
  [['?'], 'these keys'],
  [['Esc'], 'close'],
]

/** The keys of the page, behind a button and behind `?`. */
export function KeysHelp(): ReactElement {
  const [isOpen, setOpen] = useState(false)
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== '?' || isElsewhere(event)) return
      event.preventDefault()
      setOpen(true)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  return (
    <>
      <Button variant="default" aria-keyshortcuts="?" onClick={() => setOpen(true)}>
        Keys
      </Button>
      {isOpen && (
        <Dialog title="Keys of this page" onClose={() => setOpen(false)}>
          <dl className={styles.keys}>
            {KEYS.map(([keys, does]) => (
              <div key={does}>
                <dt>
                  {keys.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
          <div className={dialogStyles.actions}>
            <Button variant="default" onClick={() => setOpen(false)}>
              Close
            </Button>
          </div>
        </Dialog>
      )}
    </>
  )
}
