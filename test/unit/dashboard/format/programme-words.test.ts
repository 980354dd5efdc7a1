import { describe, expect, test } from '@jest/globals'
import type { ProgrammeOutcomes } from '../../../../api/src/contracts/programme.js'
import { missingScoresWords } from '../../../../dashboard/src/format/missing-scores-words.js'
import { movesWords, pointsWords } from '../../../../dashboard/src/format/rules-words.js'
import { aShare } from '../../../browser/support/programme-answers.js'
import { someMissingScores } from '../../../browser/support/programme-card-answers.js'

type Move = ProgrammeOutcomes['moves'][number]
const move = (rate: Move['rate'], standard: number, chosen: number, family: Move['family'] = 'national') => ({
  family,
  rate,
  standard: aShare(standard, 642),
  chosen: aShare(chosen, 642),
  difference: chosen - standard,
})

describe('what other rules move', () => {
  test('is said rate by rate, in episodes, with what does not move', () => {
    const moves = [
      move('reliable_recovery', 281, 274),
      move('reliable_improvement', 424, 402),
      move('reliable_deterioration', 38, 38),
      move('reliable_improvement', 400, 401, 'paired'),
    ]
    expect(movesWords({ moves }, 'national')).toBe(
      'Against the standard rules: reliable recovery 7 episodes fewer (274 of 642, not 281); ' +
        'reliable improvement 22 episodes fewer (402 of 642, not 424). ' +
        'Recovery, reliable deterioration do not move.',
    )
    expect(movesWords({ moves }, 'paired')).toContain('reliable improvement 1 episode more')
  })

  test('nothing is a sentence too, and the standard rules need none', () => {
    expect(movesWords({ moves: [move('reliable_recovery', 281, 281)] }, 'national')).toContain(
      'nothing moves',
    )
    expect(movesWords({ moves: [] }, 'national')).toBeNull()
  })

  test('a measure without a threshold is named, not given one', () => {
    const rules = { code: 'gad7_5' as const, reliable_points: { phq9: 6, gad7: 5, rses: null } }
    expect(pointsWords({ rules })).toBe(
      'A change is reliable from 6 points on PHQ-9, 5 points on GAD-7; on Rosenberg it cannot be judged.',
    )
  })
})

describe('why answers to missing scores differ', () => {
  test('says who is missing in each', () => {
    const [without, counted] = missingScoresWords(someMissingScores('phq9'))
    expect(without).toBe('12 of 689 ended episodes, without a score on PHQ-9, are in none of the answers.')
    expect(counted).toContain('With one score: 61; dropped out: 132.')
    expect(counted).toContain('week 10.3 since the first')
  })
})
