import { Injectable } from '@nestjs/common'
import type { AcceptedJob } from '../../../contracts/jobs.js'
import type { CalibrationContract, ModelFit, ModelFitList } from '../../../contracts/model-fits.js'
import type { AlertBurden } from '../../../core/expected-response/alert-burden.js'
import type { PredictionAccuracy } from '../../../core/expected-response/prediction-accuracy.js'
import type { ShareAboveLimit, SharesAbove } from '../../../core/expected-response/share-above.js'
import { type AccessContext, DatabaseAccess } from '../../../database/access.js'
import { requestJob, unendedJob } from '../../jobs/jobs.service.js'
import { proportionOnTheWire } from '../../outcomes/estimates-on-the-wire.js'
import { queryModelFits, type StoredCalibration, type StoredModelFit } from './model-fits.repository.js'

/** The expected response of each measure, and how well it holds. */
@Injectable()
export class ModelFitsService {
  readonly #access: DatabaseAccess

  constructor(access: DatabaseAccess) {
    this.#access = access
  }

  list(caller: AccessContext): Promise<ModelFitList> {
    return this.#access.run(
      caller,
      async (transaction) => {
        const stored = await queryModelFits(transaction)
        const job = caller.role === 'director' ? await unendedJob(transaction, 'fit_expected_response') : null
        return { model_fits: stored.map(onTheWire), job }
      },
      { readOnly: true },
    )
  }

  /** A worker does it: the episodes of every site count, and nobody sees them. */
  request(caller: AccessContext): Promise<AcceptedJob> {
    return this.#access.run(caller, async (transaction) => {
      const job_id = await requestJob(transaction, 'fit_expected_response')
      transaction.record({
        action: 'record.create',
        target: `job:${job_id}`,
        detail: { kind: 'fit_expected_response' },
      })
      return { job_id }
    })
  }
}

function onTheWire(stored: StoredModelFit): ModelFit {
  const { fit, reliablePoints } = stored.content
  const isOn = fit.kind === 'fitted'
  return {
    model_fit_id: stored.model_fit_id,
    measure: stored.measure_code,
    state: isOn ? 'on' : 'off',
    message: isOn ? null : fit.message,
    fitted_at: stored.fitted_at.toISOString(),
    data_until: stored.data_until.toISOString(),
    as_of: stored.as_of,
    episodes: stored.episodes,
    members: isOn ? fit.members : null,
    scores: isOn ? fit.scores : null,
    time_function: isOn ? fit.course.timeFunction : null,
    is_singular: isOn ? fit.course.isSingular : null,
    reliable_points: reliablePoints,
    forecast_off: isOn ? fit.forecastOff : null,
    calculation_version: stored.calculation_version,
    rules_version: stored.rules_version,
    calibration: stored.calibration === null ? null : calibrationOf(stored.calibration),
  }
}

function calibrationOf(stored: StoredCalibration): CalibrationContract {
  const { shareAbove, byBaselineBand, byScoreNumber, alertBurden, predictions } = stored
  return {
    all: sharesOf(shareAbove),
    by_baseline_band: byBaselineBand.map(({ band, ...shares }) => ({ band, ...sharesOf(shares) })),
    by_score_number: byScoreNumber.map(({ scoreNumber, ...shares }) => ({
      score_number: scoreNumber,
      ...sharesOf(shares),
    })),
    alerts: {
      watch: alertsOf(alertBurden.watch),
      not_on_track: alertsOf(alertBurden.notOnTrack),
      ever_above_90: proportionOnTheWire(alertBurden.everAbove90),
    },
    forecast: predictions.forecast.map(accuracyOf),
    simple_change: predictions.simpleChange.map(accuracyOf),
    naive: predictions.naive.map(accuracyOf),
  }
}

function sharesOf({ scores, p84, p90 }: SharesAbove): CalibrationContract['all'] {
  return { scores, p84: shareOf(p84), p90: shareOf(p90) }
}

function shareOf(share: ShareAboveLimit): CalibrationContract['all']['p84'] {
  const { expected, standardError, isOff } = share
  return { ...proportionOnTheWire(share), expected, standard_error: standardError, is_off: isOff }
}

function alertsOf({ perScore, perEpisode }: AlertBurden['watch']): CalibrationContract['alerts']['watch'] {
  return { per_score: proportionOnTheWire(perScore), per_episode: proportionOnTheWire(perEpisode) }
}

function accuracyOf(accuracy: PredictionAccuracy): CalibrationContract['forecast'][number] {
  const { scoreNumber, n, auc, sensitivity, precision, alertRate } = accuracy
  return {
    score_number: scoreNumber,
    n,
    auc,
    sensitivity: proportionOnTheWire(sensitivity),
    precision: proportionOnTheWire(precision),
    alert_rate: proportionOnTheWire(alertRate),
  }
}
