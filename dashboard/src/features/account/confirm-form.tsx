import { Button } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import type { Confirm } from '../../../../api/src/contracts/sign-in.js'
import { ConfirmFields } from '../../components/confirm/confirm-fields.js'
import {
  type ConfirmField,
  confirmationErrors,
  confirmationOf,
  missingConfirmation,
} from '../../components/confirm/confirmation.js'
import { FormAlert } from '../../components/form/form-alert.js'
import { useForm } from '../../components/form/use-form.js'
import styles from './account.module.css'

/** Password and code for a step that makes the login less safe, or its codes new. */
export function ConfirmForm(props: {
  words: string
  submitLabel: string
  email: string
  send: (confirmation: Confirm) => Promise<void>
  children: ReactNode
}): ReactElement {
  const form = useForm<ConfirmField>({
    check: (value) => missingConfirmation(value, true),
    send: (value) => props.send(confirmationOf(value, true)),
    errorsOf: confirmationErrors,
  })
  return (
    <form {...form.props} className={styles.form}>
      <p className={styles.words}>{props.words}</p>
      <input type="text" name="username" autoComplete="username" value={props.email} readOnly hidden />
      <ConfirmFields form={form} hasSecondFactor />
      <FormAlert failure={form.failure} />
      <div className={styles.steps}>
        <Button type="submit" loading={form.isSending}>
          {props.submitLabel}
        </Button>
        {props.children}
      </div>
    </form>
  )
}
