import { setImmediate } from 'node:timers/promises'
import { Injectable } from '@nestjs/common'
import {
  type NewStudyRequest,
  type Study,
  type StudyList,
  type StudyPreview,
  studyResultSchema,
} from '../../contracts/studies.js'
import { type StudyResult, studySteps } from '../../core/comparison/run-study.js'
import { type AccessContext, DatabaseAccess, type Transaction } from '../../database/access.js'
import { Clock } from '../../platform/clock.js'
import { notFound, ProblemError } from '../../platform/problem.js'
import { latestDay } from '../outcomes/provenance.service.js'
import { queryStaffNames } from '../users/staff-names.service.js'
import { headOnTheWire, standingOf } from './stored-study.service.js'
import { findStudy, freezeStudy, queryStudies, type StoredStudyHead } from './studies.repository.js'
import { studyOnTheWire } from './study-on-the-wire.js'
import { readStudyRows, settleQuestion, usableDefinition } from './study-question.service.js'

/** Comparisons of the arms over the sites of a director. Figures only: no member's row goes out. */
@Injectable()
export class StudiesService {
  readonly #access: DatabaseAccess
  readonly #clock: Clock

  constructor(access: DatabaseAccess, clock: Clock) {
    this.#access = access
    this.#clock = clock
  }

  list(caller: AccessContext): Promise<StudyList> {
    return this.#access.run(
      caller,
      async (transaction) => {
        const studies = await queryStudies(transaction)
        const names = await namesOf(transaction, studies)
        return { studies: studies.map((stored) => headOnTheWire(stored, names)) }
      },
      { readOnly: true },
    )
  }

  /** @throws ProblemError when there is no such study in reach */
  find(caller: AccessContext, id: number): Promise<Study> {
    return this.#access.run(caller, (transaction) => this.#find(transaction, id), { readOnly: true })
  }

  /**
   * Works a definition out and stores nothing.
   *
   * @param signal  ends it between two of its parts
   * @throws ProblemError when a field cannot be, no site asked for is in reach, or it was ended
   */
  async preview(caller: AccessContext, request: NewStudyRequest, signal: AbortSignal): Promise<StudyPreview> {
    const { question, rows, result } = await this.#compare(caller, request, signal)
    return { sites: [...question.siteIds], data_until: rows.dataUntil.toISOString(), result }
  }

  /** Keeps a study as it is for good. Frozen again, it stays as it was. @throws ProblemError when it is not in reach */
  async freeze(caller: AccessContext, id: number): Promise<Study> {
    await this.#access.run(caller, async (transaction) => {
      if ((await findStudy(transaction, id)) === undefined) throw notFound('study')
      if (await freezeStudy(transaction, id))
        transaction.record({ action: 'record.amend', target: `study:${id}`, detail: { frozen: true } })
    })
    return this.find(caller, id)
  }

  async #find(transaction: Transaction, id: number): Promise<Study> {
    const stored = await findStudy(transaction, id)
    if (stored === undefined) throw notFound('study')
    const names = await namesOf(transaction, [stored])
    const today = await latestDay(transaction, this.#clock.now())
    return {
      ...headOnTheWire(stored, names),
      standing: await standingOf(transaction, stored, today),
      result: studyResultSchema.parse(stored.result),
    }
  }

  async #compare(caller: AccessContext, request: NewStudyRequest, signal: AbortSignal) {
    const definition = usableDefinition(request)
    const now = this.#clock.now()
    const { question, rows } = await this.#access.run(
      caller,
      async (transaction) => {
        const settled = await settleQuestion(transaction, definition, request, now)
        return { question: settled, rows: await readStudyRows(transaction, settled, now) }
      },
      { readOnly: true },
    )
    const steps = studySteps(definition, rows.episodes, question.asOf)
    let step: IteratorResult<unknown, StudyResult> = steps.next()
    while (!step.done) {
      // other requests are answered between two steps
      await setImmediate()
      if (signal.aborted) throw left()
      step = steps.next()
    }
    return { question, rows, result: studyOnTheWire(step.value) }
  }
}

/** Nobody reads the answer; the log does. */
function left(): ProblemError {
  return new ProblemError(499, 'request_left', 'Left', 'Whoever asked went away before the answer was there.')
}

function namesOf(transaction: Transaction, studies: readonly StoredStudyHead[]) {
  return queryStaffNames(
    transaction,
    studies.flatMap(({ created_by, frozen_by }) =>
      frozen_by === null ? [created_by] : [created_by, frozen_by],
    ),
  )
}
