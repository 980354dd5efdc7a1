/** `tidemark report DEFINITION --format pdf --out FILE`: the same numbers and the same renderer as on the screen. */

import { rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Argument, type Command, InvalidArgumentError, Option } from 'commander'
import {
  REPORT_DEFINITIONS,
  REPORT_FORMATS,
  REPORT_PAPERS,
  type ReportFormat,
  reportRequestSchema,
} from '../../contracts/report-requests.js'
import type { DatabaseAccess } from '../../database/access.js'
import { commandLineContext } from '../../database/process-contexts.js'
import type { Clock } from '../../platform/clock.js'
import { cancelledBySignal, inOneSentence, printLine, progressLine } from '../../platform/terminal.js'
import { freezeReport } from './freeze/freeze-report.js'
import { type Renderer, renderReport } from './make/render-report.js'

type WithDatabase = <T>(work: (database: { access: DatabaseAccess }) => Promise<T>) => Promise<T>

const FILTERS = [
  ['site', 'the id of a site'],
  ['group', 'the id of a group'],
  ['modality', 'like cognitive_behavioral'],
  ['format-of-groups', 'in_person, online or hybrid'],
  ['structure', 'open or closed'],
  ['focus', 'like depression'],
  ['arm', 'group_only or combined'],
  ['from', 'first day of the period, YYYY-MM-DD'],
  ['to', 'last day of the period, YYYY-MM-DD'],
  ['measure', 'like phq9'],
] as const

interface Options {
  readonly format: ReportFormat
  readonly out: string
  readonly frozen?: string
  readonly json: boolean
  readonly site?: string
  readonly group?: string
  readonly modality?: string
  readonly formatOfGroups?: string
  readonly structure?: string
  readonly focus?: string
  readonly arm?: string
  readonly from?: string
  readonly to?: string
  readonly measure?: string
  readonly member?: string
  readonly study?: string
  readonly rules?: string
  readonly paper?: string
}

export function addReportCommand(
  report: Command,
  withDatabase: WithDatabase,
  { clock, renderer }: { readonly clock: Clock; readonly renderer: Renderer },
): void {
  report
    .addArgument(
      // A caseload is a person's own, and nobody is signed in here.
      new Argument('<definition>', 'what it is about').choices(
        REPORT_DEFINITIONS.filter((definition) => definition !== 'caseload_review'),
      ),
    )
    .addOption(
      new Option('--format <format>', 'of the file; csv is a ZIP of tables')
        .choices(REPORT_FORMATS)
        .default('pdf'),
    )
    .requiredOption('--out <file>', 'the file; it is there whole or not at all')
    .option('--frozen <file>', 'keep the numbers too, as JSON')
    .addOption(new Option('--paper <paper>', 'of pages').choices(REPORT_PAPERS).default('a4'))
    .option('--member <id>', 'of member_progress and member_progress_clinical')
    .option('--study <n>', 'number of the study, of comparison')
    .option('--rules <rules>', 'by which a change is reliable: standard, gad7_5 or jacobson_truax')
    .option('--json', 'print what was made as one JSON object', false)
  for (const [name, words] of FILTERS) report.option(`--${name} <${name}>`, words)
  report.action(async (definition: string, options: Options) => {
    const request = reportRequestSchema.safeParse(requestOf(definition, options))
    if (!request.success)
      throw new InvalidArgumentError(
        request.error.issues.map(({ path: at, message }) => `${at.join('.') || 'It'}: ${message}`).join(' '),
      )
    const line = progressLine()
    const signal = cancelledBySignal()
    try {
      const caller = commandLineContext()
      const frozen = await withDatabase(({ access }) =>
        inOneSentence(async () => {
          const made = await freezeReport(
            { access, caller, now: clock.now(), onStep: line.say, signal },
            request.data,
          )
          await access.run(caller, async (transaction) => {
            transaction.record({
              action: 'export.download',
              memberIds: made.reach.memberIds,
              detail: { definition, format: options.format, sha256: made.sha256 },
            })
          })
          return made
        }),
      )
      const file = await renderReport(renderer, {
        json: frozen.json,
        format: options.format,
        onProgress: ({ done, total, message }) => line.say(`${done} of ${total}. ${message}`),
        signal,
      })
      if (options.frozen !== undefined) await writeWhole(options.frozen, frozen.json)
      await writeWhole(options.out, file)
      line.clear()
      const { sha256 } = frozen
      printLine(
        options.json
          ? JSON.stringify({
              definition,
              format: options.format,
              out: options.out,
              bytes: file.length,
              sha256,
            })
          : `Written to ${options.out}. The numbers have the hash ${sha256}.`,
      )
    } finally {
      line.clear()
    }
  })
}

/** Under another name beside it first: whoever looks finds the whole file or none. */
async function writeWhole(file: string, content: string | Buffer): Promise<void> {
  const unfinished = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}`)
  try {
    await writeFile(unfinished, content, { mode: 0o600 })
    await rename(unfinished, file)
  } finally {
    await rm(unfinished, { force: true })
  }
}

/** Options that a definition does not know are refused by its contract. */
function requestOf(definition: string, options: Options): object {
  const { site, group, modality, formatOfGroups: format, structure, focus, arm, from, to, measure } = options
  const { member, study, rules, paper } = options
  const filters = { site, group, modality, format, structure, focus, arm, from, to, measure }
  const takesFilters = ['programme_outcomes', 'programme_outcomes_public', 'completeness'].includes(
    definition,
  )
  const asked = {
    definition,
    paper,
    member,
    rules,
    study: study === undefined ? undefined : Number(study),
    ...(takesFilters ? { filters: present(filters) } : present(filters)),
  }
  return present(asked)
}

function present(values: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}
