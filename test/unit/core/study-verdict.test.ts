import { describe, expect, test } from '@jest/globals'
import { ESTIMATE_WORDS } from '../../../api/src/core/comparison/estimate-words.js'
import { runStudy } from '../../../api/src/core/comparison/run-study.js'
import { AS_REFERENCE, DEFAULT_STUDY } from '../../../api/src/core/comparison/study-definition.js'
import {
  type EstimateFigures,
  estimateOf,
  type StudyEstimate,
} from '../../../api/src/core/comparison/study-estimate.js'
import { readingOf, verdictOf } from '../../../api/src/core/comparison/verdict.js'
import { phq9 } from '../../../api/src/core/measures/phq-9.js'
import { rosenberg } from '../../../api/src/core/measures/rosenberg.js'
import { seededRng } from '../../../api/src/statistics/random/rng.js'
import { aStudyEpisode, chosenArms, STUDY_AS_OF } from '../../builders/study.js'

const MEMBERS = Array.from({ length: 200 }, (_, i) => ({
  arm: i % 2 === 0 ? ('combined' as const) : ('group_only' as const),
}))
const figures = (estimate: number, half: number): EstimateFigures => ({
  estimate,
  standardError: half / 2,
  degreesOfFreedom: 50,
  interval: { low: estimate - half, high: estimate + half, level: 0.95, method: 'student_t' },
  p: 0.01,
  respectsGroups: true,
})
const main = (estimate: number, half: number): StudyEstimate =>
  estimateOf(ESTIMATE_WORDS.main, MEMBERS, figures(estimate, half))
const ancova = (estimate: number, half: number): StudyEstimate =>
  estimateOf(ESTIMATE_WORDS.ancovaCovariates, MEMBERS, figures(estimate, half))
const complete = [
  { arm: 'combined' as const, eligible: 110, observed: 100 },
  { arm: 'group_only' as const, eligible: 110, observed: 100 },
]
const verdict = (changes: Partial<Parameters<typeof verdictOf>[0]>) =>
  verdictOf({
    definition: DEFAULT_STUDY,
    measure: phq9,
    main: main(-3, 1.2),
    others: [],
    balance: [],
    completeness: complete,
    ...changes,
  })

describe('an interval is read against 0 and against the margin of 2 points', () => {
  test.each([
    { low: -3.5, high: -0.5, code: 'combined_better' },
    { low: 0.5, high: 3.5, code: 'group_only_better' },
    { low: -0.5, high: 0.4, code: 'no_relevant_difference' },
    { low: -1.9, high: -0.4, code: 'no_relevant_difference' },
    { low: -3, high: 0.1, code: 'cannot_tell' },
    { low: -3, high: 3, code: 'cannot_tell' },
  ])('$low to $high: $code', ({ low, high, code }) => {
    expect(readingOf({ low, high }, phq9, 2)).toBe(code)
  })

  test('a limit on the margin is not inside it', () => {
    expect(readingOf({ low: -2, high: 0.5 }, phq9, 2)).toBe('cannot_tell')
  })

  test('where higher is better, higher scores of combined treatment are the better ones', () => {
    expect(readingOf({ low: 0.5, high: 3.5 }, rosenberg, 2)).toBe('combined_better')
  })
})

