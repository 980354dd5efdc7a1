import { describe, expect, test } from '@jest/globals'
import {
  DEFAULT_SIGNAL_RULES,
  type SignalRules,
  signalRuleProblems,
} from '../../../api/src/core/signals/signal-rules.js'

describe('a rule set', () => {
  test('is valid as a new deployment begins with it', () => {
    expect(signalRuleProblems(DEFAULT_SIGNAL_RULES)).toEqual([])
    expect(DEFAULT_SIGNAL_RULES).toMatchObject({
      noReliableChangeAfterSessions: 6,
      absencesInARow: 2,
    })
  })
  test.each<[Partial<SignalRules>, string]>([
    [{ version: 0 }, 'version'],
    [{ noReliableChangeAfterSessions: 1 }, 'noReliableChangeAfterSessions'],
    [{ noReliableChangeAfterSessions: 6.5 }, 'noReliableChangeAfterSessions'],
    [{ absencesInARow: 1 }, 'absencesInARow'],
    [{ expectedMeasures: ['phq8'] }, 'expectedMeasures'],
    [{ reliableChangePoints: { phq9: 0 } }, 'reliableChangePoints.phq9'],
    [{ reliableChangePoints: { phq9: 28 } }, 'reliableChangePoints.phq9'],
    [{ reliableChangePoints: { phq8: 5 } }, 'reliableChangePoints'],
  ])('says which value is wrong: %j', (change, path) => {
    expect(signalRuleProblems({ ...DEFAULT_SIGNAL_RULES, ...change }).map((problem) => problem.path)).toEqual(
      [path],
    )
  })
})
