import type { ReactElement } from 'react'
import bar from '../../../components/filter-bar/filter-bar.module.css'
import { SelectChip, TextChip } from '../../../components/filter-bar/filter-chip.js'
import { labelled } from '../../../format/labels.js'
import { ROLE_LABELS } from '../../../format/role-words.js'
import { STATE_FILTERS, type UserFilters } from './user-filters.js'

const ROLE_CHOICES = labelled(ROLE_LABELS)
const STATE_CHOICES = labelled(STATE_FILTERS)

/** Narrows the list; the typed words stay on this page. */
export function UserFilterBar(props: {
  filters: UserFilters
  set: (change: Partial<UserFilters>) => void
  text: string
  setText: (text: string) => void
}): ReactElement {
  const { filters, set } = props
  return (
    <search className={bar.bar} aria-label="Filters">
      <div className={bar.chips} data-open="true">
        <TextChip label="Name or address" value={props.text} onChange={props.setText} />
        <SelectChip
          label="Role"
          value={filters.role}
          isSet={filters.role !== null}
          choices={ROLE_CHOICES}
          allWords="all"
          onChange={(value) =>
            set({ role: ROLE_CHOICES.find((choice) => choice.value === value)?.value ?? null })
          }
        />
        <SelectChip
          label="State"
          value={filters.state}
          isSet={filters.state !== null}
          choices={STATE_CHOICES}
          allWords="all"
          onChange={(value) =>
            set({ state: STATE_CHOICES.find((choice) => choice.value === value)?.value ?? null })
          }
        />
      </div>
    </search>
  )
}
