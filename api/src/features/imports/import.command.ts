/** `tidemark import` and what it says. */

import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import type { ImportReject, ImportReport } from '../../contracts/imports.js'
import type { ImportProgress, ImportStage } from './import-progress.js'
import { rejectsHeader, rejectsRows } from './rejects-csv.js'

const STAGES: Record<ImportStage, string> = {
  reading: 'Reading',
  checking: 'Checking against what is stored',
  storing: 'Storing',
  outcomes: 'Working out outcomes',
}

/** Progress as one line of text. */
export function sayProgress(say: (text: string) => void): ImportProgress {
  return (stage, done, total) => {
    const count =
      done > 0
        ? `: ${done.toLocaleString('en')}${total === null ? '' : ` of ${total.toLocaleString('en')}`}`
        : ''
    say(`${STAGES[stage]}${count}`)
  }
}

/** 2: a file was refused whole. 1: rows were rejected and nothing stored. 0: stored, or a dry run that would store. */
export function importExitCode(report: ImportReport): 0 | 1 | 2 {
  if (report.errors.length > 0) return 2
  return report.mode === 'all-or-nothing' && report.rejected > 0 ? 1 : 0
}

/** Writes every reject, in the columns of the contract. */
export async function writeRejects(file: string, rejects: readonly ImportReject[]): Promise<void> {
  const stream = createWriteStream(file)
  stream.write(rejectsHeader())
  stream.end(rejectsRows(rejects))
  await once(stream, 'finish')
}

const REJECTS_SHOWN = 10

/** The report as lines for a terminal: the answer first, then the files, then what is wrong. */
export function importSummary(report: ImportReport): string {
  return [
    headline(report),
    ...report.errors.map(({ code, file, message }) => `Refused ${file}: ${message} (${code})`),
    ...(report.errors.length > 0 ? [] : report.files.map(fileLine)),
    ...report.created.map(({ kind, id }) => `Made: ${kind} ${id} (named in groups.csv)`),
    ...report.notices.map(({ file, message }) => `Note${file === '' ? '' : `, ${file}`}: ${message}`),
    ...report.first_rejects
      .slice(0, REJECTS_SHOWN)
      .map(({ file, row, column, code, message }) => `  ${file} row ${row}, ${column}: ${message} (${code})`),
    ...moreRejects(report),
    ...safetyWarning(report),
  ].join('\n')
}

function headline(report: ImportReport): string {
  if (report.errors.length > 0) return 'Nothing was stored: a file was refused.'
  if (report.dry_run) return `Dry run: nothing was stored. ${would(report)}`
  if (report.committed) return `Stored as import ${report.import_id}: ${counts(report)}.`
  return `Nothing was stored: ${report.rejected} of ${report.rows} rows were rejected. Mend them, or use --mode accept-valid.`
}

function would(report: ImportReport): string {
  const changes = report.difference
    .filter(({ added, changed }) => added + changed > 0)
    .map(({ table, added, changed }) => `${table} ${added} added, ${changed} changed`)
  return `${counts(report)}. ${changes.length > 0 ? `It would change: ${changes.join('; ')}.` : 'It would change nothing.'}`
}

function counts({
  rows,
  accepted,
  corrected,
  rejected,
  duplicate,
}: Omit<ImportReport['files'][number], 'file'>): string {
  return `${rows} rows = ${accepted} accepted + ${corrected} corrected + ${rejected} rejected + ${duplicate} duplicate`
}

function fileLine({ file, ...numbers }: ImportReport['files'][number]): string {
  return `  ${file}: ${counts(numbers)}`
}

function moreRejects({ rejects_total }: ImportReport): string[] {
  const more = rejects_total - REJECTS_SHOWN
  return more > 0 ? [`  and ${more} more; --rejects FILE writes all of them.`] : []
}

function safetyWarning({ safety }: ImportReport): string[] {
  if (safety.rejected_with_risk_answer === 0) return []
  const rows = safety.rows.map(({ file, row }) => `${file} row ${row}`).join(', ')
  return [
    `SAFETY: ${safety.rejected_with_risk_answer} rejected row(s) hold an answer above 0 to the item about harm to oneself. They were NOT stored. Tell the therapist today: ${rows}`,
  ]
}
