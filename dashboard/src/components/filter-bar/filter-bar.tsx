import { type ReactElement, useEffect, useMemo, useState } from 'react'
import type { Filters } from '../../../../api/src/contracts/filters.js'
import type { Provenance } from '../../../../api/src/contracts/programme.js'
import type { OutcomeRulesContract } from '../../../../api/src/contracts/programme-query.js'
import { keysOf, labelled } from '../../format/labels.js'
import { OUTCOME_RULE_LABELS, PERIOD_BASIS_WORDS } from '../../format/outcome-words.js'
import { Icon } from '../icon.js'
import styles from './filter-bar.module.css'
import { DayChip, SelectChip } from './filter-chip.js'
import { FILTER_KEYS, FILTER_LABELS, type FilterKey } from './filter-keys.js'
import { choicesOf, type FilterChoices } from './filter-words.js'
import type { FilterState } from './use-filters.js'

const FIRST_CHIPS: readonly FilterKey[] = ['site', 'modality', 'arm', 'measure', 'from', 'to']

const RULES = keysOf(OUTCOME_RULE_LABELS)

/** By which rule a change counts as reliable, and the way to another; null goes back to the standard rules. */
export interface RulesChoice {
  readonly current: OutcomeRulesContract
  readonly choose: (rules: OutcomeRulesContract | null) => void
}

/**
 * The filters of a page as chips. The common ones always stand; the others come with "More filters" or when they
 * are set. `keys` leaves out what a page cannot filter by; `defaultMeasure` is shown where none is chosen; `rules`
 * stand beside the filters on pages whose numbers they change.
 */
export function FilterBar(props: {
  state: FilterState
  choices: FilterChoices
  periodBasis: Provenance['period_basis']
  keys?: readonly FilterKey[]
  defaultMeasure?: string
  rules?: RulesChoice
}): ReactElement {
  const { state, choices, rules } = props
  const keys: readonly FilterKey[] = props.keys ?? FILTER_KEYS
  const [showsAll, setShowsAll] = useState(false)
  const shown = keys.filter(
    (key) => showsAll || FIRST_CHIPS.includes(key) || state.filters[key] !== undefined,
  )
  const hasOtherRules = rules !== undefined && rules.current !== 'standard'
  const isFiltered = hasOtherRules || keys.some((key) => state.filters[key] !== undefined)
  const reset = (): void => {
    state.reset()
    rules?.choose(null)
  }
  return (
    <search className={styles.bar} aria-label="Filters">
      <div className={styles.chips} data-open={showsAll}>
        {shown.map((key) => (
          <FilterChip key={key} filterKey={key} {...props} />
        ))}
        {rules !== undefined && (
          <SelectChip
            label="Rules"
            value={rules.current}
            isSet={hasOtherRules}
            choices={labelled(OUTCOME_RULE_LABELS)}
            allWords={null}
            onChange={(next) => rules.choose(RULES.find((each) => each === next) ?? null)}
          />
        )}
        {(showsAll || shown.length < keys.length) && (
          <button
            type="button"
            className={styles.more}
            aria-expanded={showsAll}
            onClick={() => setShowsAll(!showsAll)}
          >
            <Icon name={showsAll ? 'chevron_up' : 'more'} size={13} />
            {showsAll ? 'Fewer filters' : 'More filters'}
          </button>
        )}
        {isFiltered && (
          <button type="button" className={styles.more} onClick={reset}>
            Reset
          </button>
        )}
        <span className={styles.basis}>{PERIOD_BASIS_WORDS[props.periodBasis]}.</span>
      </div>
      <FilterNotices state={state} choices={choices} />
    </search>
  )
}

function FilterChip(props: {
  filterKey: FilterKey
  state: FilterState
  choices: FilterChoices
  defaultMeasure?: string
}): ReactElement {
  const { filterKey: key, state } = props
  const value = state.filters[key] ?? null
  if (key === 'from' || key === 'to') {
    return <DayChip label={FILTER_LABELS[key]} value={value} onChange={(day) => state.set(key, day)} />
  }
  const isMeasure = key === 'measure' && props.defaultMeasure !== undefined
  const listed = choicesOf(key, props.choices) ?? []
  return (
    <SelectChip
      label={FILTER_LABELS[key]}
      value={value ?? (isMeasure ? (props.defaultMeasure ?? null) : null)}
      isSet={value !== null}
      choices={listed}
      allWords={isMeasure ? null : key === 'arm' ? 'both' : 'all'}
      onChange={(next) => state.set(key, isMeasure && next === props.defaultMeasure ? null : next)}
    />
  )
}

/** Says which filters of the address were left out, and takes them out of it. */
function FilterNotices({
  state,
  choices,
}: {
  state: FilterState
  choices: FilterChoices
}): ReactElement | null {
  const [notices, setNotices] = useState<readonly string[]>([])
  const unknown = useMemo(
    () => [...state.dropped, ...unlistedFilters(state.filters, choices)],
    [state.dropped, state.filters, choices],
  )
  const signature = unknown.map((each) => `${FILTER_LABELS[each.key]} “${each.value}”`).join(', ')
  useEffect(() => {
    if (signature === '') return
    setNotices([signature])
    state.drop(unknown.map((each) => each.key))
  }, [signature, unknown, state])

  const { from, to } = state.filters
  if (from !== undefined && to !== undefined && from > to) {
    return (
      <p className={styles.notice} role="alert">
        “From” is later than “To”, so nothing can match. Swap them or clear one.
      </p>
    )
  }
  if (notices.length === 0) return null
  return (
    <p className={styles.notice} role="status">
      Left out, because this page does not know it: {notices.join(', ')}.
      <button type="button" className={styles.dismiss} onClick={() => setNotices([])}>
        Dismiss
      </button>
    </p>
  )
}

/** Ids that are well formed but name nothing in the lists that have arrived. */
function unlistedFilters(filters: Filters, choices: FilterChoices): { key: FilterKey; value: string }[] {
  const keys = ['site', 'group', 'measure'] as const
  return keys.flatMap((key) => {
    const value = filters[key]
    const listed = choicesOf(key, choices)
    const isUnknown = value !== undefined && listed !== null && !listed.some((each) => each.value === value)
    return isUnknown ? [{ key, value }] : []
  })
}
