// Proration and sudden gains case by case against R 4.2.2 (test/fixtures/reference/closed_form.json).
import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { dayNumber, dayOfNumber } from '../../../api/src/core/calendar-day.js'
import { findSuddenGains } from '../../../api/src/core/change/sudden-gains.js'
import { phq9 } from '../../../api/src/core/measures/phq-9.js'
import { requireMeasure } from '../../../api/src/core/measures/registry.js'
import { scoreAnswers } from '../../../api/src/core/scoring/score-answers.js'

interface ProrationCase {
  measure: string
  n_missing: number
  raw_sum: number
  valid: boolean
  unrounded: number | null
  total: number | null
}
interface GainCase {
  scores: number[]
  gains: object[]
}
const closed: { proration: ProrationCase[]; sudden_gains_threshold_6_weekly: GainCase[] } = JSON.parse(
  readFileSync(new URL('../../fixtures/reference/closed_form.json', import.meta.url), 'utf8'),
)

test('every sum with 0 to 3 missing answers is prorated and rounded as in R', () => {
  const actual = closed.proration.map(({ measure, n_missing, raw_sum }) => {
    const score = scoreAnswers(requireMeasure(measure), formWith(measure, n_missing, raw_sum))
    const isScored = score.kind === 'scored'
    return {
      measure,
      n_missing: score.nMissing,
      raw_sum: score.rawSum,
      valid: isScored,
      unrounded: isScored ? expect.closeTo(score.unrounded, 9) : null,
      total: isScored ? score.total : null,
    }
  })
  expect(closed.proration).toHaveLength(164)
  expect(closed.proration).toEqual(actual)
})

describe('sudden gains of weekly scores', () => {
  test.each(closed.sudden_gains_threshold_6_weekly)('$scores', ({ scores, gains }) => {
    const start = dayNumber('2024-01-08', 'The first form')
    const dated = scores.map((total, week) => ({ total, dayNumber: start + 7 * week }))
    const actual = findSuddenGains(phq9, dated).map((gain) => ({
      index_before: gain.indexBefore,
      score_before: gain.scoreBefore,
      score_after: gain.scoreAfter,
      date_before: dayOfNumber(gain.dayNumberBefore),
      date_after: dayOfNumber(gain.dayNumberAfter),
      gain: gain.gainInPoints,
      t: gain.t === 'infinite' ? gain.t : expect.closeTo(gain.t, 9),
      df: gain.degreesOfFreedom,
      critical_t: expect.closeTo(gain.criticalT, 9),
      reversed: gain.isReversed,
    }))
    expect(gains).toEqual(actual)
  })
})

/** A form with this many answers missing at its end and this sum over the others. */
function formWith(measureCode: string, missing: number, sum: number): (number | null)[] {
  let left = sum
  return requireMeasure(measureCode).items.map(({ number }, _, items) => {
    if (number > items.length - missing) return null
    const answer = Math.min(3, left)
    left -= answer
    return answer
  })
}
