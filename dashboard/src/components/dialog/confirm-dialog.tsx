import { Button } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import { FormAlert } from '../form/form-alert.js'
import { useForm } from '../form/use-form.js'
import { Dialog } from './dialog.js'
import dialogStyles from './dialog-actions.module.css'

/**
 * Says what a step brings about before it is taken. It closes when the step is done; a refusal stays in it. The button
 * names the step ("Disable"), never "OK".
 */
export function ConfirmDialog(props: {
  title: string
  /** One sentence each. */
  consequences: readonly string[]
  confirmLabel: string
  /** Something is taken away that cannot be given back by the same button. */
  isGrave?: boolean
  onConfirm: () => Promise<void>
  onClose: () => void
  children?: ReactNode
}): ReactElement {
  const form = useForm<never>({
    check: () => [],
    send: async () => {
      await props.onConfirm()
      props.onClose()
    },
  })
  return (
    <Dialog title={props.title} role="alertdialog" onClose={props.onClose}>
      <ul className={dialogStyles.consequences}>
        {props.consequences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {props.children}
      <form {...form.props}>
        <FormAlert failure={form.failure} />
        <div className={dialogStyles.actions}>
          <Button variant="default" onClick={props.onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            loading={form.isSending}
            {...(props.isGrave === true ? { className: dialogStyles.grave ?? '' } : {})}
          >
            {props.confirmLabel}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
