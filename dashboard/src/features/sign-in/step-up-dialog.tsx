import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import { confirmIdentity } from '../../api-client/account-requests.js'
import { answerToConfirm } from '../../api-client/step-up.js'
import { ConfirmFields } from '../../components/confirm/confirm-fields.js'
import {
  confirmationErrors,
  confirmationOf,
  missingConfirmation,
} from '../../components/confirm/confirmation.js'
import { Dialog } from '../../components/dialog/dialog.js'
import { FormAlert } from '../../components/form/form-alert.js'
import { useForm } from '../../components/form/use-form.js'
import styles from './sign-in.module.css'

/** Asks for the password, and the code of who has one, before something that cannot be taken back lightly. */
export function StepUpDialog({ hasSecondFactor }: { hasSecondFactor: boolean }): ReactElement {
  const form = useForm<'password' | 'code'>({
    check: (value) => missingConfirmation(value, hasSecondFactor),
    send: async (value) => {
      await confirmIdentity(confirmationOf(value, hasSecondFactor))
      answerToConfirm(true)
    },
    errorsOf: confirmationErrors,
  })
  return (
    <Dialog title="Confirm that it is you" onClose={() => answerToConfirm(false)}>
      <p>
        This step needs your password{hasSecondFactor ? ' and a code' : ''}. For the next 15 minutes you will
        not be asked again.
      </p>
      <form {...form.props} className={styles.form}>
        <ConfirmFields form={form} hasSecondFactor={hasSecondFactor} />
        <FormAlert failure={form.failure} />
        <div className={styles.steps}>
          <Button type="submit" loading={form.isSending}>
            Confirm
          </Button>
          <Button variant="default" onClick={() => answerToConfirm(false)}>
            Cancel
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
