// A study without threshold, landmark or window shows what R computed for the arms of the clinic "small".
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { AS_REFERENCE } from '../../../api/src/core/comparison/study-definition.js'
import { compareWithReference, referenceStudy } from './study-agreement.js'

const fixture = fileURLToPath(new URL('../../fixtures/reference-small', import.meta.url))

test('the study "as-reference" shows the arms and the survival of R unchanged', () => {
  const result = referenceStudy(`${fixture}/data`)
  const { compared, differences } = compareWithReference(result, `${fixture}/expected`)
  expect(differences).toEqual([])
  expect(compared).toBe(89)
})

test('whether group therapy alone is non-inferior hangs on the margin, beside what confounding could do', () => {
  const { nonInferiority } = referenceStudy(`${fixture}/data`)
  expect(nonInferiority).toMatchObject({ margin: 2, isNonInferior: false, reading: 'cannot_tell' })
  const wider = referenceStudy(`${fixture}/data`, { ...AS_REFERENCE, marginInPoints: 3 })
  expect(wider.nonInferiority).toMatchObject({ margin: 3, isNonInferior: true, reading: 'non_inferior' })
  expect(nonInferiority?.confoundingRange.high).toBeGreaterThan(nonInferiority?.difference ?? 0)
})
