import { describe, expect, test } from '@jest/globals'
import { bandMoves } from '../../../../dashboard/src/features/programme/band-moves.js'
import { otherRates } from '../../../../dashboard/src/features/programme/other-rates.js'
import { headline, subline } from '../../../../dashboard/src/format/programme-headline.js'
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
    expect(subline(someProgrammeOutcomes(), [])).toEqual({
      scope: 'All sites · courses ended 1 Oct 2025 \u2013 31 Oct 2026',
      finished: '642 finished courses',
      episodes: '701 episodes',
      groups: '58 groups',
    })
  })
})

describe('moves between severity bands', () => {
  const rowsHref = (from: string, to?: string): string => (to === undefined ? from : `${from}>${to}`)
  const moves = [
    { from: 'severe', to: 'mild', n: 4 },
    { from: 'mild', to: 'mild', n: 2 },
    { from: 'mild', to: 'moderate', n: 1 },
  ]

  test('a lower band is milder where lower scores are better', () => {
    const { better, same, worse } = bandMoves(moves, PHQ9, rowsHref)
    expect({ better, same, worse }).toEqual({ better: 4, same: 2, worse: 1 })
  })

  test('a lower band is more severe where higher scores are better', () => {
    const { better, same, worse } = bandMoves(moves, { ...PHQ9, direction: 'higher_is_better' }, rowsHref)
    expect({ better, same, worse }).toEqual({ better: 1, same: 2, worse: 4 })
  })

  test('every band has its row, also one that nobody started in', () => {
    expect(bandMoves(moves, PHQ9, rowsHref).rows.map((row) => [row.code, row.total])).toEqual([
      ['minimal', 0],
      ['mild', 3],
      ['moderate', 0],
      ['moderately_severe', 0],
      ['severe', 4],
    ])
  })
})

test('a cell of the bands leads to its episodes, an empty one nowhere', () => {
  const rowsHref = (from: string, to?: string): string => (to === undefined ? from : `${from}>${to}`)
  const { rows, table } = bandMoves([{ from: 'severe', to: 'mild', n: 4 }], PHQ9, rowsHref)
  const severe = rows.find((row) => row.code === 'severe')
  expect([severe?.href, severe?.cells.map((cell) => cell.href)]).toEqual([
    'severe',
    [null, 'severe>mild', null, null, null],
  ])
  expect(rows[0]?.href).toBeNull()
  expect(table.rows.map((row) => row.href)).toEqual(['severe>mild'])
})

test('each rate leads to the episodes counted and to all that they are a share of', () => {
  const links = otherRates(someProgrammeOutcomes(), 'phq9', { site: 'north' }).rows.map((row) => [
    row.key,
    row.href,
    row.detailHref,
  ])
  const to = (family: string, outcomeClass: string, measure = '') =>
    `/members?family=${family}&class=${outcomeClass}&site=north${measure}`
  expect(links).toEqual([
    ['recovery', to('national', 'recovery'), to('national', 'case_at_start')],
    ['response', to('measure', 'response', '&measure=phq9'), to('measure', 'case_at_start', '&measure=phq9')],
    [
      'remission',
      to('measure', 'remission', '&measure=phq9'),
      to('measure', 'not_in_remission_at_start', '&measure=phq9'),
    ],
    ['dropout_by_attendance', to('attendance', 'dropout_by_attendance'), to('attendance', 'started')],
    ['dropout_as_recorded', to('attendance', 'dropout_as_recorded'), to('attendance', 'started')],
    ['attendance', to('attendance', 'all'), to('attendance', 'all')],
  ])
})

test('a measure without remission has no row for it', () => {
  const keys = (measure: string) =>
    otherRates(someProgrammeOutcomes(), measure, {}).rows.map((row) => row.key)
  expect(keys('phq9')).toContain('remission')
  expect(keys('gad7')).not.toContain('remission')
})
