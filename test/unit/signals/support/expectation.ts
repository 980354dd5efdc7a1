// An expected response that can be worked out by hand, and the rules that a new deployment begins with.
import type { ExpectedResponseFit } from '../../../../api/src/core/expected-response/fit-expected-response.js'
import type { SignalContext } from '../../../../api/src/core/signals/measure-standing.js'
import { DEFAULT_SIGNAL_RULES, type SignalRules } from '../../../../api/src/core/signals/signal-rules.js'
import { AFTERWARDS } from '../../../builders/episodes.js'

/**
 * A point a week less than the baseline, and a new score within s = 3 (members 2, scores sqrt 5): with q of 1 and 5/3 the
 * limits lie 3 and 5 points above what is expected.
 */
export const expectation: ExpectedResponseFit = {
  kind: 'fitted',
  measureCode: 'phq9',
  calculationVersion: 1,
  episodes: 240,
  members: 240,
  scores: 1600,
  aic: { week: 0, logWeek: 1 },
  course: {
    timeFunction: 'week',
    meanBaseline: 15,
    level: 15,
    perTime: -1,
    perBaselinePoint: 1,
    perTimeAndBaselinePoint: 0,
    response: { member: { a: Math.sqrt(4 / 5), b: 0, c: 0 }, residualVariance: 5 },
    lastWeek: 12,
    isSingular: false,
  },
  limits: { overall: { p84: 1, p90: 5 / 3 }, byBand: [] },
  forecast: { reliablePoints: 6, intercept: 0, slope: 1, usualWeeks: 10 },
  forecastOff: null,
}

export function aContext(changes: Partial<SignalRules> = {}, fits = [expectation]): SignalContext {
  return {
    asOf: AFTERWARDS,
    rules: { ...DEFAULT_SIGNAL_RULES, expectedMeasures: ['phq9'], ...changes },
    expectedResponses: new Map(fits.map((fit) => [fit.measureCode, fit])),
    reliableChangeLimits: new Map(),
  }
}
