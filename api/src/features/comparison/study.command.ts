/** `tidemark study`: group therapy alone against combined treatment on any import folder, without a database. */

import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { clinicCases, latestDay } from '../../core/appendix/clinic-episodes.js'
import { studyEpisodes } from '../../core/appendix/study-episodes.js'
import { type Day, isDay } from '../../core/calendar-day.js'
import { type StudyResult, studySteps } from '../../core/comparison/run-study.js'
import {
  DEFAULT_STUDY,
  type DefinitionProblem,
  type StudyDefinition,
} from '../../core/comparison/study-definition.js'
import type { Clock } from '../../platform/clock.js'
import { cancelledBySignal, printLine, progressLine } from '../../platform/terminal.js'
import { type ReadClinic, readClinicFolder } from '../imports/read-clinic-folder.js'
import { throwIfCancelled } from '../imports/reading/file-refused.js'
import { todayIn } from '../imports/today-in.js'
import { namedDefinition, type ReadDefinition, readDefinition } from './read-definition.js'
import { studyOnTheWire } from './study-on-the-wire.js'
import { studySummary } from './study-summary.js'

export interface StudyRequest {
  readonly folder: string
  /** A file, or the name of a study that needs none; null: the default study. */
  readonly definition: string | null
  readonly asOf: Day | null
  readonly ignoreUnknown: boolean
  readonly now: Date
  readonly signal: AbortSignal
  readonly say: (text: string) => void
}

export type StudyReport =
  | Exclude<ReadClinic, { kind: 'read' }>
  | {
      readonly kind: 'bad_definition'
      readonly file: string
      readonly problems: readonly DefinitionProblem[]
    }
  | { readonly kind: 'compared'; readonly result: StudyResult }

interface StudyOptions {
  definition?: string
  asOf?: string
  ignoreUnknown: boolean
  json: boolean
}

/** Gives the command its arguments and what it does. */
export function addStudyCommand(study: Command, clock: Clock): void {
  study
    .argument('<folder>', 'a folder of import files')
    .option(
      '--definition <file>',
      'the target trial as JSON, or "default" or "as-reference" (docs/STATISTICS.md)',
    )
    .addOption(
      new Option('--as-of <date>', 'leave out what is later; default: the last day in the files').argParser(
        (text: string) => {
          if (!isDay(text)) throw new InvalidArgumentError('It must be a day, YYYY-MM-DD.')
          return text
        },
      ),
    )
    .option('--ignore-unknown', 'pass over columns that are not known', false)
    .option('--json', 'print every figure as one JSON object', false)
    .action(async (folder: string, options: StudyOptions) => {
      const line = progressLine()
      const report = await studyFolder({
        folder,
        definition: options.definition ?? null,
        asOf: options.asOf ?? null,
        ignoreUnknown: options.ignoreUnknown,
        now: clock.now(),
        signal: cancelledBySignal(),
        say: line.say,
      }).finally(line.clear)
      printLine(options.json ? studyJson(report) : studyText(report))
      process.exitCode = { compared: 0, rejected: 1, refused: 2, bad_definition: 2 }[report.kind]
    })
}

/**
 * Reads an import folder by the rules of the import, all or nothing, and compares the arms as the definition says. A
 * comparison that is refused is a result.
 *
 * @throws MissingPath, NotADay; ImportCancelled when `signal` aborts
 */
export async function studyFolder(request: StudyRequest): Promise<StudyReport> {
  const { folder, ignoreUnknown, now, signal, say } = request
  const read = await definitionOf(request.definition)
  if (read.kind === 'refused')
    return { kind: 'bad_definition', file: path.basename(request.definition ?? ''), problems: read.problems }
  const { definition } = read
  const onRows = (file: string, rows: number) => say(`Reading ${file}: ${rows.toLocaleString('en')}`)
  const clinic = await readClinicFolder({ folder, ignoreUnknown, now, signal, onRows })
  if (clinic.kind !== 'read') return clinic
  const asOf = request.asOf ?? latestDay(clinic.records) ?? todayIn(now)('UTC')
  const { cases } = clinicCases(clinic.records, asOf)
  const episodes = studyEpisodes(cases, definition.measureCode, clinic.evidenceOf)
  const steps = studySteps(definition, episodes, asOf)
  let step = steps.next()
  while (!step.done) {
    say(`Comparing: ${step.value.done} of ${step.value.total}`)
    // lets a signal in
    await setImmediate()
    throwIfCancelled(signal)
    step = steps.next()
  }
  return { kind: 'compared', result: step.value }
}

/** The report as one line of JSON: of a comparison, the object of the contract. */
export function studyJson(report: StudyReport): string {
  return JSON.stringify(report.kind === 'compared' ? studyOnTheWire(report.result) : report)
}

/** The report as lines for a terminal. */
export function studyText(report: StudyReport): string {
  switch (report.kind) {
    case 'bad_definition': {
      const fields = report.problems.map(({ field, message }) => `  ${field}: ${message}`)
      return [`The definition ${report.file} cannot be used. Correct these fields:`, ...fields].join('\n')
    }
    case 'refused':
      return report.errors.map(({ code, message }) => `${message} (${code})`).join('\n')
    case 'rejected': {
      const rows = report.first_rejects.map(
        ({ file, row, column, code, message }) => `  ${file} row ${row}, ${column}: ${message} (${code})`,
      )
      return [`${report.rejected} of ${report.rows} rows were rejected. The first:`, ...rows].join('\n')
    }
    case 'compared':
      return studySummary(studyOnTheWire(report.result))
  }
}

async function definitionOf(asked: string | null): Promise<ReadDefinition> {
  const named: StudyDefinition | undefined = asked === null ? DEFAULT_STUDY : namedDefinition(asked)
  if (named !== undefined) return { kind: 'read', definition: named }
  const problem = (message: string): ReadDefinition => ({
    kind: 'refused',
    problems: [{ field: 'definition', message }],
  })
  let text: string
  try {
    text = await readFile(asked ?? '', 'utf8')
  } catch {
    return problem('There is no such file that can be read. Give a JSON file, "default" or "as-reference".')
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return problem(`It is not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  return readDefinition(value)
}
