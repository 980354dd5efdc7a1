import type { ReactElement } from 'react'
import bar from '../../components/filter-bar/filter-bar.module.css'
import { DayChip, SelectChip } from '../../components/filter-bar/filter-chip.js'
import { labelled } from '../../format/labels.js'
import { REPORT_LABELS } from '../../format/report-words.js'
import { BY_LABELS, type LibraryFilterState, STATE_LABELS, SUPERSEDED_LABELS } from './library-filters.js'

const DEFINITIONS = labelled(REPORT_LABELS)
const STATES = labelled(STATE_LABELS)
const STANDINGS = labelled(SUPERSEDED_LABELS)
const MAKERS = labelled(BY_LABELS)

export function LibraryFilterBar({ filters, set }: LibraryFilterState): ReactElement {
  return (
    <search className={bar.bar} aria-label="Filters">
      <div className={bar.chips} data-open="true">
        <Chip
          label="Report"
          value={filters.definition}
          choices={DEFINITIONS}
          all="all"
          onChange={(definition) => set({ definition })}
        />
        <Chip
          label="State"
          value={filters.state}
          choices={STATES}
          all="any"
          onChange={(state) => set({ state })}
        />
        <Chip
          label="Asked for by"
          value={filters.by}
          choices={MAKERS}
          all="anybody"
          onChange={(by) => set({ by })}
        />
        <Chip
          label="Numbers"
          value={filters.superseded}
          choices={STANDINGS}
          all="any"
          onChange={(superseded) => set({ superseded })}
        />
        <DayChip label="From" value={filters.from ?? null} onChange={(from) => set({ from })} />
        <DayChip label="To" value={filters.to ?? null} onChange={(to) => set({ to })} />
        <span className={bar.basis}>Days on which they were asked for, of UTC.</span>
      </div>
    </search>
  )
}

function Chip<Value extends string>(props: {
  label: string
  value: Value | undefined
  choices: readonly { value: Value; label: string }[]
  all: string
  onChange: (value: Value | null) => void
}): ReactElement {
  return (
    <SelectChip
      label={props.label}
      value={props.value ?? null}
      isSet={props.value !== undefined}
      choices={props.choices}
      allWords={props.all}
      onChange={(next) => props.onChange(props.choices.find(({ value }) => value === next)?.value ?? null)}
    />
  )
}
