import { describe, expect, test } from '@jest/globals'
import { reachedBy } from '../../../api/src/core/dataset/chosen-variables.js'
import { type DatasetEpisode, formCohort } from '../../../api/src/core/dataset/cohort.js'
import {
  checkDifferences,
  checkK,
  checkPersons,
  checkQuota,
} from '../../../api/src/core/dataset/export-limits.js'
import { makeDataset } from '../../../api/src/core/dataset/make-dataset.js'
import { shownCount } from '../../../api/src/core/dataset/shown-counts.js'
import { QUASI_NAMES } from '../../../api/src/core/dataset/variable.js'
import { quasiVariable } from '../../../api/src/core/dataset/variables.js'
import { codeColumn } from '../../../api/src/core/disclosure/coded-table.js'
import { fitHierarchy } from '../../../api/src/core/disclosure/hierarchy.js'
import { requireMeasure } from '../../../api/src/core/measures/registry.js'
import { everybody, randomDefinition, randomPersons } from '../../builders/random-persons.js'

const anEpisode = (changes: Partial<DatasetEpisode> = {}): DatasetEpisode => ({
  person: 1,
  joinedInYear: 2023,
  joinedOnDay: 19_500,
  hasEnded: true,
  age: 34,
  gender: 'female',
  modality: 'support',
  format: 'in_person',
  structure: 'open',
  focus: 'depression',
  arm: 'group_only',
  priorEpisodes: 0,
  sessionsAttended: 8,
  baseline: 14,
  isCaseAtStart: true,
  change: 'reliably_improved',
  changeInPoints: 7,
  scoreEarly: 12,
  scoreMiddle: 9,
  scoreLate: null,
  scoreLast: 7,
  ...changes,
})

const facts = { measure: requireMeasure('phq9'), firstYear: 2019, lastYear: 2026, topSessions: 12 }

describe('who is in a data set', () => {
  test('a person with several episodes is in once, with the first that is eligible', () => {
    const episodes = [
      anEpisode({ joinedOnDay: 300, age: 36 }),
      anEpisode({ joinedOnDay: 100, age: 34, baseline: null, isCaseAtStart: null, change: null }),
      anEpisode({ joinedOnDay: 200, age: 35 }),
    ]
    const cohort = formCohort(episodes, everybody)
    expect(cohort.episodes.map(({ age }) => age)).toEqual([35])
    expect(cohort.flow.map(({ persons }) => persons)).toEqual([1, 1, 1, 1, 1])
    expect(cohort.population.map(({ age }) => age)).toEqual([35])
  })

  test('members of substance-use groups are left out, unless it was overridden', () => {
    const episodes = [anEpisode({ focus: 'substance_use' }), anEpisode({ person: 2 })]
    expect(formCohort(episodes, everybody).episodes).toHaveLength(1)
    expect(formCohort(episodes, { ...everybody, withSubstanceUse: true }).episodes).toHaveLength(2)
  })

  test('each step of the flow counts persons, and none counts more than the one before', () => {
    const { flow } = formCohort(randomPersons(5, 300), {
      ...everybody,
      onlyCasesAtStart: true,
      arms: ['combined'],
    })
    const counts = flow.map(({ persons }) => persons)
    expect(counts[0]).toBe(300)
    expect(counts).toEqual([...counts].sort((one, other) => other - one))
  })

  test('a filter by years takes whole bands of two years', () => {
    const years = [2019, 2020, 2021, 2022, 2023, 2024].map((joinedInYear, person) =>
      anEpisode({ person, joinedInYear }),
    )
    const { episodes } = formCohort(years, { ...everybody, joinedFrom: 2020, joinedTo: 2022 })
    expect(episodes.map(({ joinedInYear }) => joinedInYear)).toEqual([2020, 2021, 2022, 2023])
  })
})

