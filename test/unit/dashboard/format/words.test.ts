import { describe, expect, test } from '@jest/globals'
import {
  ARMS,
  ATTENDANCE_STATUSES,
  EXIT_REASONS,
  FOCUSES,
  FORMATS,
  MODALITIES,
  RELIABLE_CHANGES,
  SCORINGS,
  SESSION_STATUSES,
  STRUCTURES,
} from '../../../../api/src/contracts/vocabulary.js'
import * as labels from '../../../../dashboard/src/format/enumeration-labels.js'
import {
  changeWords,
  directionWords,
  measureName,
  reliableChangeRule,
} from '../../../../dashboard/src/format/measure-words.js'

test('every value of every enumeration has words, in the order of the vocabulary', () => {
  expect(Object.keys(labels.MODALITY_LABELS)).toEqual([...MODALITIES])
  expect(Object.keys(labels.FORMAT_LABELS)).toEqual([...FORMATS])
  expect(Object.keys(labels.STRUCTURE_LABELS)).toEqual([...STRUCTURES])
  expect(Object.keys(labels.FOCUS_LABELS)).toEqual([...FOCUSES])
  expect(Object.keys(labels.ARM_LABELS)).toEqual([...ARMS])
  expect(Object.keys(labels.SESSION_STATUS_LABELS)).toEqual([...SESSION_STATUSES])
  expect(Object.keys(labels.ATTENDANCE_LABELS)).toEqual([...ATTENDANCE_STATUSES])
  expect(Object.keys(labels.EXIT_REASON_LABELS)).toEqual([...EXIT_REASONS])
  expect(Object.keys(labels.SCORING_LABELS)).toEqual([...SCORINGS])
  expect(Object.keys(labels.RELIABLE_CHANGE_LABELS)).toEqual([...RELIABLE_CHANGES])
})

test('a risk item answered with zero is never called "no risk"', () => {
  expect(labels.RISK_ITEM_LABELS.no).toBe('Item 9 answered: not at all')
  expect(Object.values(labels.RISK_ITEM_LABELS).join(' ')).not.toMatch(/no risk/i)
})

describe('words of a measure', () => {
  test('a code becomes its short name', () => {
    expect([measureName('phq9'), measureName('gad7'), measureName('cores10')]).toEqual([
      'PHQ-9',
      'GAD-7',
      'CORES10',
    ])
  })

  test('the direction is said, not assumed', () => {
    expect(directionWords('lower_is_better')).toBe('lower is better')
    expect(directionWords('higher_is_better')).toBe('higher is better')
  })

  test('a change reads as better or worse whatever the direction of the measure', () => {
    expect([5, -2, 0, 1].map(changeWords)).toEqual([
      '5 points better',
      '2 points worse',
      'no change',
      '1 point better',
    ])
  })

  test('a measure without a fixed threshold tells its own rule', () => {
    expect(reliableChangeRule({ reliable_change_threshold: 6, reliable_change_note: '' })).toBe(
      'a change of 6 points or more is reliable',
    )
    expect(
      reliableChangeRule({ reliable_change_threshold: null, reliable_change_note: 'by Jacobson-Truax' }),
    ).toBe('by Jacobson-Truax')
  })
})
