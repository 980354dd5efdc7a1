import { describe, expect, test } from '@jest/globals'
import { type ArmEvidence, decideArm } from '../../../api/src/core/episodes/decide-arm.js'
import { NotADay, NotARecordValue } from '../../../api/src/core/errors.js'

const nothing: ArmEvidence = {
  joinedOn: '2024-01-01',
  recordedArm: null,
  concurrentIndividual: null,
  concurrentMedication: null,
  treatments: [],
}
const medication = (startedOn: string, endedOn: string | null = null) =>
  ({ kind: 'medication', startedOn, endedOn }) as const
const individual = (startedOn: string, endedOn: string | null = null) =>
  ({ kind: 'individual_therapy', startedOn, endedOn }) as const

describe('with dates', () => {
  test.each([
    { words: 'running since before joining', treatment: medication('2023-06-01') },
    { words: 'started on the joining day', treatment: medication('2024-01-01') },
    { words: 'started on the 14th day', treatment: medication('2024-01-14') },
    { words: 'ended on the joining day', treatment: medication('2023-06-01', '2024-01-01') },
  ])('a treatment $words makes the arm combined', ({ treatment }) => {
    expect(decideArm({ ...nothing, treatments: [treatment] })).toEqual({
      kind: 'known',
      arm: 'combined',
      combination: 'medication',
      basis: 'dated',
    })
  })
  test.each([
    { words: 'started on the 15th day', treatment: medication('2024-01-15') },
    { words: 'ended the day before joining', treatment: medication('2023-06-01', '2023-12-31') },
  ])('a treatment $words leaves the arm group only', ({ treatment }) => {
    expect(decideArm({ ...nothing, treatments: [treatment] })).toMatchObject({
      arm: 'group_only',
      combination: 'none',
    })
  })
  test('the grace period can be set', () => {
    const late = { ...nothing, treatments: [medication('2024-01-20')] }
    expect(decideArm(late, 28)).toMatchObject({ arm: 'combined' })
  })
  test('both treatments are told apart from one', () => {
    expect(
      decideArm({ ...nothing, treatments: [medication('2024-01-03'), individual('2023-12-01')] }),
    ).toMatchObject({ combination: 'both' })
  })
  test('an arm that says otherwise is a contradiction', () => {
    expect(
      decideArm({ ...nothing, recordedArm: 'combined', treatments: [medication('2024-02-01')] }),
    ).toEqual({ kind: 'contradiction', expected: 'group_only' })
  })
  test('a flag that says otherwise is a contradiction', () => {
    expect(
      decideArm({ ...nothing, concurrentMedication: false, treatments: [medication('2024-01-01')] }),
    ).toEqual({ kind: 'contradiction', expected: 'combined' })
  })
  test('a flag of a kind without dates means present at joining', () => {
    expect(
      decideArm({ ...nothing, concurrentMedication: true, treatments: [individual('2024-03-01')] }),
    ).toMatchObject({ arm: 'combined', combination: 'medication' })
  })
})

describe('without dates', () => {
  test('a flag decides', () => {
    expect(decideArm({ ...nothing, concurrentIndividual: true })).toEqual({
      kind: 'known',
      arm: 'combined',
      combination: 'individual',
      basis: 'recorded',
    })
  })
  test('two flags of "no" are group only', () => {
    expect(decideArm({ ...nothing, concurrentIndividual: false, concurrentMedication: false })).toMatchObject(
      { arm: 'group_only', combination: 'none' },
    )
  })
  test('a recorded arm alone does not say what was combined', () => {
    expect(decideArm({ ...nothing, recordedArm: 'combined' })).toMatchObject({
      arm: 'combined',
      combination: 'unspecified',
    })
  })
  test.each([
    { recordedArm: 'group_only', flag: true, expected: 'combined' },
    { recordedArm: 'combined', flag: false, expected: 'group_only' },
  ] as const)('$recordedArm against flags of $flag is a contradiction', ({ recordedArm, flag, expected }) => {
    expect(
      decideArm({ ...nothing, recordedArm, concurrentIndividual: flag, concurrentMedication: flag }),
    ).toEqual({ kind: 'contradiction', expected })
  })
  test('nothing recorded is unknown, never group only', () => {
    expect(decideArm(nothing)).toEqual({ kind: 'unknown' })
    expect(decideArm({ ...nothing, concurrentMedication: false })).toEqual({ kind: 'unknown' })
  })
})

test('a date that is none and a grace period of no days are named errors', () => {
  expect(() => decideArm({ ...nothing, treatments: [medication('2024-02-30')] })).toThrow(NotADay)
  expect(() => decideArm(nothing, 0)).toThrow(NotARecordValue)
})
