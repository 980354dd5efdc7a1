import { describe, expect, test } from '@jest/globals'
import {
  newRuleSet,
  type RuleFieldName,
  ruleSetErrors,
} from '../../../../dashboard/src/features/signal-rules/rule-draft.js'
import { changesOf, ruleSetTitle } from '../../../../dashboard/src/features/signal-rules/rule-words.js'
import { aRuleSet } from '../../../browser/support/signal-rule-answers.js'

const measures = [
  { code: 'phq9', widest: 27 },
  { code: 'gad7', widest: 21 },
]
const typed =
  (fields: Partial<Record<RuleFieldName, string>>) =>
  (name: RuleFieldName): string =>
    fields[name] ?? ''

describe('the rules of signals', () => {
  test('a version tells what it changed in the one before it', () => {
    const before = aRuleSet(1).rules
    const after = aRuleSet(2, {
      no_reliable_change_after_sessions: 8,
      reliable_change_points: { gad7: 5 },
      switched_off: ['absent_2'],
    }).rules
    expect(changesOf(after, before)).toEqual([
      'Sessions until a reliable improvement is asked for: 6 → 8',
      'GAD-7, points of a reliable change: the measure’s own → 5',
      'Missed sessions in a row: on → off',
    ])
    expect(changesOf(before, undefined)).toHaveLength(1)
    expect(ruleSetTitle(aRuleSet(2, { switched_off: ['absent_2'] }))).toBe(
      'Rule set 2 is in use: 1 of 4 kinds switched off',
    )
  })

  test('a number out of range and a change without a reason are refused at their fields', () => {
    const errors = ruleSetErrors(
      typed({ no_reliable_change_after_sessions: '1', absences_in_a_row: '2', 'points.phq9': '28' }),
      measures,
    )
    expect(errors.map(({ field }) => field)).toEqual([
      'no_reliable_change_after_sessions',
      'points.phq9',
      'reason',
    ])
  })

  test('an empty field leaves a measure its own points, and measures that are not shown keep theirs', () => {
    const inUse = aRuleSet(3, { reliable_change_points: { phq9: 7, other: 4 } })
    const wanted = newRuleSet(
      inUse,
      typed({
        no_reliable_change_after_sessions: '8',
        absences_in_a_row: '3',
        'points.gad7': '5',
        reason: ' Fewer  alerts ',
      }),
      { expected: ['phq9'], switchedOn: ['worse_than_expected', 'measure_missing'] },
      measures,
    )
    expect(wanted).toEqual({
      based_on: 3,
      rules: {
        no_reliable_change_after_sessions: 8,
        absences_in_a_row: 3,
        expected_measures: ['phq9'],
        reliable_change_points: { other: 4, gad7: 5 },
        switched_off: ['no_reliable_change_by_k', 'absent_2'],
      },
      reason: 'Fewer alerts',
    })
  })
})
