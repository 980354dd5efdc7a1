/** `tidemark calibrate`: how well the expected response of an import folder holds, and what it foretells. */

import { setImmediate } from 'node:timers/promises'
import { type Command, Option } from 'commander'
import { clinicCases } from '../../core/appendix/clinic-episodes.js'
import type { ClinicRecords } from '../../core/appendix/clinic-records.js'
import type { Day } from '../../core/calendar-day.js'
import {
  jacobsonTruax,
  type ReliableChangeLimits,
  reliableChangeReference,
} from '../../core/change/jacobson-truax.js'
import type { EpisodeOutcome } from '../../core/episodes/summarise-episode.js'
import {
  type Calibration,
  type CalibrationProgress,
  calibrateExpectedResponse,
} from '../../core/expected-response/calibrate.js'
import { endedCourses } from '../../core/expected-response/course.js'
import type { ExpectedResponseOff } from '../../core/expected-response/fit-expected-response.js'
import type { MeasureDefinition } from '../../core/measures/measure-definition.js'
import { measureRegistry, requireMeasure } from '../../core/measures/registry.js'
import { reliableChangePoints } from '../../core/signals/reliable-change-points.js'
import { DEFAULT_SIGNAL_RULES } from '../../core/signals/signal-rules.js'
import type { Clock } from '../../platform/clock.js'
import { cancelledBySignal, printLine, progressLine } from '../../platform/terminal.js'
import { type ReadClinic, readClinicFolder } from '../imports/read-clinic-folder.js'
import { throwIfCancelled } from '../imports/reading/file-refused.js'
import { calibrationOnTheWire } from './calibration-on-the-wire.js'
import { calibrationSummary } from './calibration-summary.js'

export interface CalibrateRequest {
  readonly folder: string
  readonly measureCode: string
  readonly ignoreUnknown: boolean
  readonly now: Date
  /** Aborts between two steps; nothing is ever stored. */
  readonly signal: AbortSignal
  /** One line of text. */
  readonly say: (text: string) => void
}

export type CalibrateReport =
  | Exclude<ReadClinic, { kind: 'read' }>
  | {
      readonly kind: 'judged'
      readonly measure: MeasureDefinition
      /** The last day on which anything was recorded; null: nothing was. */
      readonly asOf: Day | null
      readonly calibration: Calibration | ExpectedResponseOff
    }

interface CalibrateOptions {
  measure: string
  ignoreUnknown: boolean
  json: boolean
}

/** Gives the command its arguments and what it does. */
export function addCalibrateCommand(calibrate: Command, clock: Clock): void {
  calibrate
    .argument('<folder>', 'a folder of import files')
    .addOption(
      new Option('--measure <code>', 'whose scores')
        .choices(measureRegistry.map(({ code }) => code))
        .default('phq9'),
    )
    .option('--ignore-unknown', 'pass over columns that are not known', false)
    .option('--json', 'print the figures as one JSON object', false)
    .action(async (folder: string, options: CalibrateOptions) => {
      const line = progressLine()
      const report = await calibrateFolder({
        folder,
        measureCode: options.measure,
        ignoreUnknown: options.ignoreUnknown,
        now: clock.now(),
        signal: cancelledBySignal(),
        say: line.say,
      }).finally(line.clear)
      printLine(options.json ? calibrateJson(report) : calibrateSummary(report))
      process.exitCode = { judged: 0, rejected: 1, refused: 2 }[report.kind]
    })
}

/**
 * Reads an import folder by the rules of the import, all or nothing, and judges the expected response on it. Needs no
 * database. An episode has ended when its end is not after the last day on which anything was recorded.
 *
 * @throws MissingPath, UnknownMeasure; ImportCancelled when `signal` aborts
 */
export async function calibrateFolder(request: CalibrateRequest): Promise<CalibrateReport> {
  const { folder, measureCode, ignoreUnknown, now, signal, say } = request
  const measure = requireMeasure(measureCode)
  const onRows = (file: string, rows: number) => say(`Reading ${file}: ${rows.toLocaleString('en')}`)
  const clinic = await readClinicFolder({ folder, ignoreUnknown, now, signal, onRows })
  if (clinic.kind !== 'read') return clinic
  const asOf = lastRecordedDay(clinic.records)
  const steps = judge(measure, clinic.records, asOf)
  let step = steps.next()
  while (!step.done) {
    say(`Fitting: ${step.value.done} of ${step.value.total}`)
    // lets a signal in
    await setImmediate()
    throwIfCancelled(signal)
    step = steps.next()
  }
  return { kind: 'judged', measure, asOf, calibration: step.value }
}

/** The report as one line of JSON: of a calibration, the object of the contract. */
export function calibrateJson(report: CalibrateReport): string {
  return JSON.stringify(report.kind === 'judged' ? calibrationOnTheWire(report.calibration) : report)
}

/** The report as lines for a terminal. */
export function calibrateSummary(report: CalibrateReport): string {
  switch (report.kind) {
    case 'refused':
      return report.errors.map(({ code, message }) => `${message} (${code})`).join('\n')
    case 'rejected': {
      const rows = report.first_rejects.map(
        ({ file, row, column, code, message }) => `  ${file} row ${row}, ${column}: ${message} (${code})`,
      )
      return [`${report.rejected} of ${report.rows} rows were rejected. The first:`, ...rows].join('\n')
    }
    case 'judged':
      return report.calibration.kind === 'off'
        ? report.calibration.message
        : calibrationSummary(report.measure, report.calibration, report.asOf)
  }
}

function judge(
  measure: MeasureDefinition,
  records: ClinicRecords,
  asOf: Day | null,
): Generator<CalibrationProgress, Calibration | ExpectedResponseOff> {
  if (asOf === null) return calibrateExpectedResponse(measure, [], null)
  const { cases } = clinicCases(records, asOf)
  const limits = limitsOf(
    measure,
    cases.map(({ outcome }) => outcome),
  )
  return calibrateExpectedResponse(
    measure,
    endedCourses(
      measure,
      cases.map(({ history }) => history),
      asOf,
    ),
    reliableChangePoints(measure, DEFAULT_SIGNAL_RULES, limits),
  )
}

/** For a measure whose reliable change rests on the spread of baselines; null with fewer than two different ones. */
function limitsOf(
  measure: MeasureDefinition,
  outcomes: readonly EpisodeOutcome[],
): ReliableChangeLimits | null {
  const baselines = outcomes.flatMap(
    ({ measures }) => measures.find(({ measureCode }) => measureCode === measure.code)?.baseline ?? [],
  )
  const reference = reliableChangeReference(baselines)
  return reference.kind === 'refused' ? null : jacobsonTruax(measure, reference, measure.reliability.alpha)
}

/** Of a form, a held session or an exit; planned days lie in the future. */
function lastRecordedDay({ episodes, sessions, responses }: ClinicRecords): Day | null {
  const days = [
    ...responses.map(({ respondedOn }) => respondedOn),
    ...sessions.filter(({ status }) => status === 'held').map(({ sessionOn }) => sessionOn),
    ...episodes.flatMap(({ exitedOn }) => exitedOn ?? []),
  ]
  return days.reduce<Day | null>((last, day) => (last === null || day > last ? day : last), null)
}
