import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import { Dialog } from '../../../components/dialog/dialog.js'
import { brokenRules, fieldErrorsOf } from '../../../components/form/field-errors.js'
import { FormAlert } from '../../../components/form/form-alert.js'
import { TextArea } from '../../../components/form/text-area.js'
import { useForm } from '../../../components/form/use-form.js'
import { openIdentity } from './identity-reads.js'
import styles from './identity-strip.module.css'
import { LONGEST_REASON, reasonLength, SHORTEST_REASON } from './identity-words.js'
import { openFor } from './opened-identities.js'

/** A director opens one identity: the reason is asked for before, and kept. */
export function BreakGlassDialog({
  memberId,
  onClose,
}: {
  memberId: string
  onClose: () => void
}): ReactElement {
  const form = useForm<'reason'>({
    check: (value) => {
      const length = reasonLength(value('reason'))
      return brokenRules([
        'reason',
        length >= SHORTEST_REASON && length <= LONGEST_REASON,
        `Say why in ${SHORTEST_REASON} to ${LONGEST_REASON} characters.`,
      ])
    },
    send: async (value) => {
      openFor(await openIdentity(memberId, { reason: value('reason') }))
      onClose()
    },
    errorsOf: (problem) => fieldErrorsOf(problem, ['reason']),
  })
  return (
    <Dialog title={`Open the identity of member ${memberId}`} onClose={onClose}>
      <p>
        You see name and date of birth for 15 minutes; then they close by themselves. Your name, the time and
        your reason are recorded, and administrators read them.
      </p>
      <form {...form.props} className={styles.form}>
        <TextArea
          name="reason"
          label="Reason"
          maxLength={LONGEST_REASON}
          autoComplete="off"
          hint="For example: the emergency department asks for the date of birth."
          error={form.errorAt('reason')}
        />
        <FormAlert failure={form.failure} />
        <div className={styles.actions}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={form.isSending}>
            Open for 15 minutes
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
