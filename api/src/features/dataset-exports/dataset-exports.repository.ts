import { createReadStream } from 'node:fs'
import type { Transaction } from '../../database/access.js'

export interface StoredDatasetExport {
  readonly dataset_export_id: number
  readonly purpose: string
  readonly recipient: string
  /** As on the wire; so are refusal and summary. */
  readonly definition: unknown
  readonly requested_by: string
  readonly requested_role: string
  readonly requested_at: Date
  readonly job_id: number | null
  readonly job_state: string | null
  readonly measured: unknown
  readonly decide_until: Date | null
  readonly is_lapsed: boolean
  readonly decision: StoredDecision | null
  readonly refusal: unknown
  readonly summary: unknown
  readonly package_bytes: number | null
  readonly package_sha256: string | null
  readonly published_at: Date | null
  readonly expires_at: Date | null
  readonly is_expired: boolean
  readonly has_package: boolean
  readonly downloads: number
  readonly requested_by_you: boolean
}

export interface StoredDecision {
  readonly decision: 'approved' | 'declined'
  readonly reason: string | null
  readonly decided_name: string
  readonly decided_at: string
}

/** A request with scores by phase can be approved for so long; the policy of the table says the same. */
export const APPROVAL_DAYS = 30

const columns = `dataset_export_id, purpose, recipient, definition, requested_by, requested_role, requested_at, its.job_id,
  state_of_dataset_job(its.job_id) as job_state,
  measured, measured_at + make_interval(days => ${APPROVAL_DAYS}) as decide_until,
  coalesce(measured_at + make_interval(days => ${APPROVAL_DAYS}) <= now(), false) as is_lapsed,
  its.decision, refusal, summary, package_bytes, package_sha256, published_at, expires_at,
  coalesce(expires_at <= now(), false) as is_expired,
  exists (select from dataset_export_part as part
    where part.dataset_export_id = dataset_export.dataset_export_id) as has_package,
  (select count(*)::int from dataset_export_download as fetched
    where fetched.dataset_export_id = dataset_export.dataset_export_id) as downloads,
  requested_by = app_actor() as requested_by_you`

/** Once it is approved, the job is the one that makes it. */
const source = `dataset_export cross join lateral (
  select coalesce(max(made.job_id), dataset_export.job_id) as job_id,
    (array_agg(json_build_object('decision', decision, 'reason', reason, 'decided_name', decided_name,
       'decided_at', decided_at)) filter (where decision is not null))[1] as decision
  from dataset_export_decision as made where made.dataset_export_id = dataset_export.dataset_export_id) as its`

const MOST_LISTED = 200

export function queryDatasetExports(transaction: Transaction): Promise<StoredDatasetExport[]> {
  return transaction.query<StoredDatasetExport>(
    `select ${columns} from ${source} order by dataset_export_id desc limit ${MOST_LISTED}`,
  )
}

export async function findDatasetExport(
  transaction: Transaction,
  id: number,
): Promise<StoredDatasetExport | undefined> {
  const [found] = await transaction.query<StoredDatasetExport>(
    `select ${columns} from ${source} where dataset_export_id = $1`,
    [id],
  )
  return found
}

/** What the worker and the command line need of one; neither may see downloads. */
export interface DatasetExportToMake {
  readonly definition: unknown
  readonly requested_role: string
  readonly is_published: boolean
  readonly refusal: unknown
  /** With scores by phase: what a director decides by, and what they decided. */
  readonly measured: unknown
  readonly decision: 'approved' | 'declined' | null
}

export async function findExportToMake(
  transaction: Transaction,
  id: number,
): Promise<DatasetExportToMake | undefined> {
  const [found] = await transaction.query<DatasetExportToMake>(
    `select definition, requested_role, published_at is not null as is_published, refusal, measured,
       (select decision from dataset_export_decision as its
         where its.dataset_export_id = dataset_export.dataset_export_id) as decision
     from dataset_export where dataset_export_id = $1`,
    [id],
  )
  return found
}

export async function insertDatasetExport(
  transaction: Transaction,
  { purpose, recipient, definition }: { purpose: string; recipient: string; definition: object },
): Promise<number> {
  const [stored] = await transaction.query<{ id: number }>(
    'insert into dataset_export (purpose, recipient, definition) values ($1, $2, $3) returning dataset_export_id as id',
    [purpose, recipient, JSON.stringify(definition)],
  )
  if (stored === undefined) throw new Error('The data set was not stored.')
  return stored.id
}

export async function storeJobOfExport(transaction: Transaction, id: number, jobId: number): Promise<void> {
  await transaction.query('update dataset_export set job_id = $2 where dataset_export_id = $1', [id, jobId])
}

/** Own ones of the last days that were not refused; two requests at once wait for each other. */
export async function countMadeLately(transaction: Transaction, days: number): Promise<number> {
  await transaction.query('select pg_advisory_xact_lock(hashtext($1), hashtext(app_actor()))', [
    'dataset_export',
  ])
  const [row] = await transaction.query<{ made: number }>(
    `select count(*)::int as made from dataset_export
     where requested_by = app_actor() and refusal is null and requested_at > now() - make_interval(days => $1)`,
    [days],
  )
  return row?.made ?? 0
}

