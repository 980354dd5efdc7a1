import type { Day } from '../../core/calendar-day.js'
import type { Transaction } from '../../database/access.js'

export interface StoredStudyHead {
  readonly comparison_study_id: number
  readonly name: string
  readonly version: number
  readonly site_ids: string[]
  readonly as_of: Day
  readonly data_until: Date
  /** null: from before changes were counted. */
  readonly records_seen: number | null
  readonly follows_today: boolean
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
  readonly definition: unknown
  readonly result: unknown
}

/** What a study is about: with the same records and the same code, it has the same result. */
export interface StudyQuestion {
  readonly siteIds: readonly string[]
  /** On the wire. */
  readonly definition: object
  readonly asOf: Day
}

export interface NewStudy extends StudyQuestion {
  readonly name: string
  readonly followsToday: boolean
  readonly dataUntil: Date
  readonly recordsSeen: number
  readonly calculationVersion: number
  readonly codeVersion: string
  readonly result: object
  readonly resultSha256: string
}

const head = `comparison_study_id, name, version, site_ids, as_of, data_until, records_seen, follows_today,
  calculation_version, code_version, result_sha256, created_by, created_at, frozen_by, frozen_at,
  result #>> '{verdict,code}' as verdict`

/** The latest first. */
export function queryStudies(transaction: Transaction): Promise<StoredStudyHead[]> {
  return transaction.query<StoredStudyHead>(
    `select ${head} from comparison_study order by comparison_study_id desc limit 200`,
  )
}

export async function findStudy(transaction: Transaction, id: number): Promise<StoredStudy | undefined> {
  const [study] = await transaction.query<StoredStudy>(
    `select ${head}, definition, result from comparison_study where comparison_study_id = $1`,
    [id],
  )
  return study
}

/** The latest that read the same records by the same code. */
export async function findSameStudy(
  transaction: Transaction,
  { siteIds, definition, asOf }: StudyQuestion,
  recordsSeen: number,
  codeVersion: string,
): Promise<number | null> {
  const [study] = await transaction.query<{ comparison_study_id: number }>(
    `select comparison_study_id from comparison_study
     where definition = $1::jsonb and site_ids = $2::text[] and as_of = $3 and records_seen = $4 and code_version = $5
     order by comparison_study_id desc limit 1`,
    [JSON.stringify(definition), siteIds, asOf, recordsSeen, codeVersion],
  )
  return study?.comparison_study_id ?? null
}

/** The next version of this name; two at once make two versions. */
export async function insertStudy(transaction: Transaction, study: NewStudy): Promise<StoredStudyHead> {
  await transaction.query('select pg_advisory_xact_lock(hashtext($1))', [`comparison_study ${study.name}`])
  const [stored] = await transaction.query<StoredStudyHead>(
    `insert into comparison_study
       (name, version, site_ids, definition, as_of, follows_today, data_until, records_seen, calculation_version,
        code_version, result, result_sha256)
     select $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11
     from comparison_study where name = $1 and created_by = app_actor()
     returning ${head}`,
    [
      study.name,
      study.siteIds,
      JSON.stringify(study.definition),
      study.asOf,
      study.followsToday,
      study.dataUntil,
      study.recordsSeen,
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

/** How many changes of records at these sites are committed: what is committed later raises it. */
export async function countRecordChanges(
  transaction: Transaction,
  siteIds: readonly string[],
): Promise<number> {
  const [row] = await transaction.query<{ n: number }>(
    'select count(*) as n from record_change where site_id = any ($1::text[])',
    [siteIds],
  )
  return row?.n ?? 0
}
