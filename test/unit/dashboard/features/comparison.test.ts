import { describe, expect, test } from '@jest/globals'
import { STUDY_COVARIATES, studyDefinitionSchema } from '../../../../api/src/contracts/studies.js'
import { movedWords } from '../../../../dashboard/src/features/comparison/answer/answer-words.js'
import {
  limitWords,
  mainRefusal,
} from '../../../../dashboard/src/features/comparison/answer/refusal-words.js'
import { DEFAULT_DEFINITION } from '../../../../dashboard/src/features/comparison/default-definition.js'
import { estimatesTitle } from '../../../../dashboard/src/features/comparison/evidence/estimates-title.js'
import { groupingWords } from '../../../../dashboard/src/features/comparison/evidence/evidence-words.js'
import { flowRowsHref } from '../../../../dashboard/src/features/comparison/evidence/flow-rows.js'
import { confoundedRange } from '../../../../dashboard/src/features/comparison/evidence/non-inferiority-words.js'
import { subgroupsTitle } from '../../../../dashboard/src/features/comparison/evidence/subgroup-words.js'
import { favoursOfPoints } from '../../../../dashboard/src/features/comparison/favours.js'
import { beginningOf, leftOutWords } from '../../../../dashboard/src/features/comparison/trial/begin-trial.js'
import {
  COVARIATES,
  cellOfSetting,
  cellWords,
  changedCells,
  type TrialQuestion,
} from '../../../../dashboard/src/features/comparison/trial/trial-cells.js'
import {
  cellErrors,
  type TrialField,
  withCell,
} from '../../../../dashboard/src/features/comparison/trial/written-cell.js'
import { anEstimate, aRefusedEstimate } from '../estimate-builder.js'

const QUESTION: TrialQuestion = { definition: DEFAULT_DEFINITION, sites: null }
const siteName = (siteId: string): string => siteId
const LISTS = {
  combinations: DEFAULT_DEFINITION.combinations,
  isEachApart: true,
  covariates: DEFAULT_DEFINITION.covariates,
  sites: [],
}
const values =
  (given: Partial<Record<TrialField, string>>) =>
  (field: TrialField): string =>
    given[field] ?? ''

test('a new study begins from the default question of the API', () => {
  expect(DEFAULT_DEFINITION).toEqual(studyDefinitionSchema.parse({}))
  expect(COVARIATES).toEqual(STUDY_COVARIATES)
})

describe('a cell of the target trial', () => {
  test('left empty means any baseline, no landmark and follow-up to the last form', () => {
    const written = (['eligibility', 'landmark', 'follow_up'] as const).reduce(
      (question, cell) => withCell(cell, question, values({}), LISTS),
      QUESTION,
    )
    expect(written.definition).toEqual({
      ...DEFAULT_DEFINITION,
      baseline_threshold: null,
      landmark_day: null,
      follow_up_weeks: null,
    })
  })

  test('changes its own fields and no others', () => {
    const { definition } = withCell(
      'outcome',
      QUESTION,
      values({ measure: 'gad7', outcome_kind: 'last', margin: '9', baseline_threshold: '3' }),
      LISTS,
    )
    expect(definition).toEqual({ ...DEFAULT_DEFINITION, measure: 'gad7', outcome: { kind: 'last' } })
  })

  test.each([
    {
      what: 'a week in words',
      cell: 'outcome',
      given: { outcome_kind: 'window', outcome_week: 'eight', outcome_half_width: '2' },
      field: 'outcome_week',
    },
    { what: 'no margin', cell: 'margin', given: { margin: ' ' }, field: 'margin' },
    { what: 'a margin of none', cell: 'margin', given: { margin: '0' }, field: 'margin' },
    { what: 'half a day', cell: 'landmark', given: { landmark_day: '1.5' }, field: 'landmark_day' },
    { what: 'a day before joining', cell: 'assignment', given: { grace_days: '-1' }, field: 'grace_days' },
    { what: 'no name', cell: 'name', given: { name: ' ' }, field: 'name' },
  ] as const)('with $what is refused at its field', ({ cell, given, field }) => {
    expect(cellErrors(cell, values(given)).map((error) => error.field)).toEqual([field])
  })

  test('is a sentence of a protocol', () => {
    expect(cellWords('eligibility', QUESTION, siteName)).toBe('PHQ-9 baseline of 10 or worse')
    expect(cellWords('outcome', QUESTION, siteName)).toBe(
      'The PHQ-9 score nearest to week 8, at most 2 weeks from it',
    )
    expect(cellWords('assignment', QUESTION, siteName)).toBe(
      'Combined: individual therapy, medication or both on any of the first 14 days (grace period). Group only: none ' +
        'of them by then; later starts do not change the arm. Each combination is also compared for itself.',
    )
  })

  test('is found from the setting that the API names', () => {
    expect(
      ['definition.outcome.week', 'definition.baseline_threshold', 'sites', 'as_of'].map(cellOfSetting),
    ).toEqual(['outcome', 'eligibility', 'sites', null])
  })
})

test('two questions differ in the cells whose sentences differ', () => {
  const other = {
    definition: { ...DEFAULT_DEFINITION, margin: 3, baseline_threshold: 15 },
    sites: null,
  }
  expect(changedCells(QUESTION, other, siteName)).toEqual(['eligibility', 'margin'])
  expect(changedCells(QUESTION, QUESTION, siteName)).toEqual([])
})