describe('the columns that may go out', () => {
  test.each(QUASI_NAMES)('the hierarchy of %s is nested and knows every value', (name) => {
    const episodes = randomPersons(11, 500).map((episode) => ({
      ...episode,
      joinedInYear: 2019 + (episode.person % 8),
    }))
    for (const topSessions of [0, 1, 2, 3, 6, 7, 24]) {
      const variable = quasiVariable(name, { ...facts, topSessions })
      const hierarchy = fitHierarchy(codeColumn(name, episodes.map(variable.codeOf)), variable.hierarchy)
      expect(hierarchy.levels).toHaveLength(variable.levels.length)
      expect(hierarchy.levels.at(-1)?.labels).toEqual(['any'])
      for (const code of variable.hierarchy.flat()) expect(variable.labelOf.get(code)).toBeDefined()
    }
  })

  test.each([
    [15, 'under_20'],
    [20, '20_29'],
    [29, '20_29'],
    [89, '80_89'],
    [90, '90_or_over'],
    [101, '90_or_over'],
    [null, 'not_known'],
  ])('age %p is in %s', (age, code) => {
    expect(quasiVariable('age_band', facts).codeOf(anEpisode({ age }))).toBe(code)
  })

  test('counts of sessions are one value from the largest that k persons reach', () => {
    expect(reachedBy([1, 9, 9, 8, 8, 8, 3], 3)).toBe(8)
    expect(reachedBy([1, 2], 3)).toBe(0)
    const { codeOf } = quasiVariable('sessions_attended', facts)
    expect([11, 12, 40].map((sessionsAttended) => codeOf(anEpisode({ sessionsAttended })))).toEqual([
      '11',
      '12_or_more',
      '12_or_more',
    ])
  })

  test('the halves of a baseline part at the first band beyond caseness', () => {
    const halvesOf = (code: string) =>
      quasiVariable('baseline_band', { ...facts, measure: requireMeasure(code) }).hierarchy.map(
        (row) => row[1],
      )
    expect(halvesOf('phq9')).toEqual(['below_10', 'below_10', 'from_10', 'from_10', 'from_10', 'not_known'])
    expect(halvesOf('gad7')).toEqual(['below_10', 'below_10', 'from_10', 'from_10', 'not_known'])
  })

  test('joining is told in bands of two calendar years, from an even year', () => {
    const { codeOf, hierarchy } = quasiVariable('cohort', facts)
    expect([2019, 2020, 2021].map((joinedInYear) => codeOf(anEpisode({ joinedInYear })))).toEqual([
      '2018_2019',
      '2020_2021',
      '2020_2021',
    ])
    expect(hierarchy.find(([band]) => band === '2022_2023')).toEqual(['2022_2023', '2020_2023', 'any'])
  })
})

test('counts of a cohort are rounded to five, and kept back from one to ten', () => {
  expect([0, 1, 10, 11, 12, 13, 312].map(shownCount)).toEqual([0, null, null, 10, 10, 15, 310])
})

describe('what is refused', () => {
  const definition = { ...randomDefinition(1), variables: [{ name: 'gender' as const, coarsest: null }] }

  test.each([0, 1, 4, 5.5, Number.NaN, 1001])('k of %p', (k) => {
    expect(() => checkK(k)).toThrow('whole number from 5 to 1000')
  })

  test('54 persons at k of 11, and not 55', () => {
    expect(() => checkPersons(54, 11)).toThrow('Fewer than 55 persons')
    expect(() => checkPersons(55, 11)).not.toThrow()
  })

  test('a level that cannot be kept, naming the column in the way', () => {
    const episodes = Array.from({ length: 100 }, (_, person) =>
      anEpisode({
        person,
        gender: person < 90 ? 'female' : 'nonbinary',
        change: person % 2 ? 'no_reliable_change' : 'reliably_improved',
      }),
    )
    const held = {
      ...definition,
      k: 11,
      filter: everybody,
      variables: [{ name: 'gender' as const, coarsest: 0 }],
    }
    expect(() => makeDataset(episodes, held)).toThrow('In the way: gender')
  })

  test('a class in which everybody changed alike', () => {
    const episodes = Array.from({ length: 100 }, (_, person) => anEpisode({ person }))
    expect(() => makeDataset(episodes, { ...definition, k: 11, filter: everybody })).toThrow(
      'No combination of levels',
    )
  })

  test('a column twice, none at all, a measure without bands', () => {
    const column = { name: 'gender' as const, coarsest: null }
    expect(() => makeDataset([], { ...definition, variables: [column, column] })).toThrow('each of them once')
    expect(() => makeDataset([], { ...definition, variables: [] })).toThrow('at least one variable')
    expect(() => makeDataset([], { ...definition, measureCode: 'rosenberg' })).toThrow('phq9 or gad7')
  })

  test.each([
    ['the same persons', 0, 0, false],
    ['one person more', 1, 0, true],
    ['five more and five fewer', 5, 5, true],
    ['ten of them others', 10, 0, true],
    ['eleven of them others', 11, 0, false],
    ['six fewer and five more', 5, 6, false],
  ])('a set with %s than an earlier one', (_, more, fewer, isRefused) => {
    const earlier = { name: 'data set 7', persons: Array.from({ length: 100 }, (_, person) => person) }
    const persons = new Set(Array.from({ length: 100 + more - fewer }, (_, place) => place + fewer))
    const asked = () => checkDifferences(persons, [{ name: 'data set 3', persons: [900] }, earlier], 11)
    if (isRefused) expect(asked).toThrow('data set 7 differ by fewer than 11')
    else expect(asked).not.toThrow()
  })

  test('the eleventh data set within 30 days', () => {
    expect(() => checkQuota(9)).not.toThrow()
    expect(() => checkQuota(10)).toThrow('10 data sets')
  })
})
