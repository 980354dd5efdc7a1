/** `tidemark export run`: a data set into a file, by the same rules as on screen, and kept in the same library. */

import { stat } from 'node:fs/promises'
import path from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import { newDatasetExportSchema } from '../../contracts/dataset-exports.js'
import { checkQuota, QUOTA_DAYS, USUAL_K } from '../../core/dataset/export-limits.js'
import { type DatasetProfile, hasPhases, PHASES } from '../../core/dataset/profile.js'
import { QUASI_NAMES } from '../../core/dataset/variable.js'
import type { DatabaseAccess } from '../../database/access.js'
import { commandLineContext } from '../../database/process-contexts.js'
import type { Clock } from '../../platform/clock.js'
import { cancelledBySignal, printLine, progressLine } from '../../platform/terminal.js'
import { latestDay } from '../outcomes/provenance.service.js'
import { countMadeLately, insertDatasetExport } from './dataset-exports.repository.js'
import { type MadeExport, makeExport } from './make-export.service.js'

/** As on screen: enough for a first question. */
const BESIDE_PHASES = ['age_band', 'gender', 'arm'] as const

type WithDatabase = <T>(work: (database: { access: DatabaseAccess }) => Promise<T>) => Promise<T>

interface RunOptions {
  profile: string
  phases?: string[]
  measure: string
  variables?: string[]
  k: number
  out?: string
  purpose: string
  recipient: string
  modality: string[]
  format: string[]
  structure: string[]
  arm: string[]
  joinedFrom?: number
  joinedTo?: number
  onlyCases: boolean
  json: boolean
}

/** Leaves 0 when it was published, 1 when it was refused, 2 when it could not begin, 3 when a director has to approve it. */
export function addExportRunCommand(command: Command, withDatabase: WithDatabase, clock: Clock): void {
  command
    .command('run')
    .description('make an anonymised data set of all that is recorded, as a package')
    .option('--profile <name>', "bands, or with a director's approval phases_wide or phases_long", 'bands')
    .option(
      '--phases <names>',
      `with phases: which of ${PHASES.join()}, each with ~level if wanted; all unless said`,
      names,
    )
    .option('--measure <code>', 'what it is about: phq9 or gad7', 'phq9')
    .option(
      '--variables <names>',
      `columns that others may know of a person: A,B~1 (never coarser than level 1); all, or with phases ${BESIDE_PHASES.join()}`,
      names,
    )
    .option('--k <n>', 'persons who look alike, 5 at least', wholeNumber, USUAL_K)
    .option('--out <file>', 'where the zip goes; with phases there is none before it is approved')
    .requiredOption('--purpose <text>', 'what it is for')
    .requiredOption('--recipient <text>', 'who gets it')
    .option('--modality <names>', 'only these kinds of groups: A,B', names, [])
    .option('--format <names>', 'only these formats: A,B', names, [])
    .option('--structure <names>', 'open or closed', names, [])
    .option('--arm <names>', 'group_only or combined', names, [])
    .option('--joined-from <year>', 'first year of a band of two: an even year', wholeNumber)
    .option('--joined-to <year>', 'first year of the last band: an even year', wholeNumber)
    .option('--only-cases', 'only members at caseness at the start', false)
    .option('--json', 'print what came of it as one JSON object', false)
    .action(async (options: RunOptions) => {
      const made = await withDatabase(({ access }) => run(access, clock, options))
      printLine(options.json ? JSON.stringify(onTheWire(made)) : summary(made, options.out ?? ''))
      process.exitCode = made.kind === 'awaits_approval' ? 3 : made.kind === 'published' ? 0 : 1
    })
}

