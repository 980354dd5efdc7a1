import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import { useSignedIn } from '../access/signed-in.js'
import { Dialog } from '../dialog/dialog.js'
import dialogStyles from '../dialog/dialog-actions.module.css'
import { ChoiceList } from '../form/choice-list.js'
import { FormAlert } from '../form/form-alert.js'
import { ActionFields } from './action-fields.js'
import { ACTION_DETAILS, ACTION_LABELS, type ActionName, availableActions } from './action-words.js'
import { lifeWords } from './life-words.js'
import type { LivingSignal } from './signal-words.js'
import styles from './signals.module.css'
import { useSignalAction } from './use-signal-action.js'

/**
 * What a person does about a signal. Nothing is shown as done before the server has stored it; where somebody else was
 * faster, nothing is stored and the signal can be read again without losing what was typed.
 */
export function SignalActionDialog(props: {
  signal: LivingSignal
  /** Whose it is, as the page names the member. */
  whose: string
  /** Item 9: how many earlier answers of the episode wait as well. */
  earlierOpen?: number
  /** Chosen when the dialog opens; else the first that is possible. */
  first?: ActionName
  onClose: () => void
}): ReactElement {
  const { role, deployment } = useSignedIn()
  const { shown, wasReadAgain, form, failure, readAgain, draft, change } = useSignalAction(props)
  const actions = availableActions(shown.evidence, shown.life, role)
  const chosen = actions.find((action) => action === draft.action)
  return (
    <Dialog title={props.whose} onClose={props.onClose}>
      <p>{shown.evidence.sentence}.</p>
      <ul className={styles.lines}>
        {wasReadAgain && <li role="status">This is how it stands now:</li>}
        {lifeWords(shown.evidence, shown.life, deployment.time_zone).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <form {...form.props} className={styles.form}>
        {chosen === undefined ? (
          <p role="status">There is nothing that you can do about it now.</p>
        ) : (
          <>
            <ChoiceList
              kind="radio"
              legend="What to record"
              name="action"
              choices={actions.map((action) => ({
                value: action,
                label: ACTION_LABELS[action],
                detail: ACTION_DETAILS[action],
              }))}
              chosen={[chosen]}
              onChange={([action]) => {
                const found = actions.find((each) => each === action)
                if (found !== undefined) change({ action: found })
              }}
            />
            <ActionFields
              action={chosen}
              draft={draft}
              change={change}
              earlierOpen={shown.evidence.kind === 'risk_item' ? (props.earlierOpen ?? 0) : 0}
              errorAt={form.errorAt}
            />
          </>
        )}
        <FormAlert failure={failure} />
        <div className={dialogStyles.actions}>
          <Button variant="default" onClick={props.onClose}>
            {chosen === undefined ? 'Close' : 'Cancel'}
          </Button>
          {readAgain !== null ? (
            <Button onClick={readAgain}>Read it again</Button>
          ) : (
            chosen !== undefined && (
              <Button type="submit" loading={form.isSending}>
                {ACTION_LABELS[chosen]}
              </Button>
            )
          )}
        </div>
      </form>
    </Dialog>
  )
}
