import { CALCULATION_VERSION } from '../../../core/calculation-version.js'
import type { Day } from '../../../core/calendar-day.js'
import type { Calibration } from '../../../core/expected-response/calibrate.js'
import type { Transaction } from '../../../database/access.js'
import type { ModelFitContent } from '../../../database/entities/model-fit.entity.js'

/** Everything of a calibration but the fit that it repeats. */
export type StoredCalibration = Omit<Calibration, 'kind' | 'fit'>

export interface NewModelFit {
  readonly measureCode: string
  readonly asOf: Day
  readonly dataUntil: Date
  readonly rulesVersion: number
  readonly content: ModelFitContent
}

export async function insertModelFit(
  transaction: Transaction,
  { measureCode, asOf, dataUntil, rulesVersion, content }: NewModelFit,
): Promise<number> {
  const { fit } = content
  const [row] = await transaction.query<{ model_fit_id: number }>(
    `insert into model_fit (measure_code, is_on, episodes, as_of, data_until, rules_version, calculation_version,
       content)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning model_fit_id`,
    [
      measureCode,
      fit.kind === 'fitted',
      fit.episodes,
      asOf,
      dataUntil,
      rulesVersion,
      CALCULATION_VERSION,
      JSON.stringify(content),
    ],
  )
  if (row === undefined) throw new Error('The fit was not stored.')
  return row.model_fit_id
}

export async function storeCalibration(
  transaction: Transaction,
  modelFitId: number,
  calibration: StoredCalibration,
): Promise<void> {
  await transaction.query('update model_fit set calibration = $2 where model_fit_id = $1', [
    modelFitId,
    JSON.stringify(calibration),
  ])
}

/** The day that has begun at every site, and the instant up to which records are seen. */
export async function queryFitMoment(transaction: Transaction): Promise<{ as_of: Day; data_until: Date }> {
  const [row] = await transaction.query<{ as_of: Day; data_until: Date }>(
    `select coalesce(min((now() at time zone time_zone)::date), (now() at time zone 'UTC')::date) as as_of,
            now() as data_until
     from site`,
  )
  if (row === undefined) throw new Error('The database did not tell the time.')
  return row
}

/** Measures with a score anywhere in the deployment. */
export async function queryMeasuresScored(transaction: Transaction): Promise<string[]> {
  const rows = await transaction.query<{ measure_code: string }>(
    'select measure_code from measure_baseline where n > 0',
  )
  return rows.map(({ measure_code }) => measure_code)
}

export interface StoredModelFit {
  readonly model_fit_id: number
  readonly measure_code: string
  readonly is_on: boolean
  readonly episodes: number
  readonly as_of: Day
  readonly data_until: Date
  readonly fitted_at: Date
  readonly rules_version: number
  readonly calculation_version: number
  readonly content: ModelFitContent
  readonly calibration: StoredCalibration | null
}

/** The latest of each measure, in the order of their codes. */
export function queryModelFits(transaction: Transaction): Promise<StoredModelFit[]> {
  return transaction.query<StoredModelFit>(
    `select latest.* from measure
     cross join lateral (
       select model_fit_id, measure_code, is_on, episodes, as_of, data_until, fitted_at, rules_version,
              calculation_version, content, calibration
       from model_fit where model_fit.measure_code = measure.measure_code
       order by model_fit_id desc limit 1
     ) as latest
     order by measure.measure_code`,
  )
}
