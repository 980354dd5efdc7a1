import { describe, expect, test } from '@jest/globals'
import {
  cohortWords,
  dataSetTitle,
  leftOutWords,
  personsWords,
  previewTitle,
} from '../../../../../dashboard/src/features/research/data-set-words.js'
import { aDataSet, FOUND, MEASURED, refusedAs } from '../../../../browser/support/research-answers.js'

describe('counts of persons', () => {
  test('tell nobody from a few that are withheld, and are about what they say', () => {
    expect([0, null, 320].map(personsWords)).toEqual(['nobody', 'fewer than 11', 'about 320'])
  })
})

describe('the answer of a check', () => {
  test('says how many can go out and like how many others each looks', () => {
    expect(previewTitle(FOUND, 11)).toBe('About 320 persons can go out, each like at least 10 others')
  })
  test('is the refusal where it was refused, and no figure before the first check', () => {
    const refused = refusedAs('nothing_feasible', 'Without age it would do.', 320)
    expect(previewTitle(refused, 11)).toBe('These variables cannot go out together')
    expect(previewTitle(null, 11)).toBe('A data set for research')
  })
  test('names the variables that are left out whole, and no others', () => {
    expect(leftOutWords(FOUND)).toMatch(/^Gender would be left out\./)
    expect(leftOutWords(refusedAs('too_few_persons', 'Few.', null))).toBeNull()
  })
  test('with scores by phase offers to take a phase away', () => {
    if (FOUND.outcome.kind !== 'found') throw new Error('The answer has to be one.')
    const withPhases = { ...FOUND, outcome: { ...FOUND.outcome, measured: MEASURED } }
    expect(leftOutWords(withPhases)).toMatch(/Take a variable or a phase away/)
  })
})

describe('the title of a data set', () => {
  test('has figures only while it is or was published', () => {
    const figures = '318 persons, each like at least 11 others'
    expect(dataSetTitle(aDataSet(4))).toBe(figures)
    expect(dataSetTitle(aDataSet(4, { state: 'expired', package: null }))).toBe(figures)
    expect(dataSetTitle(aDataSet(4, { state: 'cancelled' }))).toBe('This data set was cancelled')
    expect(dataSetTitle(aDataSet(4, { state: 'failed', summary: null }))).toBe(
      'This data set could not be made',
    )
    expect(dataSetTitle(aDataSet(4, { state: 'running', summary: null }))).toBe('This data set is being made')
  })
  test('says where a decision stands', () => {
    const titleOf = (state: 'awaits_approval' | 'declined' | 'lapsed') =>
      dataSetTitle(aDataSet(4, { state, summary: null }))
    expect([titleOf('awaits_approval'), titleOf('declined'), titleOf('lapsed')]).toEqual([
      'This data set awaits the approval of a director',
      'A director declined this data set',
      'Nobody decided about this data set in time',
    ])
  })
  test('says why nothing was published', () => {
    const refusal = { code: 'differs_by_few', message: 'Data set 3 differs by fewer than 11.' } as const
    expect(dataSetTitle(aDataSet(4, { state: 'refused', refusal, summary: null }))).toBe(
      'Not published: too close to an earlier data set',
    )
  })
})

const START = { phase: 'start', coarsest: null } as const
const LAST = { phase: 'last', coarsest: 1 } as const

describe('the cohort in words', () => {
  const { definition } = aDataSet(4)
  test('names only what is narrower than everybody', () => {
    expect(cohortWords(definition)).toEqual(['PHQ-9'])
    expect(cohortWords({ ...definition, profile: 'phases_wide', phases: [START, LAST] })).toEqual([
      'PHQ-9',
      'Score of each phase, one row a person',
      'Start',
      'Last score',
    ])
  })
  test('ends a band of two years with its second, and an open end today', () => {
    const joined = (joined_from: number | null, joined_to: number | null) =>
      cohortWords({ ...definition, filter: { ...definition.filter, joined_from, joined_to } })[1]
    expect([joined(2020, 2022), joined(2020, null), joined(null, 2022)]).toEqual([
      'joined 2020–2023',
      'joined 2020–today',
      'joined any year–2023',
    ])
  })
})
