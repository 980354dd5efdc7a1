/** From a plan to the answer that people and programs read. */

import type { ImportReject, ImportReport } from '../../contracts/imports.js'
import type { ImportFileName } from '../../core/import-rules/import-columns.js'
import type { JudgedFile } from '../../core/import-rules/judge-rows.js'
import type { ImportPlan } from '../../core/import-rules/plan-import.js'
import { touchedEpisodes } from '../../core/import-rules/touched-episodes.js'
import type { ReadFiles } from './reading/read-import-files.js'

/** Rejects that stand in the report itself; the whole list is the rejects file. */
const REJECTS_SHOWN = 200

export type ImportMode = ImportReport['mode']

/** What was found, before it is known whether it will be stored. */
export interface ImportFindings {
  readonly report: ImportReport
  /** Every problem of every rejected row, by file and row. */
  readonly rejects: readonly ImportReject[]
}

interface ReportOptions {
  readonly mode: ImportMode
  readonly dryRun: boolean
}

/** Of files that cannot be read, nothing is judged: rows of the others would be found to lack what they name. */
export function refusedFindings(
  read: Pick<ReadFiles, 'errors' | 'notices'>,
  options: ReportOptions,
): ImportFindings {
  return {
    report: { ...emptyReport(options), errors: [...read.errors], notices: [...read.notices] },
    rejects: [],
  }
}

export function planFindings(read: ReadFiles, plan: ImportPlan, options: ReportOptions): ImportFindings {
  const judged = judgedFiles(plan).filter(({ file }) => read.files.includes(file))
  const files = judged.map(countFile)
  const rejects = judged.flatMap(rejectsOf)
  const risky = judged.flatMap(({ file, rejects: rows }) =>
    rows.filter((row) => row.isSafetyRelevant).map(({ line }) => ({ file, row: line })),
  )
  const { createdSites, createdTherapists } = plan.reference
  const report: ImportReport = {
    ...emptyReport(options),
    rows: sum(files, (file) => file.rows),
    accepted: sum(files, (file) => file.accepted),
    corrected: sum(files, (file) => file.corrected),
    rejected: sum(files, (file) => file.rejected),
    duplicate: sum(files, (file) => file.duplicate),
    files,
    created: [
      ...createdSites.map(({ siteId }) => ({ kind: 'site' as const, id: siteId })).sort(byId),
      ...createdTherapists
        .map(({ therapistId }) => ({ kind: 'therapist' as const, id: therapistId }))
        .sort(byId),
    ],
    notices: [...read.notices, ...plan.responses.notices.summarise('responses.csv')],
    safety: { rejected_with_risk_answer: risky.length, rows: risky },
    first_rejects: rejects.slice(0, REJECTS_SHOWN),
    rejects_total: rejects.length,
    difference: differenceOf(plan),
    touched_episodes: touchedEpisodes(plan).size,
  }
  return { report, rejects }
}

/** By code units, the same on every machine. */
function byId(one: { readonly id: string }, other: { readonly id: string }): number {
  return one.id < other.id ? -1 : 1
}

function emptyReport({ mode, dryRun }: ReportOptions): ImportReport {
  return {
    import_id: null,
    mode,
    dry_run: dryRun,
    committed: false,
    rows: 0,
    accepted: 0,
    corrected: 0,
    rejected: 0,
    duplicate: 0,
    files: [],
    created: [],
    errors: [],
    notices: [],
    safety: { rejected_with_risk_answer: 0, rows: [] },
    first_rejects: [],
    rejects_total: 0,
    difference: [],
    touched_episodes: 0,
  }
}

/** What the report needs of a judged file, whatever its rows are. */
type CountedFile = Pick<JudgedFile<unknown>, 'file' | 'rows' | 'rejects'> & {
  readonly candidates: readonly Pick<JudgedFile<unknown>['candidates'][number], 'change' | 'repeats'>[]
}

function judgedFiles({ reference, members, sessions, attendance, responses }: ImportPlan): CountedFile[] {
  return [
    reference.sites,
    reference.therapists,
    reference.groups,
    members.members,
    members.treatments,
    sessions.sessions,
    attendance.attendance,
    responses.responses,
  ]
}

function countFile({ file, rows, rejects, candidates }: CountedFile): ImportReport['files'][number] {
  let accepted = 0
  let corrected = 0
  let duplicate = 0
  for (const { change, repeats } of candidates) {
    if (change === 'duplicate') duplicate += 1
    else if (change === 'corrected') corrected += 1
    else accepted += 1
    duplicate += repeats.length
  }
  return { file, rows, accepted, corrected, rejected: rejects.length, duplicate }
}

function rejectsOf({ file, rejects }: CountedFile): ImportReject[] {
  return [...rejects]
    .sort((one, other) => one.line - other.line)
    .flatMap(({ line, problems, isSafetyRelevant }) =>
      problems.map((problem) => ({ file, row: line, ...problem, is_safety_relevant: isSafetyRelevant })),
    )
}

const TABLES: Readonly<Record<ImportFileName, string>> = {
  'sites.csv': 'site',
  'therapists.csv': 'therapist',
  'groups.csv': 'treatment_group',
  'members.csv': 'episode',
  'concurrent_treatments.csv': 'concurrent_treatment',
  'sessions.csv': 'group_session',
  'attendance.csv': 'attendance',
  'responses.csv': 'response',
}

function differenceOf(plan: ImportPlan): ImportReport['difference'] {
  const made = new Map([
    ['site', plan.reference.createdSites.length],
    ['therapist', plan.reference.createdTherapists.length],
  ])
  return judgedFiles(plan).flatMap(({ file, candidates }) => {
    const table = TABLES[file]
    const added = candidates.filter(({ change }) => change === 'added').length + (made.get(table) ?? 0)
    const changed = candidates.filter(({ change }) => change === 'corrected' || change === 'revived').length
    return added + changed === 0 ? [] : [{ table, added, changed }]
  })
}

function sum<Item>(items: readonly Item[], countOf: (item: Item) => number): number {
  return items.reduce((total, item) => total + countOf(item), 0)
}
