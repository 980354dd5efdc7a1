import { Injectable } from '@nestjs/common'
import { type ReportRequest, reportRequestSchema } from '../../contracts/report-requests.js'
import {
  type ReportFileQuery,
  type ReportRun,
  type ReportRunList,
  type ReportRunQuery,
  reportRunSchema,
} from '../../contracts/report-runs.js'
import { requireMeasure } from '../../core/measures/registry.js'
import { type AccessContext, DatabaseAccess, type Transaction } from '../../database/access.js'
import { Clock } from '../../platform/clock.js'
import { notFound, ProblemError } from '../../platform/problem.js'
import { StudiesService } from '../comparison/studies.service.js'
import { GroupsService } from '../groups/groups.service.js'
import { jobsByNumber, requestJob } from '../jobs/jobs.service.js'
import { MembersService } from '../members/members.service.js'
import {
  findFile,
  findRun,
  findUnendedRun,
  insertRun,
  queryRuns,
  type StoredFile,
  type StoredRun,
} from './report-runs.repository.js'
import { makeableBy, mayMake } from './who-may-make.js'

/** Reports that were asked for: the library of past ones, and a new one. The worker makes them. */
@Injectable()
export class ReportRunsService {
  readonly #access: DatabaseAccess
  readonly #clock: Clock

  constructor(access: DatabaseAccess, clock: Clock) {
    this.#access = access
    this.#clock = clock
  }

  list(caller: AccessContext, query: ReportRunQuery): Promise<ReportRunList> {
    return this.#access.run(
      caller,
      async (transaction) => {
        const { runs, total } = await queryRuns(transaction, query)
        return {
          report_runs: await onTheWire(transaction, runs),
          total,
          page: query.page,
          page_size: query.page_size,
          may_make: makeableBy(caller.role),
        }
      },
      { readOnly: true },
    )
  }

  /** @throws ProblemError when there is no such run, or it is not the caller's to see */
  find(caller: AccessContext, id: number): Promise<ReportRun> {
    return this.#access.run(caller, (transaction) => requireRun(transaction, id), { readOnly: true })
  }

  /**
   * Asks for a report. Asked for again while the same one is being made, that one is the answer.
   *
   * @throws ProblemError when the caller may not make it, or what it is about is not there
   */
  create(caller: AccessContext, request: ReportRequest): Promise<ReportRun> {
    if (!mayMake(caller.role, request.definition)) throw notYours()
    return this.#access.runTogether(caller, async (transaction) => {
      const about = await this.#about(caller, request)
      const same = await findUnendedRun(transaction, request)
      if (same !== null) return requireRun(transaction, same)
      const id = await insertRun(transaction, { definition: request.definition, request, about })
      await requestJob(transaction, 'make_report', `report_run:${id}`)
      transaction.record({
        action: 'record.create',
        target: `report_run:${id}`,
        detail: { definition: request.definition },
      })
      return requireRun(transaction, id)
    })
  }

  /** @throws ProblemError when there is no such file, or it is not the caller's to see */
  file(caller: AccessContext, id: number, { format }: ReportFileQuery): Promise<StoredFile> {
    return this.#access.run(caller, async (transaction) => {
      const file = await findFile(transaction, id, format)
      if (file === undefined) throw notFound('report_file')
      transaction.saw(file.member_ids)
      transaction.record({
        action: 'export.download',
        memberIds: file.member_ids,
        target: `report_run:${id}`,
        detail: { format },
      })
      return file
    })
  }

  /** What it is about, by name; a thing that is not there, or not theirs, is said at once. */
  async #about(caller: AccessContext, request: ReportRequest): Promise<string> {
    if ('measure' in request && request.measure !== undefined) requireMeasure(request.measure)
    switch (request.definition) {
      case 'group_progress':
        return (await new GroupsService(this.#access, this.#clock).one(caller, request.group)).name
      case 'member_progress':
      case 'member_progress_clinical': {
        const { member, episode } = request
        const { episodes } = await new MembersService(this.#access, this.#clock).one(caller, member)
        if (episode !== undefined && episodes.every(({ episode_id }) => episode_id !== episode))
          throw notFound('episode')
        return `Member ${member}`
      }
      case 'comparison': {
        const study = await new StudiesService(this.#access, this.#clock).find(caller, request.study)
        return `Study ${study.name}, version ${study.version}`
      }
      case 'caseload_review':
        return 'Own members in care'
      case 'programme_outcomes':
      case 'programme_outcomes_public':
      case 'completeness': {
        const { measure, site, group } = { group: undefined, ...request.filters }
        if (measure !== undefined) requireMeasure(measure)
        if (group !== undefined)
          return (await new GroupsService(this.#access, this.#clock).one(caller, group)).name
        return site === undefined ? 'All sites' : `Site ${site}`
      }
    }
  }
}

function notYours(): ProblemError {
  return new ProblemError(
    403,
    'report_not_yours',
    'Not among your reports',
    'Reports of this kind are made by other roles. GET /report-runs names yours (`may_make`).',
  )
}

async function requireRun(transaction: Transaction, id: number): Promise<ReportRun> {
  const run = await findRun(transaction, id)
  if (run === undefined) throw notFound('report_run')
  const [onWire] = await onTheWire(transaction, [run])
  if (onWire === undefined) throw notFound('report_run')
  return onWire
}

async function onTheWire(transaction: Transaction, runs: readonly StoredRun[]): Promise<ReportRun[]> {
  const jobs = await jobsByNumber(
    transaction,
    runs.flatMap(({ job_id }) => job_id ?? []),
  )
  return runs.map((run) => {
    const job = run.job_id === null ? null : (jobs.get(run.job_id) ?? null)
    const { superseded_at, moved, frozen_at, content_sha256, records_until } = run
    return {
      report_run_id: run.report_run_id,
      definition: run.definition,
      request: reportRequestSchema.parse(run.request),
      about: run.about,
      requested_by: run.requested_by_name ?? run.requested_by,
      is_own: run.is_own,
      requested_at: run.requested_at.toISOString(),
      finished_at: run.finished_at?.toISOString() ?? null,
      state: run.state,
      message: run.state === 'failed' || run.state === 'cancelled' ? (job?.message ?? null) : null,
      job,
      frozen:
        frozen_at === null || content_sha256 === null || records_until === null
          ? null
          : { at: frozen_at.toISOString(), sha256: content_sha256, records_until },
      files: run.files,
      superseded:
        superseded_at === null ? null : { at: superseded_at.toISOString(), moved: movedSchema.parse(moved) },
    }
  })
}

const movedSchema = reportRunSchema.shape.superseded.unwrap().shape.moved
