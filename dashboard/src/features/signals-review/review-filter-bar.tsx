import type { ReactElement } from 'react'
import { useFilterChoices } from '../../api-client/catalogue-reads.js'
import bar from '../../components/filter-bar/filter-bar.module.css'
import { SelectChip } from '../../components/filter-bar/filter-chip.js'
import { labelled } from '../../format/labels.js'
import type { ReviewFilterState } from './review-filters.js'
import { KIND_LABELS, STATE_LABELS } from './review-words.js'

const STATES = labelled(STATE_LABELS)
const KINDS = labelled(KIND_LABELS)
const LIVING_KINDS = KINDS.filter(({ value }) => value !== 'measure_missing' && value !== 'insufficient_data')

/** Which signals; a group or a member comes by a link, and can be taken off here. */
export function ReviewFilterBar({ state: { filters, set } }: { state: ReviewFilterState }): ReactElement {
  const sites = useFilterChoices().sites ?? []
  return (
    <search className={bar.bar} aria-label="Filters">
      <div className={bar.chips} data-open="true">
        <SelectChip
          label="Waiting"
          value={filters.escalated ?? null}
          isSet={filters.escalated !== undefined}
          choices={[{ value: 'yes', label: 'item 9, for too long' }]}
          allWords="any time"
          onChange={(value) => set({ escalated: value === 'yes' ? 'yes' : null })}
        />
        <SelectChip
          label="State"
          value={filters.state ?? null}
          isSet={filters.state !== undefined}
          choices={STATES}
          allWords="not resolved"
          onChange={(value) => set({ state: STATES.find((each) => each.value === value)?.value ?? null })}
        />
        <SelectChip
          label="Kind"
          value={filters.kind ?? null}
          isSet={filters.kind !== undefined}
          choices={LIVING_KINDS}
          allWords="any"
          onChange={(value) =>
            set({ kind: LIVING_KINDS.find((each) => each.value === value)?.value ?? null })
          }
        />
        {sites.length > 1 && (
          <SelectChip
            label="Site"
            value={filters.site ?? null}
            isSet={filters.site !== undefined}
            choices={sites.map((site) => ({ value: site.site_id, label: site.name }))}
            allWords="all"
            onChange={(site) => set({ site })}
          />
        )}
        {filters.group !== undefined && (
          <SelectChip
            label="Group"
            value={filters.group}
            isSet
            choices={[{ value: filters.group, label: filters.group }]}
            allWords="all"
            onChange={(group) => set({ group })}
          />
        )}
        {filters.member !== undefined && (
          <SelectChip
            label="Member"
            value={filters.member}
            isSet
            choices={[{ value: filters.member, label: filters.member }]}
            allWords="all"
            onChange={(member) => set({ member })}
          />
        )}
      </div>
    </search>
  )
}