describe('the data cannot tell', () => {
  test('when another adjusted estimate has the other sign', () => {
    const found = verdict({ others: [ancova(0.4, 1)] })
    expect(found.code).toBe('cannot_tell')
    expect(found.reasons).toEqual(['the sign changes in "At the same baseline and covariates" (+0.40)'])
  })

  test('when another adjusted estimate reads otherwise', () => {
    expect(verdict({ others: [ancova(-1.5, 1.6)] }).code).toBe('cannot_tell')
    expect(verdict({ others: [ancova(-2.5, 1.6)] }).code).toBe('combined_better')
  })

  test('when half of an arm gave no outcome', () => {
    const completeness = [
      { arm: 'combined' as const, eligible: 100, observed: 49 },
      { arm: 'group_only' as const, eligible: 100, observed: 60 },
    ]
    expect(verdict({ completeness }).reasons).toEqual(['only 49 % of the members of an arm gave an outcome'])
  })

  test('when the arms are not alike after weighting', () => {
    const side = { n: 100, missing: 0, mean: 15, standardDeviation: 4 }
    const row = {
      name: 'age' as const,
      kind: 'number' as const,
      combined: side,
      groupOnly: side,
      differenceUnweighted: 0.4,
      differenceWeighted: -0.15,
    }
    expect(verdict({ balance: [row] }).reasons).toEqual(['the arms still differ after weighting in age'])
  })

  test('when the interval is too wide, and it says what it holds', () => {
    expect(verdict({ main: main(-1, 1.5) }).text).toContain(
      'the interval holds both no difference and a relevant one for combined treatment (margin 2 points)',
    )
  })
})

test('two sentences, the word association, and no word of cause', () => {
  for (const each of [verdict({}), verdict({ main: main(0, 0.5) }), verdict({ main: main(0, 5) })]) {
    expect(each.text).toContain('association')
    expect(each.text).not.toMatch(/\b(because of|caus|leads? to|due to|helps?|works?)\b/i)
    expect(each.text.match(/\.(?= |$)/g)).toHaveLength(2)
  }
})

describe('the second sentence holds the answer against the margin', () => {
  test.each([
    { what: 'wholly beyond it', estimate: main(-4, 1.5), words: 'and is at least the 2 points of PHQ-9' },
    {
      what: 'reaching into it',
      estimate: main(-3, 1.5),
      words: 'and may be smaller than the 2 points of PHQ-9',
    },
    { what: 'inside it', estimate: main(0, 0.5), words: 'That is surely less than the 2 points of PHQ-9' },
  ])('$what', ({ estimate, words }) => {
    expect(verdict({ main: estimate }).text).toContain(words)
  })

  test('a title counts the estimates that read otherwise, and the reasons name them', () => {
    const { text, reasons } = verdict({ others: [ancova(-1.5, 1.6), ancova(-2.5, 1.6)] })
    expect(text).toContain('the answer (margin 2 points) changes in 1 of 2 other adjusted estimates.')
    expect(reasons).toEqual(['the answer changes in "At the same baseline and covariates" (−1.50)'])
  })
})

describe('refused, with the reason', () => {
  const episodes = chosenArms(seededRng(3), 200, 2)
  const refusalOf = (changed: typeof episodes) => {
    const { verdict: found, estimates } = runStudy(AS_REFERENCE, changed, STUDY_AS_OF)
    expect(found.code).toBe('refused')
    expect(estimates.find(({ name }) => name === 'crude')?.estimate).not.toBeNaN()
    return estimates.find(({ name }) => name === 'main')?.refusal
  }

  test('fewer than ten in an arm', () => {
    const combined = episodes.filter(({ recordedArm }) => recordedArm === 'combined').slice(0, 9)
    const others = episodes.filter(({ recordedArm }) => recordedArm === 'group_only')
    expect(refusalOf([...combined, ...others])).toMatchObject({ reason: 'too_few_in_arm' })
  })

  test('one group only', () => {
    expect(refusalOf(episodes.map((each) => ({ ...each, groupId: 'G1' })))?.reason).toBe('one_group')
  })

  test('arms that a covariate tells apart without fail', () => {
    const told = episodes.map((each) => ({ ...each, age: each.recordedArm === 'combined' ? 70 : 20 }))
    expect(refusalOf(told)?.reason).toBe('separation')
  })

  test('nobody at all', () => {
    expect(refusalOf([])?.reason).toBe('too_few_in_arm')
    expect(refusalOf([aStudyEpisode()])?.reason).toBe('too_few_in_arm')
  })
})
