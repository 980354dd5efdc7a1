import type { AnswerChoice } from './measure-definition.js'

/** The answers of PHQ-9 and GAD-7: how often over the last two weeks. */
export const frequencyChoices: readonly AnswerChoice[] = [
  { value: 0, label: 'Not at all' },
  { value: 1, label: 'Several days' },
  { value: 2, label: 'More than half the days' },
  { value: 3, label: 'Nearly every day' },
]