async function run(access: DatabaseAccess, clock: Clock, options: RunOptions): Promise<MadeExport> {
  const asked = newDatasetExportSchema.safeParse({
    profile: options.profile,
    phases:
      options.phases?.map((chosen) => {
        const [phase, coarsest] = withCoarsest(chosen)
        return { phase, coarsest }
      }) ?? null,
    measure: options.measure,
    variables: (options.variables ?? usualVariables(options.profile)).map((chosen) => {
      const [name, coarsest] = withCoarsest(chosen)
      return { name, coarsest }
    }),
    k: options.k,
    filter: {
      modalities: options.modality,
      formats: options.format,
      structures: options.structure,
      arms: options.arm,
      joined_from: options.joinedFrom ?? null,
      joined_to: options.joinedTo ?? null,
      only_cases_at_start: options.onlyCases,
    },
    purpose: options.purpose,
    recipient: options.recipient,
  })
  if (!asked.success) {
    throw new Error(
      asked.error.issues.map(({ path: at, message }) => `${at.join('.')}: ${message}`).join(' '),
    )
  }
  const file = await placeOf(options.out, asked.data.profile)
  const { purpose, recipient, ...definition } = asked.data
  const context = commandLineContext()
  const { id, today } = await access.run(context, async (transaction) => {
    checkQuota(await countMadeLately(transaction, QUOTA_DAYS))
    const stored = await insertDatasetExport(transaction, { purpose, recipient, definition })
    transaction.record({
      action: 'record.create',
      target: `dataset_export:${stored}`,
      detail: { k: definition.k, profile: definition.profile },
    })
    return { id: stored, today: await latestDay(transaction, clock.now()) }
  })
  const line = progressLine()
  const signal = cancelledBySignal()
  return makeExport(id, {
    access,
    context,
    today,
    signal,
    progress: async ({ message }) => {
      signal.throwIfAborted()
      line.say(message)
    },
    file,
  }).finally(line.clear)
}

function usualVariables(profile: string): readonly string[] {
  return profile === 'bands' ? QUASI_NAMES : BESIDE_PHASES
}

/** With scores by phase nothing is written here: a director approves on screen, then the worker makes it for the library. */
async function placeOf(out: string | undefined, profile: DatasetProfile): Promise<string | null> {
  if (hasPhases(profile)) {
    if (out === undefined) return null
    throw new Error(
      'Scores by phase have to be approved by a director first. Leave --out away; fetch it from the library.',
    )
  }
  if (out === undefined) throw new Error('--out is missing. Name the file of the package.')
  const found = await stat(out).catch(() => null)
  if (found?.isDirectory()) throw new Error(`${out} is a folder. Name the file of the package.`)
  return path.resolve(out)
}

function onTheWire(made: MadeExport): object {
  switch (made.kind) {
    case 'published':
      return made
    case 'refused':
      return { kind: made.kind, code: made.refusal.code, message: made.refusal.message }
    case 'awaits_approval':
      return { kind: made.kind, dataset_export_id: made.id, measured: made.measured }
    case 'over_before':
      return { kind: made.kind }
  }
}

function summary(made: MadeExport, out: string): string {
  if (made.kind === 'awaits_approval') return measuredWords(made)
  if (made.kind !== 'published') {
    return made.kind === 'refused' ? made.refusal.message : 'It was made before.'
  }
  const { rows, held_to, k, prosecutor_highest, information_lost, levels } = made.summary
  return [
    `${out}: ${rows} persons, at least ${k} alike; somebody is found with a chance of ${(prosecutor_highest * 100).toFixed(1)} % at worst.`,
    ...(held_to === null
      ? []
      : [`Its persons are those of ${held_to}: chosen freely they would differ by a few.`]),
    ...levels.map(({ label, level_name }) => `  ${label}: ${level_name}`),
    `Information lost over all columns: ${(information_lost * 100).toFixed(0)} %. sha256 ${made.sha256}`,
  ].join('\n')
}

function measuredWords({ id, measured }: Extract<MadeExport, { kind: 'awaits_approval' }>): string {
  const percent = (share: number) => `${(share * 100).toFixed(0)} %`
  return [
    `Data set ${id} awaits the approval of a director, at /research/${id} within 30 days. Then the worker makes it, and the library has it.`,
    `Somebody is found with a chance of at most ${percent(measured.prosecutor_highest)}, ${percent(measured.prosecutor_average)} on average; before anything was generalised ${percent(measured.unique_before)} were alone.`,
    ...measured.levels.map(({ label, level_name }) => `  ${label}: ${level_name}`),
    `Information lost over all columns: ${percent(measured.information_lost)}.`,
  ].join('\n')
}

function names(text: string): string[] {
  const found = text.split(',').map((name) => name.trim())
  if (found.includes('')) throw new InvalidArgumentError('Give names, parted by commas.')
  return found
}

/** As in the address of the page: `age_band~1` is never coarser than its level 1. */
function withCoarsest(chosen: string): [name: string, coarsest: number | null] {
  const [, name = chosen, level] = /^(.*)~(\d{1,2})$/.exec(chosen) ?? []
  return [name, level === undefined ? null : Number(level)]
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.')
  return Number(text)
}
