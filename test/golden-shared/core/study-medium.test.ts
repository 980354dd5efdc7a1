// The comparison on about 1500 members whose rows are in random order: the sign of the difference changes.
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { compareWithReference, referenceStudy } from '../../golden/core/study-agreement.js'

const reference = fileURLToPath(new URL('../../../../shared/reference', import.meta.url))
const result = referenceStudy(`${reference}/data/medium`)
const estimateOf = (name: string) => result.estimates.find((each) => each.name === name)?.estimate

test('the study "as-reference" shows the arms and the survival of R unchanged', () => {
  const { compared, differences } = compareWithReference(result, `${reference}/expected/medium`)
  expect(differences).toEqual([])
  expect(compared).toBe(89)
})

test('members with combined treatment end 0.18 points higher as they are and 1.04 lower at the same baseline', () => {
  expect(estimateOf('crude')).toBeCloseTo(0.18, 2)
  expect(estimateOf('ancova_baseline')).toBeCloseTo(-1.04, 2)
  expect(result.signChange).toBe(
    'As they are, members with combined treatment ended 0.18 points higher (worse) than the others; compared with ' +
      'members like them, 1.10 points lower (better). The sign changes because members with combined treatment began ' +
      'at 15.5 and the others at 13.1: whoever is worse is likelier to be given more treatment, and whoever starts ' +
      'worse tends to end worse.',
  )
})

test('the answer that changes with the noise of the baseline is said not to be known', () => {
  expect(result.verdict.code).toBe('cannot_tell')
  expect(result.verdict.text).toContain('association')
  expect(result.verdict.reasons).toEqual([
    'the answer changes in "At the same true baseline, reliability .64" (−1.84)',
  ])
})
