/** The command line: `npm run tidemark -- COMMAND`. */

import 'reflect-metadata'
import { fileURLToPath } from 'node:url'
import { Argument, Command, InvalidArgumentError, Option } from 'commander'
import { loadScenario } from '../../seed/src/load.js'
import { isScenarioName, SCENARIO_NAMES } from '../../seed/src/scenarios/all-scenarios.js'
import { DEFAULT_SEED, writeScenario } from '../../seed/src/write-scenario.js'
import { IMPORT_MODES } from './contracts/imports.js'
import { isDay } from './core/calendar-day.js'
import { type OpenDatabase, openDatabase } from './database/connect.js'
import { commandLineContext } from './database/process-contexts.js'
import { addAuditCommands } from './features/audit/audit.command.js'
import { addStudyCommand } from './features/comparison/study.command.js'
import { addExportTablesCommand } from './features/dataset-exports/aggregate-tables/tables.command.js'
import { addExportCommands } from './features/dataset-exports/export.command.js'
import { addExportRunCommand } from './features/dataset-exports/run.command.js'
import {
  importExitCode,
  importSummary,
  sayProgress,
  writeRejects,
} from './features/imports/import.command.js'
import { DEFAULT_SOURCE_SYSTEM, ImportsService } from './features/imports/imports.service.js'
import { ImportCancelled } from './features/imports/reading/file-refused.js'
import { sourceFromPaths } from './features/imports/reading/import-source.js'
import { analyseFolder, analyseSummary } from './features/outcomes/analyse.command.js'
import { rebuildOutcomes, rebuildSummary } from './features/outcomes/rebuild.command.js'
import { rendererAt } from './features/report-runs/make/render-report.js'
import { addReportCommand } from './features/report-runs/report.command.js'
import { addUserCommands } from './features/sign-in/user.command.js'
import { refreshInCare } from './features/signals/background.service.js'
import { addCalibrateCommand } from './features/signals/calibrate.command.js'
import { fitExpectedResponses } from './features/signals/fit/fit-expected-response.service.js'
import { addTokenCommands } from './features/tokens/token.command.js'
import { SystemClock } from './platform/clock.js'
import { readConfig } from './platform/config.js'
import { createLog } from './platform/logging.js'
import { type Keys, readKeys } from './platform/secrets.js'
import { cancelledBySignal, printError, printLine, progressLine } from './platform/terminal.js'

const clock = new SystemClock()
const program = new Command('tidemark')
  .description('Outcomes for group therapy programmes.')
  .showHelpAfterError('(tidemark --help, or tidemark COMMAND --help)')
  // Words that are no command end like a file that cannot be read: 1 is for rejected rows.
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))

program
  .command('serve')
  .description('start the API and the dashboard (as npm start does, without building)')
  .action(async () => {
    await import('./main.js')
  })

program
  .command('import')
  .description('read import files, check every row, and store all of them or nothing')
  .argument('<paths...>', 'a folder, or files by their import names (docs/IMPORT.md)')
  .addOption(
    new Option('--mode <mode>', 'what to do when rows are rejected')
      .choices(IMPORT_MODES)
      .default('all-or-nothing'),
  )
  .option('--dry-run', 'say what would change, store nothing', false)
  .option(
    '--correct <reason>',
    'store rows that differ from what is stored as new versions, with this reason',
  )
  .option('--source <name>', 'the system that gave the responses their ids', DEFAULT_SOURCE_SYSTEM)
  .option('--rejects <file>', 'write every rejected row to this CSV file')
  .option('--ignore-unknown', 'pass over columns that are not known', false)
  .option('--json', 'print the report as one JSON object', false)
  .action(async (paths: string[], options: ImportOptions) => {
    const source = await sourceFromPaths(paths)
    const line = progressLine()
    const { report, rejects } = await withDatabase(({ access }) =>
      new ImportsService(access, clock).run(commandLineContext(), {
        source,
        mode: options.mode,
        dryRun: options.dryRun,
        correctReason: options.correct ?? null,
        sourceSystem: options.source,
        ignoreUnknown: options.ignoreUnknown,
        signal: cancelledBySignal(),
        onProgress: sayProgress(line.say),
      }),
    ).finally(line.clear)
    if (options.rejects !== undefined) await writeRejects(options.rejects, rejects)
    printLine(options.json ? JSON.stringify(report) : importSummary(report))
    process.exitCode = importExitCode(report)
  })

program
  .command('analyse')
  .description('write the statistical appendix of an import folder; needs no database')
  .argument('<folder>', 'a folder of import files')
  .requiredOption('--out <folder>', 'where the files go')
  .addOption(
    new Option('--as-of <date>', 'leave out what is later; default: the last day in the files').argParser(
      day,
    ),
  )
  .option('--ignore-unknown', 'pass over columns that are not known', false)
  .option('--json', 'print the report as one JSON object', false)
  .action(async (folder: string, options: AnalyseOptions) => {
    const report = await analyseFolder({
      folder,
      out: options.out,
      asOf: options.asOf ?? null,
      ignoreUnknown: options.ignoreUnknown,
      now: clock.now(),
    })
    printLine(options.json ? JSON.stringify(report) : analyseSummary(report))
    process.exitCode = { written: 0, rejected: 1, refused: 2 }[report.kind]
  })

