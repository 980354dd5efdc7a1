import { type ReactElement, type ReactNode, useEffect, useId, useRef } from 'react'
import styles from './dialog.module.css'

/**
 * A question over the page. The browser's own dialog holds the focus, makes the page behind it inert and gives it
 * back at the end; Escape is `onClose`.
 */
export function Dialog(props: {
  title: string
  /** `alertdialog` for what cannot wait. */
  role?: 'dialog' | 'alertdialog'
  onClose: () => void
  children: ReactNode
}): ReactElement {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const shown = dialog.current
    shown?.showModal()
    return () => shown?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      role={props.role ?? 'dialog'}
      className={styles.dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        props.onClose()
      }}
      // A second Escape closes it without asking: as long as it stands on the page, it is shown.
      onClose={() => dialog.current?.showModal()}
    >
      <div className={styles.content}>
        <h2 id={id} className={styles.title}>
          {props.title}
        </h2>
        {props.children}
      </div>
    </dialog>
  )
}
