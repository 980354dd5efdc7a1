/** `tidemark audit verify|export` and what it says. */

import { createPublicKey, type KeyObject } from 'node:crypto'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { isDay } from '../../core/calendar-day.js'
import type { AccessContext } from '../../database/access.js'
import { type AuditVerdict, verifyAuditChain } from '../../database/audit/verify-audit-chain.js'
import type { Login } from '../../database/connect.js'
import { commandLineContext } from '../../database/process-contexts.js'
import { printLine, progressLine } from '../../platform/terminal.js'
import { EXPORT_FORMATS, type ExportFormat } from './audit-export.js'
import { exportAudit } from './export-audit.js'

type WithDatabase = <T>(
  work: (login: Pick<Login, 'access' | 'audit'>, keys: { readonly auditSigning: KeyObject }) => Promise<T>,
) => Promise<T>

/** Gives the command its two subcommands. */
export function addAuditCommands(audit: Command, withDatabase: WithDatabase): void {
  audit
    .command('verify')
    .description('work out every hash and signature of the audit again and name the first that is wrong')
    .option('--json', 'print the verdict as one JSON object', false)
    .action(async (options: { json: boolean }) => {
      const line = progressLine()
      const verdict = await withDatabase((login, { auditSigning }) =>
        verifyAudit(login, commandLineContext(), auditSigning, (read) => line.say(`Verified: ${read}`)),
      ).finally(line.clear)
      printLine(options.json ? verdictJson(verdict) : verdictSummary(verdict))
      process.exitCode = verdict.kind === 'intact' ? 0 : 1
    })

  audit
    .command('export')
    .description('write the records of a period, with their hashes; the export is itself recorded')
    .option('--from <date>', 'first UTC day', day)
    .option('--to <date>', 'last UTC day', day)
    .addOption(
      new Option('--format <format>', 'lines of JSON, or CSV').choices(EXPORT_FORMATS).default('jsonl'),
    )
    .option('--out <file>', 'write to this file; default: standard output')
    .action(async (options: { from?: string; to?: string; format: ExportFormat; out?: string }) => {
      const { from = null, to = null, format, out = null } = options
      const written = await withDatabase((login) =>
        exportAudit(login, commandLineContext(), { period: { from, to }, format, out }),
      )
      if (out !== null) printLine(`Written to ${out}: ${written.toLocaleString('en')} records.`)
    })
}

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

function withoutKind({ kind: _, ...rest }: AuditVerdict): object {
  return rest
}

function day(text: string): string {
  if (!isDay(text)) throw new InvalidArgumentError('It must be a day, YYYY-MM-DD.')
  return text
}
