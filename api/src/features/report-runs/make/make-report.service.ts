/** The worker's part of a report: the numbers once, then a file in each format. Stopped anywhere, it goes on from there. */

import { randomUUID } from 'node:crypto'
import { type ReportContent, reportContentSchema } from '../../../contracts/report-content.js'
import { REPORT_FORMATS, type ReportFormat, reportRequestSchema } from '../../../contracts/report-requests.js'
import { USER_ROLES } from '../../../contracts/vocabulary.js'
import type { AccessContext, DatabaseAccess } from '../../../database/access.js'
import type { Clock } from '../../../platform/clock.js'
import { ProblemError } from '../../../platform/problem.js'
import { JobRefused, type JobWork, type RunningJob } from '../../jobs/run-job.service.js'
import { sha256Of } from '../freeze/canonical-json.js'
import { type FrozenReport, freezeReport, ReportRefused } from '../freeze/freeze-report.js'
import { reportFileName } from '../report-file-name.js'
import {
  findRunToMake,
  finishRun,
  type RunToMake,
  storeFile,
  storeFrozen,
} from '../report-runs.repository.js'
import { mayMake } from '../who-may-make.js'
import { NotRenderable, type Renderer, removeForgottenFolders, renderReport } from './render-report.js'
import { whileWanted } from './while-wanted.js'

export interface ReportMaking {
  readonly access: DatabaseAccess
  /** The worker's own, for what it stores; what it reads, it reads as the one who asked. */
  readonly context: AccessContext
  readonly clock: Clock
  readonly renderer: Renderer
}

/** The work of the kind `make_report`, whose subject is `report_run:12`. */
export function reportJobs(making: ReportMaking): Pick<JobWork, 'make_report'> {
  return { make_report: (job) => makeReport(making, job) }
}

/** Names of formats in sentences. */
const FORMAT_NAMES: Readonly<Record<ReportFormat, string>> = {
  pdf: 'PDF',
  xlsx: 'XLSX',
  csv: 'CSV',
  html: 'HTML',
}

async function makeReport(making: ReportMaking, job: RunningJob): Promise<string> {
  const { access, context } = making
  const runId = numberOf(job.subject)
  const run = await access.run(context, (transaction) => findRunToMake(transaction, runId), {
    readOnly: true,
  })
  if (run === undefined) throw new JobRefused('There is no such report any more.')
  await removeForgottenFolders()
  const { json, content } = run.content === null ? await freeze(making, job, runId, run) : stored(run.content)
  for (const format of REPORT_FORMATS.filter((each) => !run.formats.includes(each)))
    await makeFile(making, job, { runId, json, content, format })
  await access.run(context, (transaction) => finishRun(transaction, runId))
  return `The report is ready as ${REPORT_FORMATS.map((format) => FORMAT_NAMES[format]).join(', ')}.`
}

async function freeze(
  { access, context, clock }: ReportMaking,
  job: RunningJob,
  runId: number,
  run: RunToMake,
): Promise<Pick<FrozenReport, 'json' | 'content'>> {
  const request = reportRequestSchema.parse(run.request)
  const caller = makerOf(run)
  if (!mayMake(caller.role, request.definition))
    throw new JobRefused('Reports of this kind are no longer made by who asked for it.')
  const frozen = await whileWanted(job, ({ say, signal }) => {
    let steps = 0
    const onStep = (message: string) => {
      say({ done: steps, total: stepsOf(request.definition), message })
      steps += 1
    }
    return freezeReport({ access, caller, now: clock.now(), onStep, signal }, request)
  }).catch(refuse)
  // Reading members leaves a trace in the name of who asked, before the numbers are kept.
  await access.run(caller, async (transaction) => {
    transaction.record({
      action: 'member.read',
      memberIds: frozen.reach.memberIds,
      target: `report_run:${runId}`,
      detail: { definition: request.definition, sha256: frozen.sha256 },
    })
  })
  const isFirst = await access.run(context, (transaction) => storeFrozen(transaction, runId, frozen))
  if (isFirst) return frozen
  const other = await access.run(context, (transaction) => findRunToMake(transaction, runId), {
    readOnly: true,
  })
  if (other === undefined || other.content === null) throw new Error('A frozen report has gone.')
  return stored(other.content)
}

interface FileToMake {
  readonly runId: number
  readonly json: string
  readonly content: ReportContent
  readonly format: ReportFormat
}

async function makeFile(
  { access, context, renderer }: ReportMaking,
  job: RunningJob,
  { runId, json, content, format }: FileToMake,
): Promise<void> {
  const file = await whileWanted(job, ({ say, signal }) => {
    say({ done: 0, total: 1, message: `The ${FORMAT_NAMES[format]} is made.` })
    const onProgress = ({ done, total, message }: { done: number; total: number; message: string }) =>
      say({ done, total, message: `${FORMAT_NAMES[format]}: ${message}` })
    return renderReport(renderer, { json, format, onProgress, signal })
  }).catch(refuse)
  await access.run(context, (transaction) =>
    storeFile(transaction, runId, {
      format,
      fileName: reportFileName(content, format),
      content: file,
      sha256: sha256Of(file),
    }),
  )
}

/** Reads of a definition, for the bar of progress; one more or less does no harm. */
function stepsOf(definition: ReportContent['definition']): number {
  if (definition === 'programme_outcomes') return 14
  return definition === 'programme_outcomes_public' ? 3 : 4
}

/** What would end the same at every attempt is said to the person; anything else is tried again. */
function refuse(error: unknown): never {
  if (error instanceof ReportRefused || error instanceof NotRenderable) throw new JobRefused(error.message)
  if (error instanceof ProblemError && error.status < 500) throw new JobRefused(error.message)
  throw error
}

function stored(json: string): Pick<FrozenReport, 'json' | 'content'> {
  return { json, content: reportContentSchema.parse(JSON.parse(json)) }
}

/** Who asked, as whom the worker reads. Whether they still are, the database knows. */
export function makerOf({ requested_by, requested_role }: RunToMake): AccessContext {
  const id = /^user:(.+)$/.exec(requested_by)?.[1]
  const role = USER_ROLES.find((known) => known === requested_role)
  if (id === undefined || role === undefined)
    throw new JobRefused('A report is made for a person who signs in here.')
  return { actor: { kind: 'user', id }, role, requestId: randomUUID() }
}

function numberOf(subject: string | null): number {
  const number = Number(/^report_run:(\d+)$/.exec(subject ?? '')?.[1])
  if (!Number.isSafeInteger(number)) throw new Error('A job for a report does not say which one.')
  return number
}
