/** The figures of a calibration as `tidemark calibrate --json` prints them. */

import type { Calibration } from '../../core/expected-response/calibrate.js'
import type { TimeFunction } from '../../core/expected-response/expected-course.js'
import type { ExpectedResponseOff } from '../../core/expected-response/fit-expected-response.js'
import type { PredictionAccuracy } from '../../core/expected-response/prediction-accuracy.js'
import type { SharesAbove } from '../../core/expected-response/share-above.js'

/** Shares above the limits that 84 and 90 of 100 scores should not exceed: .16 and .10 when all is well. */
interface SharesOnTheWire {
  readonly p84: number | null
  readonly p90: number | null
}

interface RowOnTheWire extends SharesOnTheWire {
  readonly scores: number
  /** The larger standard error of the two shares, scores of one member taken together; null below 5 members. */
  readonly se: number | null
}

interface AccuracyOnTheWire {
  readonly score_number: number
  readonly n: number
  readonly auc: number | null
  readonly sensitivity: number | null
  readonly precision: number | null
  readonly alert_rate: number | null
}

export interface CalibrationOnTheWire {
  /** Ended episodes with a score after baseline. */
  readonly episodes: number
  /** null, and everything below empty, when the expected response is off. */
  readonly time_function: TimeFunction | null
  readonly share_above: SharesOnTheWire | null
  readonly by_baseline_band: readonly (RowOnTheWire & { readonly band: string })[]
  readonly by_score_number: readonly (RowOnTheWire & { readonly score_number: number })[]
  readonly forecast: readonly AccuracyOnTheWire[]
  readonly simple_change: readonly AccuracyOnTheWire[]
  readonly naive: readonly AccuracyOnTheWire[]
  /** Only there when the expected response is off: why. */
  readonly off?: { readonly reason: ExpectedResponseOff['reason']; readonly message: string }
}

export function calibrationOnTheWire(calibration: Calibration | ExpectedResponseOff): CalibrationOnTheWire {
  if (calibration.kind === 'off') return offOnTheWire(calibration)
  const { fit, shareAbove, byBaselineBand, byScoreNumber, predictions } = calibration
  return {
    episodes: fit.episodes,
    time_function: fit.course.timeFunction,
    share_above: sharesOnTheWire(shareAbove),
    by_baseline_band: byBaselineBand.map((row) => ({ band: row.band, ...rowOnTheWire(row) })),
    by_score_number: byScoreNumber.map((row) => ({ score_number: row.scoreNumber, ...rowOnTheWire(row) })),
    forecast: predictions.forecast.map(accuracyOnTheWire),
    simple_change: predictions.simpleChange.map(accuracyOnTheWire),
    naive: predictions.naive.map(accuracyOnTheWire),
  }
}

function offOnTheWire({ episodes, reason, message }: ExpectedResponseOff): CalibrationOnTheWire {
  return {
    episodes,
    time_function: null,
    share_above: null,
    by_baseline_band: [],
    by_score_number: [],
    forecast: [],
    simple_change: [],
    naive: [],
    off: { reason, message },
  }
}

function sharesOnTheWire({ p84, p90 }: SharesAbove): SharesOnTheWire {
  return { p84: p84.proportion, p90: p90.proportion }
}

function rowOnTheWire(shares: SharesAbove): RowOnTheWire {
  const errors = [shares.p84.standardError, shares.p90.standardError].filter((error) => error !== null)
  return {
    scores: shares.scores,
    ...sharesOnTheWire(shares),
    se: errors.length === 0 ? null : Math.max(...errors),
  }
}

function accuracyOnTheWire({
  scoreNumber,
  n,
  auc,
  sensitivity,
  precision,
  alertRate,
}: PredictionAccuracy): AccuracyOnTheWire {
  return {
    score_number: scoreNumber,
    n,
    auc,
    sensitivity: sensitivity.proportion,
    precision: precision.proportion,
    alert_rate: alertRate.proportion,
  }
}
