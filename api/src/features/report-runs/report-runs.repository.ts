import type { ReportWatermark } from '../../contracts/report-content.js'
import type { ReportFormat } from '../../contracts/report-requests.js'
import type { ReportRun, ReportRunQuery } from '../../contracts/report-runs.js'
import type { Transaction } from '../../database/access.js'
import { SqlValues } from '../../database/sql-values.js'
import type { FrozenReport } from './freeze/freeze-report.js'

export interface StoredRun {
  readonly report_run_id: number
  readonly definition: ReportRun['definition']
  readonly request: unknown
  readonly about: string
  readonly requested_by: string
  readonly requested_by_name: string | null
  readonly is_own: boolean
  readonly requested_at: Date
  readonly finished_at: Date | null
  readonly frozen_at: Date | null
  readonly content_sha256: string | null
  readonly records_until: string | null
  readonly superseded_at: Date | null
  readonly moved: unknown
  readonly member_ids: number[]
  readonly state: ReportRun['state']
  /** null for others than who asked for it. */
  readonly job_id: number | null
  readonly files: ReportRun['files']
}

/** The job of a run is the caller's to see, or of nobody here: then the run has ended. */
const RUNS = `
  select run.*, job.job_id, run.watermark ->> 'records_until' as records_until,
    run.requested_by = app_actor() as is_own,
    case when run.finished_at is not null then 'done' else coalesce(job.state, 'waiting') end as state
  from report_run as run
  left join lateral (
    select job_id, nullif(state, 'done') as state from job
    where subject = 'report_run:' || run.report_run_id and kind = 'make_report' order by job_id desc limit 1
  ) as job on true`

const COLUMNS = `found.report_run_id, definition, request, about, requested_by, staff.name as requested_by_name, is_own,
  requested_at, finished_at, frozen_at, content_sha256, records_until, superseded_at, moved, member_ids, state, job_id,
  coalesce((select json_agg(json_build_object('format', format, 'file_name', file_name, 'bytes', octet_length(content),
      'sha256', sha256) order by format)
    from report_file as file where file.report_run_id = found.report_run_id), '[]') as files`

/** The names of those who made them, whoever they are by now. */
const WITH_NAMES = `left join lateral staff_names(array[replace(requested_by, 'user:', '')]) as staff on true`

/** The latest first. */
export async function queryRuns(
  transaction: Transaction,
  asked: ReportRunQuery,
): Promise<{ runs: StoredRun[]; total: number }> {
  const values = new SqlValues()
  const found = `with found as (select * from (${RUNS}) as run where ${conditionsOf(asked, values).join(' and ')})`
  const [count] = await transaction.query<{ n: number }>(
    `${found} select count(*) as n from found`,
    values.list,
  )
  const runs = await transaction.query<StoredRun>(
    `${found} select ${COLUMNS} from found ${WITH_NAMES} order by found.report_run_id desc
     limit ${values.add(asked.page_size)} offset ${values.add((asked.page - 1) * asked.page_size)}`,
    values.list,
  )
  return { runs, total: count?.n ?? 0 }
}

function conditionsOf(asked: ReportRunQuery, values: SqlValues): string[] {
  const day = (column: string) => `(run.${column} at time zone 'UTC')::date`
  return [
    'true',
    ...(asked.definition === undefined ? [] : [`run.definition = ${values.add(asked.definition)}`]),
    ...(asked.state === undefined ? [] : [`run.state = ${values.add(asked.state)}`]),
    ...(asked.by === undefined ? [] : ['run.is_own']),
    ...(asked.superseded === undefined
      ? []
      : [`(run.superseded_at is ${asked.superseded === 'yes' ? 'not null' : 'null'})`]),
    ...(asked.from === undefined ? [] : [`${day('requested_at')} >= ${values.add(asked.from)}`]),
    ...(asked.to === undefined ? [] : [`${day('requested_at')} <= ${values.add(asked.to)}`]),
  ]
}

/** Undefined too for one that is not the caller's to see. */
export async function findRun(transaction: Transaction, id: number): Promise<StoredRun | undefined> {
  const [run] = await transaction.query<StoredRun>(
    `with found as (select * from (${RUNS}) as run where run.report_run_id = $1)
     select ${COLUMNS} from found ${WITH_NAMES}`,
    [id],
  )
  return run
}

/** The caller's own that asks for the same and has not ended. */
export async function findUnendedRun(transaction: Transaction, request: object): Promise<number | null> {
  const [run] = await transaction.query<{ report_run_id: number }>(
    `select report_run_id from (${RUNS}) as run
     where is_own and state in ('waiting', 'running') and request = $1::jsonb order by report_run_id desc limit 1`,
    [JSON.stringify(request)],
  )
  return run?.report_run_id ?? null
}

