import type { ReactElement } from 'react'
import { dayIn, daysAfter, formatDay } from '../../format/day.js'
import { labelled } from '../../format/labels.js'
import { countOf } from '../../format/number.js'
import { useSignedIn } from '../access/signed-in.js'
import { ChoiceList } from '../form/choice-list.js'
import { TextArea } from '../form/text-area.js'
import { TextField } from '../form/text-field.js'
import { ACTION_TAKEN_LABELS, type ActionName } from './action-words.js'
import { type ActionDraft, type ActionField, needsNote } from './signal-draft.js'

const LONGEST_NOTE = 500

/** What an action needs beside its name. */
export function ActionFields(props: {
  action: ActionName
  draft: ActionDraft
  change: (part: Partial<ActionDraft>) => void
  earlierOpen: number
  errorAt: (field: ActionField) => string | null
}): ReactElement {
  const { action, draft, change, errorAt } = props
  const isNoteNeeded = needsNote({ ...draft, action })
  return (
    <>
      {action === 'act' && (
        <ChoiceList
          kind="radio"
          legend="What was done"
          name="taken"
          choices={labelled(ACTION_TAKEN_LABELS)}
          chosen={draft.taken === null ? [] : [draft.taken]}
          onChange={([taken]) =>
            change({
              taken: labelled(ACTION_TAKEN_LABELS).find(({ value }) => value === taken)?.value ?? null,
            })
          }
          error={errorAt('taken')}
        />
      )}
      {action === 'snooze' && <UntilField draft={draft} change={change} error={errorAt('until')} />}
      {action === 'acknowledge' && props.earlierOpen > 0 && (
        <ChoiceList
          kind="checkbox"
          legend="Earlier answers"
          name="also_earlier"
          choices={[
            {
              value: 'yes',
              label: `I have seen ${countOf(props.earlierOpen, 'earlier answer')} as well`,
              detail: 'Answers above zero to item 9 in this episode that still wait for a person.',
            },
          ]}
          chosen={draft.alsoEarlier ? ['yes'] : []}
          onChange={(values) => change({ alsoEarlier: values.length > 0 })}
        />
      )}
      <TextArea
        name="note"
        label={isNoteNeeded ? 'Why' : 'Note (optional)'}
        hint="It stays with the signal. No names."
        maxLength={LONGEST_NOTE}
        value={draft.note}
        onChange={(event) => change({ note: event.currentTarget.value })}
        error={errorAt('note')}
      />
    </>
  )
}

function UntilField({
  draft,
  change,
  error,
}: {
  draft: ActionDraft
  change: (part: Partial<ActionDraft>) => void
  error: string | null
}): ReactElement {
  const { time_zone: timeZone, longest_snooze_days: longest } = useSignedIn().deployment
  const today = dayIn(timeZone, new Date())
  const last = daysAfter(today, longest)
  return (
    <TextField
      name="until"
      label="Until"
      type="date"
      min={daysAfter(today, 1)}
      max={last}
      value={draft.until}
      onChange={(event) => change({ until: event.currentTarget.value })}
      hint={`By ${formatDay(last)} at the latest.`}
      error={error}
    />
  )
}
