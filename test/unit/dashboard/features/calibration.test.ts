import { describe, expect, test } from '@jest/globals'
import type { CalibrationContract } from '../../../../api/src/contracts/model-fits.js'
import { shareAbove } from '../../../../dashboard/src/charts/share-above.model.js'
import { accuracyTable } from '../../../../dashboard/src/features/calibration/accuracy-table.js'
import {
  calibrationTitle,
  plainWords,
  warnings,
} from '../../../../dashboard/src/features/calibration/calibration-words.js'
import { aCalibration, aModelFit, sharesOf } from '../../../browser/support/signal-rule-answers.js'

describe('the calibration in words', () => {
  test('a share that is off is told with where, how far, and what follows from it', () => {
    const calibration: CalibrationContract = {
      ...aCalibration(),
      by_baseline_band: [{ band: '20+', ...sharesOf(600, 0.25, 0.1, { isOff84: true }) }],
    }
    expect(warnings(calibration)).toEqual([
      'First score 20+: 25.0\u202f% lie above the 84 % limit, not 16\u202f%; too many alerts are raised here.',
    ])
    expect(calibrationTitle(aModelFit({ calibration }))).toBe(
      'The expected range of PHQ-9 misses its mark in 1 place',
    )
    expect(calibrationTitle(aModelFit())).toBe(
      'The expected range of PHQ-9 holds: as many scores lie above it as should',
    )
  })

  test('what is off says so, and never fitted is not the same', () => {
    expect(calibrationTitle(aModelFit({ state: 'off', calibration: null }))).toBe(
      'The expected response of PHQ-9 is off',
    )
    expect(calibrationTitle(undefined)).toBe('No expected response has been fitted yet')
  })

  test('the forecast is praised only as far as the figures go, and the range never', () => {
    const calibration = aCalibration()
    const swapped = {
      ...calibration,
      forecast: calibration.simple_change,
      simple_change: calibration.forecast,
    }
    const words = (given: CalibrationContract) => plainWords(given).join(' ')
    expect(words(calibration)).toContain('higher than that of change alone at 1 of 1 score compared')
    expect(words(swapped)).toContain('higher than that of change alone at 0 of 1 score compared')
    expect(words(calibration)).toContain('finds more than change alone is not claimed')
  })

  test('the three rules stand side by side at each score', () => {
    expect(accuracyTable(aCalibration()).rows.map(({ cells }) => cells.slice(0, 4))).toEqual([
      ['Forecast', 2, 1123, 0.72],
      ['Simple change', 2, 1123, 0.66],
      ['No reliable improvement yet', 2, 1123, 0.55],
    ])
  })

  test('a row without a score has no mark, and its table says so', () => {
    const empty = { numerator: 0, denominator: 0, proportion: null, interval: null }
    const nothing = { ...empty, standard_error: null, is_off: false }
    const model = shareAbove('Shares', 'Band', [
      {
        key: 'a',
        label: 'a',
        scores: 0,
        p84: { ...nothing, expected: 0.16 },
        p90: { ...nothing, expected: 0.1 },
      },
    ])
    expect(model.rows[0]?.marks).toEqual([])
    expect(model.table.rows[0]?.cells).toEqual([
      'a',
      0,
      null,
      null,
      null,
      'no score',
      null,
      null,
      null,
      'no score',
    ])
  })
})
