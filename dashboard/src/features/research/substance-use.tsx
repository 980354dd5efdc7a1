import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import { Card } from '../../components/card.js'
import { brokenRules } from '../../components/form/field-errors.js'
import { TextArea } from '../../components/form/text-area.js'
import { useForm } from '../../components/form/use-form.js'
import styles from './research.module.css'

const LEAST_REASON = 10

/** Members of substance-use groups are left out; a director may include them, and says why. */
export function SubstanceUse(props: {
  reason: string | null
  onChange: (reason: string | null) => void
}): ReactElement {
  const { reason, onChange } = props
  const form = useForm<'reason'>({
    check: (value) =>
      brokenRules([
        'reason',
        value('reason').trim().length >= LEAST_REASON,
        `Give the reason in at least ${LEAST_REASON} characters.`,
      ]),
    send: async (value) => onChange(value('reason').trim()),
  })
  return (
    <Card label="Substance-use groups">
      <h2 className={styles.title}>Substance-use groups</h2>
      {reason === null ? (
        <form {...form.props} className={styles.runForm} aria-label="Include substance-use groups">
          <p className={styles.quiet}>
            Their members are left out. Only a director may include them; the reason is kept in the library.
          </p>
          <TextArea label="Reason" name="reason" maxLength={500} error={form.errorAt('reason')} />
          <div className={styles.steps}>
            <Button type="submit" variant="default">
              Include them
            </Button>
          </div>
        </form>
      ) : (
        <div className={styles.steps}>
          <p className={styles.words}>Their members are included: {reason}</p>
          <Button variant="default" size="xs" onClick={() => onChange(null)}>
            Leave them out again
          </Button>
        </div>
      )}
    </Card>
  )
}
