import type { Day } from '../../core/calendar-day.js'
import type { Transaction } from '../../database/access.js'

export interface StoredStudyHead {
  readonly comparison_study_id: number
  readonly name: string
  readonly version: number
  readonly site_ids: string[]
  readonly as_of: Day
  readonly data_until: Date
  readonly calculation_version: number
  readonly code_version: string
  readonly result_sha256: string
  readonly created_by: string
  readonly created_at: Date
  readonly frozen_by: string | null
  readonly frozen_at: Date | null
  readonly verdict: string
}

export interface StoredStudy extends StoredStudyHead {
  readonly result: unknown
}

export interface NewStudy {
  readonly name: string
  readonly siteIds: readonly string[]
  readonly definition: object
  readonly asOf: Day
  readonly dataUntil: Date
  readonly calculationVersion: number
  readonly codeVersion: string
  readonly result: object
  readonly resultSha256: string
}

const head = `comparison_study_id, name, version, site_ids, as_of, data_until, calculation_version, code_version,
  result_sha256, created_by, created_at, frozen_by, frozen_at, result #>> '{verdict,code}' as verdict`

/** The latest first. */
export function queryStudies(transaction: Transaction): Promise<StoredStudyHead[]> {
  return transaction.query<StoredStudyHead>(
    `select ${head} from comparison_study order by comparison_study_id desc limit 200`,
  )
}

export async function findStudy(transaction: Transaction, id: number): Promise<StoredStudy | undefined> {
  const [study] = await transaction.query<StoredStudy>(
    `select ${head}, result from comparison_study where comparison_study_id = $1`,
    [id],
  )
  return study
}

/** The next version of this name; two at once make two versions. */
export async function insertStudy(transaction: Transaction, study: NewStudy): Promise<StoredStudyHead> {
  await transaction.query('select pg_advisory_xact_lock(hashtext($1))', [`comparison_study ${study.name}`])
  const [stored] = await transaction.query<StoredStudyHead>(
    `insert into comparison_study
       (name, version, site_ids, definition, as_of, data_until, calculation_version, code_version, result, result_sha256)
     select $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9
     from comparison_study where name = $1 and created_by = app_actor()
     returning ${head}`,
    [
      study.name,
      study.siteIds,
      JSON.stringify(study.definition),
      study.asOf,
      study.dataUntil,
      study.calculationVersion,
      study.codeVersion,
      JSON.stringify(study.result),
      study.resultSha256,
    ],
  )
  if (stored === undefined) throw new Error('The study was not stored.')
  return stored
}

/** False when it was frozen before. */
export async function freezeStudy(transaction: Transaction, id: number): Promise<boolean> {
  const frozen = await transaction.query(
    `update comparison_study set frozen_at = now(), frozen_by = app_actor()
     where comparison_study_id = $1 and frozen_at is null returning comparison_study_id`,
    [id],
  )
  return frozen.length > 0
}

/** The sites whose members the caller may see, those asked for or all. */
export async function queryReachableSites(
  transaction: Transaction,
  asked: readonly string[] | null,
): Promise<string[]> {
  const rows = await transaction.query<{ site_id: string }>(
    `select site_id from site
     where site_id = any (app_sites()) and ($1::text[] is null or site_id = any ($1::text[])) order by site_id`,
    [asked],
  )
  return rows.map(({ site_id }) => site_id)
}
