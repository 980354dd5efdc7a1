/** `tidemark audit verify` and `tidemark audit export`, and what they say. */

import { createPublicKey, type KeyObject } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { AccessContext } from '../../database/access.js'
import type { AuditReader } from '../../database/audit/audit-records.query.js'
import { type AuditVerdict, verifyAuditChain } from '../../database/audit/verify-audit-chain.js'
import type { Login } from '../../database/connect.js'
import { type ExportFormat, type ExportPeriod, exportedRecords, exportText } from './audit-export.js'

/** Holds the whole audit against itself. `signingKey` is the private key of the deployment; its public part verifies. */
export function verifyAudit(
  { access }: Pick<Login, 'access'>,
  context: AccessContext,
  signingKey: KeyObject,
  onRecords: (read: number) => void,
): Promise<AuditVerdict> {
  const publicKey = createPublicKey(signingKey)
  return access.run(context, (transaction) => verifyAuditChain(transaction, publicKey, onRecords), {
    readOnly: true,
  })
}

/** As one JSON object: the first broken place, or where the chain stands. */
export function verdictJson(verdict: AuditVerdict): string {
  return JSON.stringify({ valid: verdict.kind === 'intact', ...withoutKind(verdict) })
}

export function verdictSummary(verdict: AuditVerdict): string {
  if (verdict.kind === 'broken') {
    const { chain_day, number, fault, message } = verdict
    return [
      `BROKEN on ${chain_day ?? 'every day'} at number ${number} (${fault}): ${message}`,
      'Records before it are as they were written. Keep the database as it is and tell who answers for it.',
    ].join('\n')
  }
  const { records, days, head } = verdict
  return [
    `Intact: ${records.toLocaleString('en')} records of ${days.toLocaleString('en')} ${days === 1 ? 'day' : 'days'}.`,
    `Head to keep elsewhere: ${head.chain_day} number ${head.number} ${head.hash}`,
  ].join('\n')
}

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

function withoutKind({ kind: _, ...rest }: AuditVerdict): object {
  return rest
}
