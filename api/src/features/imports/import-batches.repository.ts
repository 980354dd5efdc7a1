/** The record of every import: who, when, how, what came of it, and every row that was not taken. */

import type { ImportBatch, ImportReject, ImportReport } from '../../contracts/imports.js'
import type { Transaction } from '../../database/access.js'
import { inChunks } from './storing/in-chunks.js'

export interface NewBatch {
  readonly sourceSystem: string
  readonly mode: ImportReport['mode']
  readonly isDryRun: boolean
  readonly correctReason: string | null
  readonly actor: string
  readonly startedAt: Date
}

export async function openBatch(transaction: Transaction, batch: NewBatch): Promise<number> {
  const [row] = await transaction.query<{ import_batch_id: number }>(
    `insert into import_batch (source_system, mode, is_dry_run, correct_reason, actor, started_at)
     values ($1, $2, $3, $4, $5, $6) returning import_batch_id`,
    [batch.sourceSystem, batch.mode, batch.isDryRun, batch.correctReason, batch.actor, batch.startedAt],
  )
  if (row === undefined) throw new Error('The database gave no number to an import.')
  return row.import_batch_id
}

/** Writes what came of it; `report.import_id` is the batch. */
export async function closeBatch(
  transaction: Transaction,
  batchId: number,
  report: ImportReport,
  rejects: readonly ImportReject[],
): Promise<void> {
  await transaction.query(
    'update import_batch set is_committed = $2, finished_at = clock_timestamp(), report = $3 where import_batch_id = $1',
    [batchId, report.committed, JSON.stringify(report)],
  )
  let number = 0
  const numbered = rejects.map((reject) => ({ ...reject, number: ++number }))
  await inChunks(numbered, (chunk) =>
    transaction.query(
      `insert into import_reject
         (import_batch_id, file, row_number, reject_number, column_name, code, expected, message, is_safety_relevant)
       select $1, file, "row", number, "column", code, expected, message, is_safety_relevant
       from json_to_recordset($2::json) as given
         (file text, "row" integer, number integer, "column" text, code text, expected text, message text,
          is_safety_relevant boolean)`,
      [batchId, JSON.stringify(chunk)],
    ),
  )
}

interface BatchRow {
  readonly report: ImportReport
  readonly source_system: string
  readonly started_at: Date
  readonly finished_at: Date | null
  readonly actor: string
  readonly correct_reason: string | null
}

const BATCH_COLUMNS = 'report, source_system, started_at, finished_at, actor, correct_reason'

/** Newest first. */
export async function listBatches(
  transaction: Transaction,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ imports: ImportBatch[]; total: number }> {
  const rows = await transaction.query<BatchRow>(
    `select ${BATCH_COLUMNS} from import_batch where report is not null
     order by import_batch_id desc limit $1 offset $2`,
    [page.limit, page.offset],
  )
  const [count] = await transaction.query<{ total: number }>(
    'select count(*) as total from import_batch where report is not null',
  )
  return { imports: rows.map(asBatch), total: count?.total ?? 0 }
}

export async function findBatch(transaction: Transaction, batchId: number): Promise<ImportBatch | null> {
  const [row] = await transaction.query<BatchRow>(
    `select ${BATCH_COLUMNS} from import_batch where import_batch_id = $1 and report is not null`,
    [batchId],
  )
  return row === undefined ? null : asBatch(row)
}

/** Rejects of one import in the order of its report, from one on; `after` 0 is the beginning. */
export function readRejects(
  transaction: Transaction,
  batchId: number,
  part: { readonly after: number; readonly limit: number },
): Promise<(ImportReject & { number: number })[]> {
  return transaction.query(
    `select file, row_number as "row", column_name as "column", code, expected, message, is_safety_relevant,
            reject_number as number
     from import_reject where import_batch_id = $1 and reject_number > $2 order by reject_number limit $3`,
    [batchId, part.after, part.limit],
  )
}

function asBatch({ report, ...row }: BatchRow): ImportBatch {
  return {
    ...report,
    ...row,
    started_at: row.started_at.toISOString(),
    finished_at: row.finished_at?.toISOString() ?? null,
  }
}
