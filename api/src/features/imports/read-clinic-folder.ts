/** An import folder as a clinic in memory, by the import's own rules, without a database. */

import type { ImportReject, ImportReport } from '../../contracts/imports.js'
import type { ClinicRecords } from '../../core/appendix/clinic-records.js'
import { recordsOfPlan } from '../../core/appendix/records-of-plan.js'
import { evidenceOfPlan } from '../../core/appendix/study-episodes.js'
import { emptyLookup } from '../../core/import-rules/lookup.js'
import { planImport } from '../../core/import-rules/plan-import.js'
import { planFindings } from './import-report.js'
import { type RefusedFile, sourceFromPaths } from './reading/import-source.js'
import { readImportFiles } from './reading/read-import-files.js'
import { todayIn } from './today-in.js'

export interface ReadClinicRequest {
  readonly folder: string
  readonly ignoreUnknown: boolean
  readonly now: Date
  readonly signal: AbortSignal
  /** Told now and then how many rows of a file have been read. */
  readonly onRows: (file: string, rows: number) => void
}

/** `refused`: a file cannot be read. `rejected`: a row breaks a rule: all or nothing. */
export type ReadClinic =
  | { readonly kind: 'refused'; readonly errors: readonly RefusedFile[] }
  | {
      readonly kind: 'rejected'
      readonly rows: number
      readonly rejected: number
      readonly first_rejects: readonly ImportReject[]
    }
  | {
      readonly kind: 'read'
      readonly records: ClinicRecords
      /** What is recorded of treatments beside the group, by episode. */
      readonly evidenceOf: ReturnType<typeof evidenceOfPlan>
      readonly notices: ImportReport['notices']
    }

const REJECTS_SHOWN = 20

/** @throws MissingPath; ImportCancelled when `signal` aborts while files are read */
export async function readClinicFolder(request: ReadClinicRequest): Promise<ReadClinic> {
  const { folder, ignoreUnknown, now, signal, onRows } = request
  const source = await sourceFromPaths([folder])
  const read = await readImportFiles(source, { ignoreUnknown, signal, onRows })
  if (read.errors.length > 0) return { kind: 'refused', errors: read.errors }
  const plan = planImport(read.readings, {
    lookup: emptyLookup,
    isCorrecting: false,
    allowsConcurrentGroups: false,
    todayIn: todayIn(now),
  })
  const { report, rejects } = planFindings(read, plan, { mode: 'all-or-nothing', dryRun: true })
  const { rows, rejected, notices } = report
  if (rejected > 0)
    return { kind: 'rejected', rows, rejected, first_rejects: rejects.slice(0, REJECTS_SHOWN) }
  return { kind: 'read', records: recordsOfPlan(plan), evidenceOf: evidenceOfPlan(plan), notices }
}
