import { emptyLookup, type ImportLookup } from '../../api/src/core/import-rules/lookup.js'
import { planImport } from '../../api/src/core/import-rules/plan-import.js'
import { planFindings, refusedFindings } from '../../api/src/features/imports/import-report.js'
import type { ImportOutcome } from '../../api/src/features/imports/imports.service.js'
import { sourceFromUploads } from '../../api/src/features/imports/reading/import-source.js'
import { readImportFiles } from '../../api/src/features/imports/reading/read-import-files.js'
import { uploadsOf } from './import-files.js'

export interface JudgeOptions {
  readonly ignoreUnknown?: boolean
  readonly allowsConcurrentGroups?: boolean
  readonly today?: string
  readonly isCorrecting?: boolean
  /** What is stored, where it is not nothing. */
  readonly stored?: Partial<ImportLookup>
}

/** What an import of these files would find, on 1 June 2026; without more said, into an empty database. */
export async function judgeFiles(
  files: Readonly<Record<string, string | Uint8Array>>,
  {
    ignoreUnknown = false,
    allowsConcurrentGroups = false,
    today = '2026-06-01',
    isCorrecting = false,
    stored = {},
  }: JudgeOptions = {},
): Promise<ImportOutcome> {
  const read = await readImportFiles(sourceFromUploads(uploadsOf(files)), { ignoreUnknown })
  const options = { mode: 'all-or-nothing' as const, dryRun: true }
  if (read.errors.length > 0) return refusedFindings(read, options)
  const lookup = { ...emptyLookup, ...stored }
  const context = { lookup, isCorrecting, allowsConcurrentGroups, todayIn: () => today }
  return planFindings(read, planImport(read.readings, context), options)
}

/** Rejects as `row column code`, in the order of the report. */
export async function rejectsOf(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: JudgeOptions = {},
): Promise<string[]> {
  const { report, rejects } = await judgeFiles(files, options)
  if (report.errors.length > 0) throw new Error(report.errors.map((error) => error.message).join(' '))
  return rejects.map(({ row, column, code }) => `${row} ${column} ${code}`)
}
