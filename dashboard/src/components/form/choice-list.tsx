import { type ReactElement, type ReactNode, useId } from 'react'
import styles from './choice-list.module.css'
import { FieldError } from './field-frame.js'

export interface ListedChoice {
  readonly value: string
  readonly label: string
  readonly detail?: ReactNode
  /** Cannot be chosen; `detail` says why. */
  readonly isDisabled?: boolean
}

/** One (`radio`) or any number (`checkbox`) of a list, each with a line that says what it means. */
export function ChoiceList(props: {
  kind: 'radio' | 'checkbox'
  legend: string
  name: string
  choices: readonly ListedChoice[]
  chosen: readonly string[]
  onChange: (chosen: readonly string[]) => void
  hint?: ReactNode
  error?: string | null
  /** Side by side where the labels are short. */
  layout?: 'column' | 'row'
}): ReactElement {
  const { kind, choices, chosen, error = null } = props
  const id = useId()
  const change = (value: string, isChecked: boolean): void => {
    if (kind === 'radio') props.onChange([value])
    else props.onChange(isChecked ? [...chosen, value] : chosen.filter((each) => each !== value))
  }
  const described = [props.hint !== undefined && `${id}-hint`, error !== null && `${id}-error`].filter(
    Boolean,
  )
  return (
    <fieldset
      className={styles.list}
      {...(described.length === 0 ? {} : { 'aria-describedby': described.join(' ') })}
    >
      <legend className={styles.legend}>{props.legend}</legend>
      {props.hint !== undefined && (
        <span id={`${id}-hint`} className={styles.hint}>
          {props.hint}
        </span>
      )}
      <div className={styles.choices} data-layout={props.layout ?? 'column'}>
        {choices.map((choice, index) => (
          <label key={choice.value} className={styles.choice} data-disabled={choice.isDisabled === true}>
            <input
              type={kind}
              name={props.name}
              value={choice.value}
              checked={chosen.includes(choice.value)}
              disabled={choice.isDisabled === true}
              onChange={(event) => change(choice.value, event.currentTarget.checked)}
              {...(index === 0 && error !== null ? { 'aria-invalid': true } : {})}
            />
            <span>
              <span className={styles.label}>{choice.label}</span>
              {choice.detail !== undefined && <span className={styles.detail}>{choice.detail}</span>}
            </span>
          </label>
        ))}
      </div>
      {error !== null && <FieldError id={id} error={error} />}
    </fieldset>
  )
}
