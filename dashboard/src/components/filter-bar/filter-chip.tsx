import { type ReactElement, useId } from 'react'
import { Icon } from '../icon.js'
import styles from './filter-bar.module.css'
import type { Choice } from './filter-words.js'

/** A list of choices as a chip: the browser's own select, so that it works by keyboard, touch and screen reader. */
export function SelectChip(props: {
  label: string
  value: string | null
  isSet: boolean
  choices: readonly Choice[]
  /** Words for "no filter"; null where a value is always chosen. */
  allWords: string | null
  onChange: (value: string | null) => void
}): ReactElement {
  const id = useId()
  const isListed = props.choices.some((choice) => choice.value === props.value)
  return (
    <span className={styles.chip} data-set={props.isSet}>
      <label htmlFor={id} className={styles.chipLabel}>
        {props.label}
      </label>
      <select
        id={id}
        className={styles.select}
        value={props.value ?? ''}
        onChange={(event) =>
          props.onChange(event.currentTarget.value === '' ? null : event.currentTarget.value)
        }
      >
        {props.allWords !== null && <option value="">{props.allWords}</option>}
        {props.value !== null && !isListed && <option value={props.value}>{props.value}</option>}
        {props.choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
      <span className={styles.arrow}>
        <Icon name="chevron_down" size={12} />
      </span>
    </span>
  )
}

/** A day as a chip; cleared with the browser's own button or by emptying it. */
export function DayChip(props: {
  label: string
  value: string | null
  onChange: (day: string | null) => void
}): ReactElement {
  const id = useId()
  return (
    <span className={styles.chip} data-set={props.value !== null}>
      <label htmlFor={id} className={styles.chipLabel}>
        {props.label}
      </label>
      {props.value === null && (
        <span className={styles.anyDay} aria-hidden="true">
          any
        </span>
      )}
      <input
        id={id}
        type="date"
        className={styles.day}
        data-empty={props.value === null}
        value={props.value ?? ''}
        onChange={(event) =>
          props.onChange(event.currentTarget.value === '' ? null : event.currentTarget.value)
        }
      />
    </span>
  )
}

/** A few typed words as a chip. Who holds them decides whether they may stand in the address; names may not. */
export function TextChip(props: {
  label: string
  value: string
  onChange: (text: string) => void
  placeholder?: string
}): ReactElement {
  const id = useId()
  return (
    <span className={styles.chip} data-set={props.value !== ''}>
      <label htmlFor={id} className={styles.chipLabel}>
        {props.label}
      </label>
      <input
        id={id}
        type="search"
        autoComplete="off"
        spellCheck={false}
        maxLength={100}
        className={styles.text}
        value={props.value}
        placeholder={props.placeholder ?? 'any'}
        onChange={(event) => props.onChange(event.currentTarget.value)}
      />
    </span>
  )
}
