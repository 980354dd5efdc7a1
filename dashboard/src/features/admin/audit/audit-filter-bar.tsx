import { type FormEvent, type ReactElement, useState } from 'react'
import type { User } from '../../../../../api/src/contracts/users.js'
import bar from '../../../components/filter-bar/filter-bar.module.css'
import { DayChip, SelectChip, TextChip } from '../../../components/filter-bar/filter-chip.js'
import { labelled } from '../../../format/labels.js'
import type { AuditFilterState } from './audit-filters.js'
import { AUDIT_ACTION_LABELS, AUDIT_OUTCOME_LABELS } from './audit-words.js'

const ACTION_CHOICES = labelled(AUDIT_ACTION_LABELS)
const OUTCOME_CHOICES = labelled(AUDIT_OUTCOME_LABELS)

export function AuditFilterBar(props: {
  state: AuditFilterState
  users: readonly User[]
  timeZone: string
}): ReactElement {
  const { filters, set } = props.state
  return (
    <search className={bar.bar} aria-label="Filters">
      <div className={bar.chips} data-open="true">
        <MemberChip
          key={filters.member ?? ''}
          member={filters.member ?? ''}
          onChange={(member) => set({ member: member === '' ? null : member })}
        />
        <SelectChip
          label="Done by"
          value={filters.user ?? null}
          isSet={filters.user !== undefined}
          choices={props.users.map((user) => ({ value: user.user_id, label: user.name }))}
          allWords="anybody"
          onChange={(user) => set({ user })}
        />
        <SelectChip
          label="What"
          value={filters.action ?? null}
          isSet={filters.action !== undefined}
          choices={ACTION_CHOICES}
          allWords="anything"
          onChange={(value) =>
            set({ action: ACTION_CHOICES.find((each) => each.value === value)?.value ?? null })
          }
        />
        <SelectChip
          label="Outcome"
          value={filters.outcome ?? null}
          isSet={filters.outcome !== undefined}
          choices={OUTCOME_CHOICES}
          allWords="any"
          onChange={(value) =>
            set({ outcome: OUTCOME_CHOICES.find((each) => each.value === value)?.value ?? null })
          }
        />
        <DayChip label="From" value={filters.from ?? null} onChange={(from) => set({ from })} />
        <DayChip label="To" value={filters.to ?? null} onChange={(to) => set({ to })} />
        <span className={bar.basis}>Days are days of UTC; times are shown in {props.timeZone}.</span>
      </div>
    </search>
  )
}

/** Asked for when it is typed in full: each question is itself a record of the activity. */
function MemberChip(props: { member: string; onChange: (member: string) => void }): ReactElement {
  const [typed, setTyped] = useState(props.member)
  const ask = (): void => {
    if (typed.trim() !== props.member) props.onChange(typed.trim())
  }
  return (
    <form
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        ask()
      }}
      onBlur={ask}
    >
      <TextChip label="About member" value={typed} onChange={setTyped} placeholder="any id" />
    </form>
  )
}
