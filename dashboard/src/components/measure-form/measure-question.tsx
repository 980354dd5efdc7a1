import { type ReactElement, useId } from 'react'
import { Icon } from '../icon.js'
import styles from './measure-question.module.css'
import { NOT_ANSWERED } from './question-words.js'

/** One question with its choices, as radio buttons: for a finger, a mouse and the keyboard alike. */
export function MeasureQuestion(props: {
  /** Its number on the form; null where it has none. */
  number: number | null
  words: string
  choices: readonly { readonly value: number; readonly label: string }[]
  /** Undefined: nothing chosen yet; null: not answered. */
  answer: number | null | undefined
  onAnswer: (answer: number | null) => void
  /** Side by side where there is room. */
  layout: 'row' | 'column'
  /** What is wrong with the answer, and what to do. */
  error?: string | null
  /** Shows the digit that chooses it on the keyboard. */
  hasKeys?: boolean
  isDisabled?: boolean
  note?: string
}): ReactElement {
  const { error = null, answer } = props
  const id = useId()
  const choices = [
    ...props.choices.map(({ value, label }) => ({ value, label, sign: String(value) })),
    { value: null, label: NOT_ANSWERED, sign: '–' },
  ]
  return (
    <fieldset
      className={styles.question}
      data-layout={props.layout}
      {...(error === null ? {} : { 'aria-describedby': `${id}-error` })}
    >
      <legend className={styles.words}>
        {props.number !== null && <span className={styles.number}>{props.number}. </span>}
        {props.words}
        {props.note !== undefined && <span className={styles.note}> {props.note}</span>}
      </legend>
      <div className={styles.choices}>
        {choices.map(({ value, label, sign }) => (
          <label key={sign} className={styles.choice} data-chosen={answer === value}>
            <input
              type="radio"
              name={id}
              className={styles.radio}
              checked={answer === value}
              disabled={props.isDisabled === true}
              onChange={() => props.onAnswer(value)}
            />
            {props.hasKeys === true && (
              <span aria-hidden="true" className={styles.key}>
                {sign}
              </span>
            )}
            <span>{label}</span>
          </label>
        ))}
      </div>
      {error !== null && (
        <p id={`${id}-error`} className={styles.error}>
          <Icon name="warning" size={13} /> {error}
        </p>
      )}
    </fieldset>
  )
}
