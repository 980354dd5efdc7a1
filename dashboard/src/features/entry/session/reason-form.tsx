import { Button } from '@mantine/core'
import { type FormEvent, type ReactElement, useState } from 'react'
import { TextField } from '../../../components/form/text-field.js'
import styles from './row-panels.module.css'

const SHORTEST = 3
const LONGEST = 500

/** Why something stored is replaced. The reason stays with the old version. */
export function ReasonForm(props: {
  name: string
  words: string
  sendLabel: string
  onReason: (reason: string) => void
  backLabel: string
  onBack: () => void
}): ReactElement {
  const [error, setError] = useState<string | null>(null)
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const typed = new FormData(event.currentTarget).get('reason')
    const reason = typeof typed === 'string' ? typed.trim() : ''
    if (reason.length < SHORTEST) setError('Say in a few words why it is changed: three letters at least.')
    else props.onReason(reason)
  }
  return (
    <form
      className={styles.panel}
      data-kind="watch"
      aria-label={`Why ${props.name} is changed`}
      noValidate
      onSubmit={submit}
    >
      <p className={styles.words}>{props.words}</p>
      <TextField
        label="Reason"
        hint="Without names: it is shown to whoever may see this record."
        name="reason"
        maxLength={LONGEST}
        autoComplete="off"
        error={error}
      />
      <div className={styles.actions}>
        <Button type="submit" size="xs">
          {props.sendLabel}
        </Button>
        <Button size="xs" variant="default" onClick={props.onBack}>
          {props.backLabel}
        </Button>
      </div>
    </form>
  )
}
