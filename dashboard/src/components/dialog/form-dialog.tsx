import { Button } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import { FormAlert } from '../form/form-alert.js'
import type { FormState } from '../form/use-form.js'
import { Dialog } from './dialog.js'
import styles from './form-dialog.module.css'

/** A short form over the page it belongs to. */
export function FormDialog<Name extends string>(props: {
  title: string
  /** A sentence before the fields: what the change brings about. */
  words?: string
  form: FormState<Name>
  sendLabel: string
  onClose: () => void
  children: ReactNode
}): ReactElement {
  const { form } = props
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      {props.words !== undefined && <p>{props.words}</p>}
      <form {...form.props} className={styles.form}>
        {props.children}
        <FormAlert failure={form.failure} />
        <div className={styles.actions}>
          <Button variant="default" onClick={props.onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={form.isSending}>
            {props.sendLabel}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
