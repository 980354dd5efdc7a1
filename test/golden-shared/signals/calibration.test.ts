// The simulated clinic "medium" (1,509 members), read by the import's rules and judged by five folds of members, against
// the figures of the design: FIELD.md section 4 for areas under the curve and crossings, and the goals for the rest.
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from '@jest/globals'
import type { Calibration } from '../../../api/src/core/expected-response/calibrate.js'
import { calibrateFolder, calibrateJson } from '../../../api/src/features/signals/calibrate.command.js'

const folder = fileURLToPath(new URL('../../../../shared/reference/data/medium', import.meta.url))

let calibration: Calibration
let json: string

beforeAll(async () => {
  const report = await calibrateFolder({
    folder,
    measureCode: 'phq9',
    ignoreUnknown: false,
    now: new Date('2026-01-01T00:00:00Z'),
    signal: new AbortController().signal,
    say: () => {},
  })
  if (report.kind !== 'judged' || report.calibration.kind === 'off') throw new Error('medium has enough')
  calibration = report.calibration
  json = calibrateJson(report)
}, 180_000)

describe('limits on members whom they have not seen', () => {
  test('each baseline band has limits of its own and .16 and .10 of its scores above them, within .02', () => {
    expect(calibration.byBaselineBand.map(({ band }) => band)).toEqual(['0-9', '10-14', '15-19', '20+'])
    expect(calibration.fit.limits.byBand).toHaveLength(4)
    for (const { scores, p84, p90 } of calibration.byBaselineBand) {
      expect(scores).toBeGreaterThan(1500)
      expect(Math.abs((p84.proportion ?? 1) - 0.16)).toBeLessThan(0.02)
      expect(Math.abs((p90.proportion ?? 1) - 0.1)).toBeLessThan(0.02)
      expect([p84.isOff, p90.isOff]).toEqual([false, false])
    }
  })
  test('about four members in ten cross the 90 % limit at least once, far fewer twice in a row', () => {
    const { everAbove90, notOnTrack } = calibration.alertBurden
    expect(everAbove90.proportion).toBeGreaterThan(0.33)
    expect(everAbove90.proportion).toBeLessThan(0.44)
    expect(notOnTrack.perEpisode.proportion).toBeLessThan(0.2)
  })
})

describe('the forecast for members who began at 10 or more', () => {
  test.each([
    { place: 0, auc: 0.72, simple: 0.66, precision: 0.7, sensitivity: 0.3, alertRate: 0.3 },
    { place: 1, auc: 0.79, simple: 0.73, precision: 0.72, sensitivity: 0.42, alertRate: 0.35 },
    { place: 2, auc: 0.85, simple: 0.78, precision: 0.75, sensitivity: 0.47, alertRate: 0.35 },
  ])('ranks them as the design measured it, and reaches its goals ($auc)', (goal) => {
    const forecast = calibration.predictions.forecast[goal.place]
    const simple = calibration.predictions.simpleChange[goal.place]
    const naive = calibration.predictions.naive[goal.place]
    // two printed decimals
    expect(forecast?.auc?.toFixed(2)).toBe(goal.auc.toFixed(2))
    expect(simple?.auc?.toFixed(2)).toBe(goal.simple.toFixed(2))
    expect(forecast?.precision.proportion).toBeGreaterThanOrEqual(goal.precision)
    expect(forecast?.sensitivity.proportion).toBeGreaterThanOrEqual(goal.sensitivity)
    expect(forecast?.alertRate.proportion).toBeLessThanOrEqual(goal.alertRate)
    // "no reliable improvement yet" finds nearly all of them by alerting about nearly everybody
    expect(naive?.alertRate.proportion).toBeGreaterThan(2 * (forecast?.alertRate.proportion ?? 1))
    expect(naive?.precision.proportion).toBeLessThan(forecast?.precision.proportion ?? 0)
  })
})

test('the command prints the keys of the contract and nothing else', () => {
  const printed = JSON.parse(json)
  expect(Object.keys(printed)).toEqual([
    'episodes',
    'time_function',
    'share_above',
    'by_baseline_band',
    'by_score_number',
    'forecast',
    'simple_change',
    'naive',
  ])
  expect([printed.episodes, printed.time_function]).toEqual([1448, 'week'])
  expect(Object.keys(printed.share_above)).toEqual(['p84', 'p90'])
  expect(Object.keys(printed.by_baseline_band[0])).toEqual(['band', 'scores', 'p84', 'p90', 'se'])
  expect(Object.keys(printed.by_score_number[0])).toEqual(['score_number', 'scores', 'p84', 'p90', 'se'])
  for (const rule of ['forecast', 'simple_change', 'naive']) {
    expect(Object.keys(printed[rule][0])).toEqual([
      'score_number',
      'n',
      'auc',
      'sensitivity',
      'precision',
      'alert_rate',
    ])
    expect(printed[rule].map((row: { score_number: number }) => row.score_number)).toEqual([2, 4, 6])
  }
})
