/** Writes the audit of a period to a file or to standard output. */

import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { AccessContext } from '../../database/access.js'
import type { AuditReader } from '../../database/audit/audit-records.query.js'
import type { Login } from '../../database/connect.js'
import { type ExportFormat, type ExportPeriod, exportedRecords, exportText } from './audit-export.js'

export interface ExportRequest {
  readonly period: ExportPeriod
  readonly format: ExportFormat
  /** null: standard output */
  readonly out: string | null
}

/**
 * Writes the records of a period. The export is itself recorded, before the first of them is written; a file is there
 * whole or not at all.
 *
 * @returns how many records were written
 */
export async function exportAudit(
  { access, audit }: Pick<Login, 'access' | 'audit'>,
  context: AccessContext,
  { period, format, out }: ExportRequest,
): Promise<number> {
  await audit.append([
    {
      action: 'export.download',
      outcome: 'success',
      actorKind: context.actor.kind,
      actorId: context.actor.id,
      actorRole: context.role,
      requestId: context.requestId,
      memberIds: [],
      target: 'audit',
      detail: { from: period.from ?? 'first', to: period.to ?? 'last', format },
    },
  ])
  const write = (reader: AuditReader, stream: Writable, end: boolean) =>
    writeRecords(reader, period, format, stream, end)
  return access.run(
    context,
    (transaction) =>
      out === null
        ? write(transaction, process.stdout, false)
        : wholeFile(out, (stream) => write(transaction, stream, true)),
    { readOnly: true },
  )
}

async function writeRecords(
  reader: AuditReader,
  period: ExportPeriod,
  format: ExportFormat,
  stream: Writable,
  end: boolean,
): Promise<number> {
  let written = 0
  async function* lines() {
    let isFirst = true
    for await (const records of exportedRecords(reader, period)) {
      yield exportText(format, records, isFirst)
      isFirst = false
      written += records.length
    }
  }
  await pipeline(Readable.from(lines()), stream, { end })
  return written
}

async function wholeFile<T>(file: string, write: (stream: Writable) => Promise<T>): Promise<T> {
  const part = `${file}.part`
  try {
    const result = await write(createWriteStream(part, { mode: 0o600 }))
    await rename(part, file)
    return result
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}