export async function refuseExport(transaction: Transaction, id: number, refusal: object): Promise<void> {
  await transaction.query(
    'update dataset_export set refusal = $2 where dataset_export_id = $1 and published_at is null and refusal is null',
    [id, JSON.stringify(refusal)],
  )
}

/** Written once; what it was measured at first stays. */
export async function storeMeasured(transaction: Transaction, id: number, measured: object): Promise<void> {
  await transaction.query(
    `update dataset_export set measured = $2, measured_at = now()
     where dataset_export_id = $1 and measured is null and refusal is null`,
    [id, JSON.stringify(measured)],
  )
}

/** @returns false when there is a decision already */
export async function insertDecision(
  transaction: Transaction,
  id: number,
  {
    decision,
    reason,
    jobId,
  }: { decision: 'approved' | 'declined'; reason: string | null; jobId: number | null },
): Promise<boolean> {
  const stored = await transaction.query(
    `insert into dataset_export_decision (dataset_export_id, decision, reason, job_id) values ($1, $2, $3, $4)
     on conflict (dataset_export_id) do nothing returning dataset_export_id`,
    [id, decision, reason, jobId],
  )
  return stored.length > 0
}

/** One publication at a time: each is held against every one before it. */
export async function lockPublications(transaction: Transaction): Promise<void> {
  await transaction.query('select pg_advisory_xact_lock(hashtext($1))', ['dataset_export publication'])
}

export interface Publication {
  readonly persons: readonly number[]
  readonly summary: object
  readonly bytes: number
  readonly sha256: string
  readonly lastingDays: number
}

/** @returns when it was published and expires; undefined when it was before */
export async function publishExport(
  transaction: Transaction,
  id: number,
  { persons, summary, bytes, sha256, lastingDays }: Publication,
): Promise<boolean> {
  const published = await transaction.query(
    `update dataset_export set summary = $2, package_bytes = $3, package_sha256 = $4, published_at = now(),
       expires_at = now() + make_interval(days => $5)
     where dataset_export_id = $1 and published_at is null and refusal is null returning dataset_export_id`,
    [id, JSON.stringify(summary), bytes, sha256, lastingDays],
  )
  if (published.length === 0) return false
  await transaction.query(
    'insert into dataset_export_person (dataset_export_id, member_ids) values ($1, $2)',
    [id, persons],
  )
  return true
}

const PART_BYTES = 1_048_576

/** A megabyte at a time, so that memory does not grow with the package. */
export async function storePackage(transaction: Transaction, id: number, file: string): Promise<void> {
  let part = 0
  for await (const content of createReadStream(file, { highWaterMark: PART_BYTES })) {
    await transaction.query(
      'insert into dataset_export_part (dataset_export_id, part, content) values ($1, $2, $3)',
      [id, part, content],
    )
    part += 1
  }
}

/** Undefined after the last. */
export async function findPart(
  transaction: Transaction,
  id: number,
  part: number,
): Promise<Buffer | undefined> {
  const [found] = await transaction.query<{ content: Buffer }>(
    'select content from dataset_export_part where dataset_export_id = $1 and part = $2',
    [id, part],
  )
  return found?.content
}

export async function recordDownload(transaction: Transaction, id: number): Promise<void> {
  await transaction.query('insert into dataset_export_download (dataset_export_id) values ($1)', [id])
}

/** Packages whose time is over, and previews that nobody looks at any more. */
export async function forgetExpired(transaction: Transaction, previewDays: number): Promise<void> {
  await transaction.query(
    `delete from dataset_export_part where dataset_export_id in (
       select dataset_export_id from dataset_export where expires_at <= now())`,
  )
  await transaction.query(
    'delete from dataset_preview where requested_at < now() - make_interval(days => $1)',
    [previewDays],
  )
}

export interface StoredPreview {
  readonly dataset_preview_id: number
  readonly definition: unknown
  readonly requested_role: string
  readonly job_id: number | null
  readonly result: unknown
}

export async function insertPreview(transaction: Transaction, definition: object): Promise<number> {
  const [stored] = await transaction.query<{ id: number }>(
    'insert into dataset_preview (definition) values ($1) returning dataset_preview_id as id',
    [JSON.stringify(definition)],
  )
  if (stored === undefined) throw new Error('The preview was not stored.')
  return stored.id
}

export async function storeJobOfPreview(transaction: Transaction, id: number, jobId: number): Promise<void> {
  await transaction.query('update dataset_preview set job_id = $2 where dataset_preview_id = $1', [id, jobId])
}

export async function findPreview(transaction: Transaction, id: number): Promise<StoredPreview | undefined> {
  const [found] = await transaction.query<StoredPreview>(
    `select dataset_preview_id, definition, requested_role, job_id, result
     from dataset_preview where dataset_preview_id = $1`,
    [id],
  )
  return found
}

export async function countPreviewsLately(transaction: Transaction): Promise<number> {
  const [row] = await transaction.query<{ asked: number }>(
    `select count(*)::int as asked from dataset_preview
     where requested_by = app_actor() and requested_at > now() - interval '1 day'`,
  )
  return row?.asked ?? 0
}

export async function storePreviewResult(
  transaction: Transaction,
  id: number,
  result: object,
): Promise<void> {
  await transaction.query('update dataset_preview set result = $2 where dataset_preview_id = $1', [
    id,
    JSON.stringify(result),
  ])
}
