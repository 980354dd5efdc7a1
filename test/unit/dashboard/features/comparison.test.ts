import { describe, expect, test } from '@jest/globals'
import type { StudyEstimateContract } from '../../../../api/src/contracts/studies.js'
import { studyDefinitionSchema } from '../../../../api/src/contracts/studies.js'
import { DEFAULT_DEFINITION } from '../../../../dashboard/src/features/comparison/default-definition.js'
import { forestRows } from '../../../../dashboard/src/features/comparison/forest.model.js'
import { estimateWords } from '../../../../dashboard/src/features/comparison/study-words.js'
import {
  type TrialField,
  writtenDefinition,
  wrongNumbers,
} from '../../../../dashboard/src/features/comparison/written-definition.js'

function anEstimate(changes: Partial<StudyEstimateContract> = {}): StudyEstimateContract {
  return {
    name: 'main',
    label: 'Overlap weights',
    assumes: 'Nothing unmeasured.',
    role: 'main',
    unit: 'points',
    n: 40,
    n_combined: 20,
    n_group_only: 20,
    estimate: -1,
    se: 0.5,
    df: 9,
    low: -2,
    high: 0,
    level: 0.95,
    method: null,
    p: 0.05,
    respects_grouping: true,
    refusal: null,
    ...changes,
  }
}

test('a new study begins from the default question of the API', () => {
  expect(DEFAULT_DEFINITION).toEqual(studyDefinitionSchema.parse({}))
})

describe('the forest', () => {
  test('puts no difference in the middle of each unit, and twice as far from it as half on ratios', () => {
    const [points, ratio] = forestRows([
      anEstimate(),
      anEstimate({ name: 'ratio', unit: 'ratio', low: 0.5, estimate: 1, high: 2 }),
    ])
    expect(points?.mark).toEqual({ low: 0, at: 0.25, high: 0.5 })
    expect(ratio?.mark).toEqual({ low: 0, at: 0.5, high: 1 })
  })

  test('draws no mark for an estimate that was refused and says why', () => {
    const refused = anEstimate({
      estimate: null,
      low: null,
      high: null,
      refusal: { reason: 'few', message: 'Fewer than 10 members in an arm.' },
    })
    expect(forestRows([refused])[0]?.mark).toBeNull()
    expect(estimateWords(refused)).toBe('Fewer than 10 members in an arm.')
  })
})

describe('the cells of the target trial', () => {
  const cells: Record<TrialField, string> = {
    name: ' eight weeks ',
    measure: 'phq9',
    baseline_threshold: '',
    grace_days: '14',
    landmark_day: '',
    outcome_kind: 'last',
    outcome_week: '',
    outcome_half_width: '',
    follow_up_weeks: '',
    estimand: 'att',
    margin: '2',
  }

  test('left empty mean any baseline, no landmark and follow-up to the last form', () => {
    expect(writtenDefinition(DEFAULT_DEFINITION, (field) => cells[field], ['both'])).toEqual({
      ...DEFAULT_DEFINITION,
      name: 'eight weeks',
      baseline_threshold: null,
      landmark_day: null,
      outcome: { kind: 'last' },
      estimand: 'att',
      combinations: ['both'],
    })
  })

  test('ask for a week where the outcome is near a week, and for a margin always', () => {
    const wrong = wrongNumbers((field) => ({ ...cells, outcome_kind: 'window', margin: 'two' })[field])
    expect(wrong.map(({ field }) => field)).toEqual(['outcome_week', 'outcome_half_width', 'margin'])
  })
})