test('from the programme a study takes site and measure along and says which filters it cannot', () => {
  const filters = { site: 'north', measure: 'gad7', modality: 'support', from: '2026-01-01' } as const
  expect(beginningOf(filters)).toEqual({
    definition: { ...DEFAULT_DEFINITION, measure: 'gad7' },
    sites: ['north'],
  })
  expect(leftOutWords(filters)).toContain('modality and from of the programme’s filters do not act on it')
  expect(leftOutWords({ site: 'north' })).toBeNull()
})

describe('rows behind the flow', () => {
  const href = (
    step: string,
    which: 'all' | 'combined',
    changes: Partial<typeof DEFAULT_DEFINITION> = {},
    sites = ['north', 'east'],
  ) =>
    flowRowsHref({ definition: { ...DEFAULT_DEFINITION, ...changes }, sites }, step, which, ['east', 'north'])

  test('lead to the list of members where it can ask for them', () => {
    expect(href('all_episodes', 'all')).toBe('/members')
    expect(href('arm_known', 'combined')).toBe('/members?arm=combined')
    expect(href('arm_known', 'combined', {}, ['east'])).toBe('/members?site=east&arm=combined')
  })

  test('and nowhere where the list knows less than the study', () => {
    expect(href('severity', 'combined')).toBeNull()
    expect(href('arm_known', 'combined', { grace_days: 30 })).toBeNull()
    expect(
      flowRowsHref({ definition: DEFAULT_DEFINITION, sites: ['a', 'b'] }, 'all_episodes', 'all', [
        'a',
        'b',
        'c',
      ]),
    ).toBeNull()
  })
})

describe('why there is no answer', () => {
  const explained = {
    reason: 'too_few_in_arm',
    message: 'Too few.',
    estimates: ['main'],
    limit: { what: 'members_in_each_arm' as const, needed: 10, combined: 6, group_only: 7, all: null },
    relax: [],
  }

  test('names the limit and what was found', () => {
    const refusal = mainRefusal({ estimates: [aRefusedEstimate()], refusals: [explained] })
    expect(refusal).toEqual(explained)
    expect(limitWords(explained.limit).map(({ words }) => words)).toEqual([
      '10 members in each arm',
      '6 combined, 7 group only',
    ])
  })

  test('is the message alone in results from before limits were told', () => {
    const refusal = mainRefusal({ estimates: [aRefusedEstimate()], refusals: [] })
    expect(refusal).toMatchObject({ reason: 'too_few_in_arm', limit: null, relax: [] })
    expect(mainRefusal({ estimates: [anEstimate()], refusals: [] })).toBeNull()
  })
})

describe('in words', () => {
  test('members of one group count like fewer who have nothing in common', () => {
    const words = groupingWords(
      { groups: 38, icc: 0.02, icc_at_equal_baseline: 0.03, design_effect: 1.2 },
      240,
    ).join(' ')
    expect(words).toContain('240 members count like 200 who had nothing in common (design effect 1.20)')
    expect(words).toContain('2.0 in 100 parts of the differences in outcome lie between groups (ICC 0.020')
  })

  test('without resemblance each counts in full, and without an estimate it is said', () => {
    const of = (icc: number | null) =>
      groupingWords({ groups: 38, icc, icc_at_equal_baseline: null, design_effect: 1 }, 240).join(' ')
    expect(of(0)).toContain('each counts in full')
    expect(of(null)).toContain('could not be estimated')
  })

  test('adjusting moves the difference from where to where', () => {
    const estimates = [
      anEstimate({ name: 'crude', role: 'crude', estimate: 0.18 }),
      anEstimate({ estimate: -1.04 }),
    ]
    expect(movedWords({ estimates, balance: [] })).toBe(
      'Comparing members with others like them moves the difference by −1.22 points, from +0.18 to −1.04.',
    )
    expect(movedWords({ estimates: [aRefusedEstimate()], balance: [] })).toBeNull()
  })

  test('adjusted answers lie between two values, on one side of no difference or on both', () => {
    const both = [anEstimate(), anEstimate({ name: 'att', role: 'sensitivity', estimate: 0.5 })]
    expect(estimatesTitle({ estimates: both })).toBe(
      '2 adjusted answers lie between −1.00 and +0.50 points, on both sides of no difference',
    )
    expect(estimatesTitle({ estimates: [aRefusedEstimate()] })).toBe('No adjusted estimate could be given')
  })

  test('the left end favours combined where lower is better, else the right one', () => {
    expect(favoursOfPoints('lower_is_better').favoursLow).toBe('favours combined')
    expect(favoursOfPoints('higher_is_better').favoursHigh).toBe('favours combined')
  })

  test('combined 1 to 2 points lower is group only 1 to 2 points worse, where lower is better', () => {
    const range = { low: -2, high: -1, estimates: [] }
    expect(confoundedRange(range, 'lower_is_better')).toEqual({ low: 1, high: 2 })
    expect(confoundedRange(range, 'higher_is_better')).toEqual({ low: -2, high: -1 })
  })

  test('a part of the members is called different by the test of interaction alone', () => {
    const set = (by: 'severity' | 'format', p: number) => ({
      by,
      subgroups: [anEstimate()],
      interaction: { q: 1, df: 1, p },
    })
    expect(subgroupsTitle([set('severity', 0.2), set('format', 0.3)])).toContain(
      'by more than chance (2 tests',
    )
    expect(subgroupsTitle([set('severity', 0.01), set('format', 0.3)])).toBe(
      'The difference may depend on severity: 1 of 2 tests of interaction',
    )
  })
})
