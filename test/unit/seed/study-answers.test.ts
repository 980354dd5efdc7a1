import { expect, test } from '@jest/globals'
import { minusTwo } from '../../../seed/src/scenarios/minus-two.js'
import { noEffect } from '../../../seed/src/scenarios/no-effect.js'
import { studyAnswers } from '../../../seed/src/study-answers.js'

const SIZE = { members: 600, seed: 3 }
const answersOf = (parameters: typeof noEffect) => {
  const answers = studyAnswers({ parameters, ...SIZE })
  if (answers === null) throw new Error('The comparison was refused.')
  return answers
}

test('the truth of a clinic without an effect is 0 for every member, to the last digit', () => {
  expect(answersOf(noEffect).truth).toBe(0)
})

test('the truth at week 8 lies short of the 2 points of the planned end, by course and floor', () => {
  // Courses follow log(1 + w): at week 8 of 8 to 16 planned ones 76 to 100 % of the effect is reached, and the floor
  // of the scale takes about a tenth of it.
  const { truth } = answersOf(minusTwo)
  expect(truth).toBeGreaterThan(-1.9)
  expect(truth).toBeLessThan(-1.4)
})

test('both clinics share every other draw: their main estimates differ by the truth, not by chance', () => {
  const [withEffect, without] = [answersOf(minusTwo), answersOf(noEffect)]
  const main = ({ estimates }: typeof without) => estimates.get('main')?.estimate ?? Number.NaN
  // Chance of one draw: about .7 points at this size.
  expect(Math.abs(main(withEffect) - main(without) - withEffect.truth)).toBeLessThan(0.15)
})