export async function insertRun(
  transaction: Transaction,
  { definition, request, about }: { definition: string; request: object; about: string },
): Promise<number> {
  const [run] = await transaction.query<{ report_run_id: number }>(
    'insert into report_run (definition, request, about) values ($1, $2, $3) returning report_run_id',
    [definition, JSON.stringify(request), about],
  )
  if (run === undefined) throw new Error('The run was not stored.')
  return run.report_run_id
}

export interface StoredFile {
  readonly file_name: string
  readonly content: Buffer
  readonly member_ids: number[]
}

export async function findFile(
  transaction: Transaction,
  id: number,
  format: ReportFormat,
): Promise<StoredFile | undefined> {
  const [file] = await transaction.query<StoredFile>(
    `select file_name, report_file.content, member_ids from report_file join report_run using (report_run_id)
     where report_run_id = $1 and format = $2`,
    [id, format],
  )
  return file
}

/** What the worker needs of a run to go on with it, wherever another one stopped. */
export interface RunToMake {
  readonly definition: ReportRun['definition']
  readonly request: unknown
  readonly requested_by: string
  readonly requested_role: string
  /** null: not frozen yet. */
  readonly content: string | null
  readonly content_sha256: string | null
  readonly finished_at: Date | null
  readonly formats: ReportFormat[]
}

export async function findRunToMake(transaction: Transaction, id: number): Promise<RunToMake | undefined> {
  const [run] = await transaction.query<RunToMake>(
    `select definition, request, requested_by, requested_role, content, content_sha256, finished_at,
       array(select format from report_file where report_file.report_run_id = report_run.report_run_id) as formats
     from report_run where report_run_id = $1`,
    [id],
  )
  return run
}

/** Once: of two workers the second changes nothing. @returns false for the second */
export async function storeFrozen(
  transaction: Transaction,
  id: number,
  { content, json, sha256, reach }: FrozenReport,
): Promise<boolean> {
  const stored = await transaction.query(
    `update report_run set content = $2, content_sha256 = $3, watermark = $4, checked_watermark = $4, frozen_at = $5,
       site_ids = $6, group_ids = $7, member_ids = $8
     where report_run_id = $1 and frozen_at is null returning report_run_id`,
    [
      id,
      json,
      sha256,
      JSON.stringify(content.watermark),
      content.frozen_at,
      reach.siteIds,
      reach.groupIds,
      reach.memberIds,
    ],
  )
  return stored.length > 0
}

export async function storeFile(
  transaction: Transaction,
  id: number,
  file: { format: ReportFormat; fileName: string; content: Buffer; sha256: string },
): Promise<void> {
  await transaction.query(
    `insert into report_file (report_run_id, format, file_name, content, sha256) values ($1, $2, $3, $4, $5)
     on conflict do nothing`,
    [id, file.format, file.fileName, file.content, file.sha256],
  )
}

export async function finishRun(transaction: Transaction, id: number): Promise<void> {
  await transaction.query(
    'update report_run set finished_at = now() where report_run_id = $1 and finished_at is null',
    [id],
  )
}

/** A run whose numbers may have moved since. */
export interface RunToCheck extends RunToMake {
  readonly report_run_id: number
  readonly content: string
  readonly checked_watermark: ReportWatermark
}

/** Finished ones of these days that still hold, the one that was compared longest ago first. */
export function queryRunsToCheck(
  transaction: Transaction,
  since: Date,
): Promise<{ report_run_id: number }[]> {
  return transaction.query(
    `select report_run_id from report_run
     where finished_at is not null and superseded_at is null and frozen_at >= $1
     order by checked_watermark ->> 'records_until', report_run_id`,
    [since],
  )
}

export async function findRunToCheck(transaction: Transaction, id: number): Promise<RunToCheck | undefined> {
  const [run] = await transaction.query<RunToCheck>(
    `select report_run_id, definition, request, requested_by, requested_role, content, content_sha256, finished_at,
       '{}'::text[] as formats, checked_watermark
     from report_run where report_run_id = $1 and content is not null and superseded_at is null`,
    [id],
  )
  return run
}

export async function storeChecked(
  transaction: Transaction,
  id: number,
  watermark: ReportWatermark,
): Promise<void> {
  await transaction.query('update report_run set checked_watermark = $2 where report_run_id = $1', [
    id,
    JSON.stringify(watermark),
  ])
}

export async function storeSuperseded(
  transaction: Transaction,
  id: number,
  moved: NonNullable<ReportRun['superseded']>['moved'],
): Promise<void> {
  await transaction.query(
    `update report_run set superseded_at = now(), moved = $2 where report_run_id = $1 and superseded_at is null`,
    [id, JSON.stringify(moved)],
  )
}
