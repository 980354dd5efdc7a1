// The worked example of Jacobson & Truax (1991): means 40 and 60, SD 7.5, reliability .80, 32.5 before, 47.5 after.
import { expect, test } from '@jest/globals'
import { classifyChange, jacobsonTruax } from '../../../api/src/core/change/jacobson-truax.js'

const norm = { mean: 60, standardDeviation: 7.5, source: 'the paper' }
const clinical = { n: 30, mean: 40, standardDeviation: 7.5 }
const limits = jacobsonTruax({ direction: 'higher_is_better', norm }, clinical, 0.8)

test('errors and cut-offs are those printed in the paper', () => {
  expect(limits).toMatchObject({
    standardErrorOfMeasurement: expect.closeTo(3.354102, 6),
    standardErrorOfDifference: expect.closeTo(4.743416, 6),
    criterionA: 55,
    criterionB: 45,
    criterionC: 50,
  })
})

test('where lower is better the first two cut-offs lie on the other side', () => {
  expect(jacobsonTruax({ direction: 'lower_is_better', norm }, clinical, 0.8)).toMatchObject({
    criterionA: 25,
    criterionB: 75,
    criterionC: 50,
  })
})

test('a rise from 32.5 to 47.5 is reliable and stays below the cut-off', () => {
  expect(classifyChange(limits, 32.5, 47.5)).toEqual({
    index: expect.closeTo(3.162278, 6),
    class: 'improved',
  })
})
