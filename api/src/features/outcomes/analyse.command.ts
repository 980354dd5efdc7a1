import type { ImportReject, ImportReport } from '../../contracts/imports.js'
import { latestDay } from '../../core/appendix/clinic-episodes.js'
import { recordsOfPlan } from '../../core/appendix/records-of-plan.js'
import { statisticalAppendix } from '../../core/appendix/statistical-appendix.js'
import { type Day, dayNumber } from '../../core/calendar-day.js'
import { emptyLookup } from '../../core/import-rules/lookup.js'
import { planImport } from '../../core/import-rules/plan-import.js'
import { planFindings } from '../imports/import-report.js'
import { type RefusedFile, sourceFromPaths } from '../imports/reading/import-source.js'
import { readImportFiles } from '../imports/reading/read-import-files.js'
import { todayIn } from '../imports/today-in.js'
import { writeAppendix } from './write-appendix.js'

export interface AnalyseRequest {
  readonly folder: string
  readonly out: string
  /** Sessions and forms after this day are left out; null: the last day of the files. */
  readonly asOf: Day | null
  readonly ignoreUnknown: boolean
  readonly now: Date
}

/** `refused`: a file cannot be read. `rejected`: a row breaks a rule. Either way nothing is written. */
export type AnalyseReport =
  | { readonly kind: 'refused'; readonly errors: readonly RefusedFile[] }
  | {
      readonly kind: 'rejected'
      readonly rows: number
      readonly rejected: number
      readonly first_rejects: readonly ImportReject[]
    }
  | {
      readonly kind: 'written'
      readonly as_of: Day
      readonly episodes: number
      readonly responses: number
      readonly out: string
      readonly files: readonly string[]
      readonly notices: ImportReport['notices']
    }

const REJECTS_SHOWN = 20

/**
 * Reads an import folder by the rules of the import, all or nothing, and writes its statistical appendix. Needs no
 * server and no database.
 *
 * @throws  MissingPath, NotADay
 */
export async function analyseFolder(request: AnalyseRequest): Promise<AnalyseReport> {
  if (request.asOf !== null) dayNumber(request.asOf, 'The day of --as-of')
  const source = await sourceFromPaths([request.folder])
  const read = await readImportFiles(source, { ignoreUnknown: request.ignoreUnknown })
  if (read.errors.length > 0) return { kind: 'refused', errors: read.errors }
  const plan = planImport(read.readings, {
    lookup: emptyLookup,
    isCorrecting: false,
    allowsConcurrentGroups: false,
    todayIn: todayIn(request.now),
  })
  const { report, rejects } = planFindings(read, plan, { mode: 'all-or-nothing', dryRun: true })
  if (report.rejected > 0) {
    const { rows, rejected } = report
    return { kind: 'rejected', rows, rejected, first_rejects: rejects.slice(0, REJECTS_SHOWN) }
  }
  const records = recordsOfPlan(plan)
  const asOf = request.asOf ?? latestDay(records) ?? todayIn(request.now)('UTC')
  const appendix = statisticalAppendix(records, asOf)
  return {
    kind: 'written',
    as_of: asOf,
    episodes: appendix.nEpisodes,
    responses: appendix.nResponses,
    out: request.out,
    files: await writeAppendix(appendix, request.out),
    notices: report.notices,
  }
}

/** The report as lines for a terminal. */
export function analyseSummary(report: AnalyseReport): string {
  switch (report.kind) {
    case 'refused':
      return report.errors.map(({ code, message }) => `${message} (${code})`).join('\n')
    case 'rejected': {
      const rows = report.first_rejects.map(
        ({ file, row, column, code, message }) => `  ${file} row ${row}, ${column}: ${message} (${code})`,
      )
      const head = `${report.rejected} of ${report.rows} rows were rejected; nothing was written. The first:`
      return [head, ...rows].join('\n')
    }
    case 'written': {
      const head = `${report.episodes} episodes and ${report.responses} forms, as of ${report.as_of}.`
      const notices = report.notices.map(({ message }) => `Note: ${message}`)
      return [head, ...notices, `Written to ${report.out}: ${report.files.join(', ')}`].join('\n')
    }
  }
}
