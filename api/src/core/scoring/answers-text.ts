/** How answers are stored: one character an item, "." where it was not answered (`2110.0121`). */

import { MalformedAnswers } from '../errors.js'
import type { Answers } from './score-answers.js'

/** @throws MalformedAnswers when an answer is not a whole number from 0 to 9 */
export function encodeAnswers(answers: Answers): string {
  let text = ''
  for (const answer of answers) {
    if (answer === null) text += '.'
    else if (Number.isInteger(answer) && answer >= 0 && answer <= 9) text += String(answer)
    else throw new MalformedAnswers()
  }
  return text
}

/** @throws MalformedAnswers when a character is neither a digit nor "." */
export function decodeAnswers(text: string): (number | null)[] {
  if (!/^[0-9.]*$/.test(text)) throw new MalformedAnswers()
  return Array.from(text, (character) => (character === '.' ? null : Number(character)))
}
