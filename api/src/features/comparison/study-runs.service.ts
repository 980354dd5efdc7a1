import { Injectable } from '@nestjs/common'
import { type NewStudyRequest, type StudyRun, studyDefinitionSchema } from '../../contracts/studies.js'
import type { StudyDefinition } from '../../core/comparison/study-definition.js'
import { type AccessContext, DatabaseAccess, type Transaction } from '../../database/access.js'
import { Clock } from '../../platform/clock.js'
import { notFound } from '../../platform/problem.js'
import { requestJob, seenJob } from '../jobs/jobs.service.js'
import { definitionFromWire } from './definition-on-the-wire.js'
import { CODE_VERSION } from './stored-study.service.js'
import { countRecordChanges, findSameStudy, findStudy } from './studies.repository.js'
import { settleQuestion, usableDefinition } from './study-question.service.js'
import {
  findStudyRun,
  findUnendedRun,
  insertStudyRun,
  type StoredStudyRun,
  storeJobOfRun,
} from './study-runs.repository.js'

/** Comparisons that are asked for: answered from the store where nothing has changed, else worked out by a job. */
@Injectable()
export class StudyRunsService {
  readonly #access: DatabaseAccess
  readonly #clock: Clock

  constructor(access: DatabaseAccess, clock: Clock) {
    this.#access = access
    this.#clock = clock
  }

  /** @throws ProblemError when a field cannot be, or no site asked for is in reach */
  async request(caller: AccessContext, request: NewStudyRequest): Promise<StudyRun> {
    const definition = usableDefinition(request)
    return this.#access.run(caller, (transaction) => this.#request(transaction, definition, request))
  }

  /**
   * The question of a study again, of today where no day was asked for.
   *
   * @throws ProblemError when there is no such study in reach
   */
  requestAgain(caller: AccessContext, studyId: number): Promise<StudyRun> {
    return this.#access.run(caller, async (transaction) => {
      const stored = await findStudy(transaction, studyId)
      if (stored === undefined) throw notFound('study')
      const definition = definitionFromWire(studyDefinitionSchema.parse(stored.definition))
      return this.#request(transaction, definition, {
        sites: stored.site_ids,
        as_of: stored.follows_today ? null : stored.as_of,
      })
    })
  }

  /** @throws ProblemError when there is no such run of the caller's */
  find(caller: AccessContext, runId: number): Promise<StudyRun> {
    return this.#access.run(
      caller,
      async (transaction) => {
        const run = await findStudyRun(transaction, runId)
        if (run === undefined) throw notFound('study')
        return runOnTheWire(transaction, run)
      },
      { readOnly: true },
    )
  }

  async #request(
    transaction: Transaction,
    definition: StudyDefinition,
    asked: Pick<NewStudyRequest, 'sites' | 'as_of'>,
  ): Promise<StudyRun> {
    const question = await settleQuestion(transaction, definition, asked, this.#clock.now())
    const unended = await findUnendedRun(transaction, question)
    if (unended !== undefined) return runOnTheWire(transaction, unended)
    const recordsSeen = await countRecordChanges(transaction, question.siteIds)
    const same = await findSameStudy(transaction, question, recordsSeen, CODE_VERSION)
    const run = await insertStudyRun(transaction, question, question.followsToday, same)
    const { study_run_id: runId } = run
    if (same !== null) {
      transaction.record({
        action: 'record.create',
        target: `study_run:${runId}`,
        detail: { answered_by: `study:${same}` },
      })
      return runOnTheWire(transaction, run)
    }
    const jobId = await requestJob(transaction, 'run_study', `study_run:${runId}`)
    await storeJobOfRun(transaction, runId, jobId)
    transaction.record({
      action: 'record.create',
      target: `study_run:${runId}`,
      detail: { job: `job:${jobId}` },
    })
    return runOnTheWire(transaction, { ...run, job_id: jobId })
  }
}

async function runOnTheWire(
  transaction: Transaction,
  { study_run_id, comparison_study_id, job_id }: StoredStudyRun,
): Promise<StudyRun> {
  return {
    run_id: study_run_id,
    study_id: comparison_study_id,
    job: job_id === null ? null : await seenJob(transaction, job_id),
  }
}