addCalibrateCommand(
  program
    .command('calibrate')
    .description(
      'judge the expected response of an import folder by members it has not seen; needs no database',
    ),
  clock,
)

addStudyCommand(
  program
    .command('study')
    .description(
      'compare group therapy alone with combined treatment in an import folder; needs no database',
    ),
  clock,
)

program
  .command('seed')
  .description('simulate a clinic with known true effects; into files with --out, else into the database')
  .addArgument(new Argument('<scenario>', 'which clinic').choices(SCENARIO_NAMES))
  .addOption(new Option('--members <n>', 'how many persons').argParser(wholeNumber))
  .addOption(new Option('--seed <n>', 'another draw').argParser(wholeNumber).default(DEFAULT_SEED))
  .addOption(new Option('--as-of <date>', 'the reference day; default: today').argParser(day))
  .option('--out <folder>', 'write import files into this folder')
  .option('--json', 'print the result as one JSON object', false)
  .action(async (scenario: string, options: SeedOptions) => {
    if (!isScenarioName(scenario)) throw new InvalidArgumentError(`Known: ${SCENARIO_NAMES.join(', ')}.`)
    const request = {
      scenario,
      seed: options.seed,
      asOf: options.asOf ?? clock.now().toISOString().slice(0, 10),
      ...(options.members === undefined ? {} : { members: options.members }),
    }
    if (options.out !== undefined) {
      const files = await writeScenario({ ...request, outFolder: options.out })
      printLine(
        options.json
          ? JSON.stringify({ out: options.out, files })
          : `Written to ${options.out}: ${files.map(({ file }) => file).join(', ')}`,
      )
      return
    }
    const line = progressLine()
    const signal = cancelledBySignal()
    const report = await withDatabase(({ access }) =>
      loadScenario(new ImportsService(access, clock), commandLineContext(), {
        ...request,
        signal,
        onProgress: sayProgress(line.say),
      }),
    ).finally(line.clear)
    printLine(options.json ? JSON.stringify(report) : importSummary(report))
    process.exitCode = importExitCode(report)
  })

program
  .command('rebuild')
  .description('work out every stored outcome and signal again and show the difference (it must be none)')
  .option('--check', 'only compare, store nothing', false)
  .option('--fit', 'fit the expected response anew first, and refresh the signals by it', false)
  .option('--json', 'print the report as one JSON object', false)
  .action(async (options: { check: boolean; fit: boolean; json: boolean }) => {
    if (options.check && options.fit) throw new InvalidArgumentError('--check stores nothing, --fit does.')
    const report = await withDatabase(async ({ access }) => {
      const caller = commandLineContext()
      if (options.fit) {
        await fitExpectedResponses(access, caller, () => {})
        await refreshInCare(access, caller)
      }
      return rebuildOutcomes(access, caller, { check: options.check })
    })
    printLine(options.json ? JSON.stringify(report) : rebuildSummary(report))
    process.exitCode = report.missing + report.superfluous + report.different > 0 ? 1 : 0
  })

addAuditCommands(
  program.command('audit').description('who did what: hold the record against itself, hand it out'),
  withDatabase,
)

const exportCommand = program.command('export').description('anonymised data sets: check a table, make one')
addExportCommands(exportCommand)
addExportRunCommand(exportCommand, withDatabase, clock)
addExportTablesCommand(exportCommand, withDatabase, clock)

addReportCommand(
  program.command('report').description('make a report as a file, of the records of every site'),
  withDatabase,
  { clock, renderer: rendererAt(fileURLToPath(new URL('../../reports/render.js', import.meta.url))) },
)

addTokenCommands(
  program.command('token').description('what programs sign in with: make, revoke, list'),
  withDatabase,
)

addUserCommands(
  program.command('user').description('who may sign in, as what: add, disable, enable, reset, list'),
  withDatabase,
)

await program.parseAsync().catch((error: unknown) => {
  const cancelled = error instanceof ImportCancelled
  printError(
    cancelled ? 'Cancelled: nothing was stored.' : error instanceof Error ? error.message : String(error),
  )
  process.exitCode = cancelled ? 130 : 2
})

interface ImportOptions {
  mode: (typeof IMPORT_MODES)[number]
  dryRun: boolean
  correct?: string
  source: string
  rejects?: string
  ignoreUnknown: boolean
  json: boolean
}

interface AnalyseOptions {
  out: string
  asOf?: string
  ignoreUnknown: boolean
  json: boolean
}

interface SeedOptions {
  members?: number
  seed: number
  asOf?: string
  out?: string
  json: boolean
}

async function withDatabase<T>(work: (database: OpenDatabase, keys: Keys) => Promise<T>): Promise<T> {
  const config = readConfig(process.env)
  const keys = await readKeys(config)
  const settings = { ...config, auditSigningKey: keys.auditSigning }
  const database = await openDatabase(settings, 'command_line', createLog('warn'))
  try {
    return await work(database, keys)
  } finally {
    await database.close()
  }
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.')
  return Number(text)
}

function day(text: string): string {
  if (!isDay(text)) throw new InvalidArgumentError('It must be a day, YYYY-MM-DD.')
  return text
}
