import type { ReactElement, ReactNode } from 'react'
import type { MeasureForm as MeasureFormContract } from '../../../../api/src/contracts/entry.js'
import styles from './measure-form.module.css'
import { MeasureQuestion } from './measure-question.js'
import { questionWords } from './question-words.js'

type Answer = number | null | undefined

/**
 * A questionnaire from its definition: instruction, every question with its choices, and what is asked beside the
 * total. It knows nothing of who fills it in, or where.
 */
export function MeasureForm(props: {
  measure: MeasureFormContract
  /** In the order of the items; undefined: nothing chosen yet; null: not answered. */
  answers: readonly Answer[]
  difficulty: Answer
  onAnswer: (index: number, answer: number | null) => void
  onDifficulty: (answer: number | null) => void
  /** What is wrong with an item, by its place. */
  errorAt?: (index: number) => string | null
  difficultyError?: string | null
  isDisabled?: boolean
  /** Beside the heading: how far it is filled in. */
  progress?: ReactNode
}): ReactElement {
  const { measure, isDisabled = false } = props
  const { functional_difficulty: difficulty } = measure
  return (
    <section className={styles.form} aria-label={measure.short_name}>
      <div className={styles.head}>
        <h3 className={styles.title}>{measure.short_name}</h3>
        {props.progress}
      </div>
      <p className={styles.instruction}>{measure.instruction}</p>
      {measure.items.map((item, index) => (
        <MeasureQuestion
          key={item.number}
          number={item.number}
          words={questionWords(item)}
          choices={measure.choices}
          answer={props.answers[index]}
          onAnswer={(answer) => props.onAnswer(index, answer)}
          layout="column"
          error={props.errorAt?.(index) ?? null}
          isDisabled={isDisabled}
        />
      ))}
      {difficulty !== null && (
        <MeasureQuestion
          number={measure.items.length + 1}
          words={difficulty.wording}
          note="(not part of the total)"
          choices={difficulty.choices}
          answer={props.difficulty}
          onAnswer={props.onDifficulty}
          layout="column"
          error={props.difficultyError ?? null}
          isDisabled={isDisabled}
        />
      )}
    </section>
  )
}
