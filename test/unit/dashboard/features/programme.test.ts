import { describe, expect, test } from '@jest/globals'
import { bandMoves } from '../../../../dashboard/src/features/programme/band-moves.js'
import { headline, subline } from '../../../../dashboard/src/features/programme/headline.js'
import { otherRates } from '../../../../dashboard/src/features/programme/other-rates.js'
import {
  aShare,
  noProgrammeOutcomes,
  PHQ9,
  PROVENANCE,
  someProgrammeOutcomes,
} from '../../../browser/support/programme-answers.js'

describe('the headline of the programme', () => {
  test('says recovery and deterioration as natural frequencies', () => {
    expect(headline(someProgrammeOutcomes(), 'national')).toBe(
      'About 5 in 10 at caseness reliably recovered; about 6 in 100 reliably deteriorated',
    )
  })

  test('says bare fractions where there are few members', () => {
    const outcomes = someProgrammeOutcomes()
    const national = {
      ...outcomes.national,
      reliable_recovery: aShare(2, 6),
      reliable_deterioration: aShare(1, 7),
    }
    expect(headline({ ...outcomes, national }, 'national')).toBe(
      '2 of 6 at caseness reliably recovered; 1 of 7 reliably deteriorated',
    )
  })

  test('names who is missing when there is nothing to divide by', () => {
    expect(headline(noProgrammeOutcomes(), 'national')).toBe('No episode has ended here yet')
    const filtered = { ...noProgrammeOutcomes(), provenance: { ...PROVENANCE, filters: { site: 'north' } } }
    expect(headline(filtered, 'national')).toBe('No ended episode matches these filters')
    const unfinished = { ...noProgrammeOutcomes(), episodes: 3 }
    expect(headline(unfinished, 'national')).toBe('No course has been finished here yet')
    expect(headline(unfinished, 'paired')).toBe('Nobody here has two scores on both measures yet')
  })

  test('the line below says scope, period and numbers', () => {
    expect(subline(someProgrammeOutcomes(), [])).toBe(
      'All sites · courses ended 1 Oct 2025 \u2013 31 Oct 2026 · 642 finished courses of 701 episodes in 58 groups',
    )
  })
})

describe('moves between severity bands', () => {
  const moves = [
    { from: 'severe', to: 'mild', n: 4 },
    { from: 'mild', to: 'mild', n: 2 },
    { from: 'mild', to: 'moderate', n: 1 },
  ]

  test('a lower band is milder where lower scores are better', () => {
    const { better, same, worse } = bandMoves(moves, PHQ9)
    expect({ better, same, worse }).toEqual({ better: 4, same: 2, worse: 1 })
  })

  test('a lower band is more severe where higher scores are better', () => {
    const { better, same, worse } = bandMoves(moves, { ...PHQ9, direction: 'higher_is_better' })
    expect({ better, same, worse }).toEqual({ better: 1, same: 2, worse: 4 })
  })

  test('every band has its row, also one that nobody started in', () => {
    expect(bandMoves(moves, PHQ9).rows.map((row) => [row.code, row.total])).toEqual([
      ['minimal', 0],
      ['mild', 3],
      ['moderate', 0],
      ['moderately_severe', 0],
      ['severe', 4],
    ])
  })
})

test('a measure without remission has no row for it', () => {
  const keys = (measure: string) =>
    otherRates(someProgrammeOutcomes(), measure, {}).rows.map((row) => row.key)
  expect(keys('phq9')).toContain('remission')
  expect(keys('gad7')).not.toContain('remission')
})
