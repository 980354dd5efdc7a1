import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { Injectable } from '@nestjs/common'
import {
  type NewStudyRequest,
  type Study,
  type StudyHead,
  type StudyList,
  type StudyPreview,
  type StudyResultContract,
  studyResultSchema,
} from '../../contracts/studies.js'
import { CALCULATION_VERSION } from '../../core/calculation-version.js'
import type { Day } from '../../core/calendar-day.js'
import { type StudyResult, studySteps } from '../../core/comparison/run-study.js'
import type { StudyDefinition } from '../../core/comparison/study-definition.js'
import type { StudyEpisode } from '../../core/comparison/study-episode.js'
import { type AccessContext, DatabaseAccess } from '../../database/access.js'
import { Clock } from '../../platform/clock.js'
import { invalidBody, notFound } from '../../platform/problem.js'
import { latestDay } from '../outcomes/provenance.service.js'
import { definitionFromWire } from './definition-on-the-wire.js'
import { judged } from './read-definition.js'
import {
  findStudy,
  freezeStudy,
  insertStudy,
  queryReachableSites,
  queryStudies,
  type StoredStudyHead,
} from './studies.repository.js'
import { queryStudyEpisodes } from './study-episodes.query.js'
import { studyOnTheWire } from './study-on-the-wire.js'

interface StudyRows {
  readonly siteIds: readonly string[]
  readonly asOf: Day
  readonly dataUntil: Date
  readonly episodes: readonly StudyEpisode[]
}

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
      async (transaction) => ({ studies: (await queryStudies(transaction)).map(headOnTheWire) }),
      { readOnly: true },
    )
  }

  /** @throws ProblemError when there is no such study in reach */
  find(caller: AccessContext, id: number): Promise<Study> {
    return this.#access.run(
      caller,
      async (transaction) => {
        const stored = await findStudy(transaction, id)
        if (stored === undefined) throw notFound('study')
        return { ...headOnTheWire(stored), result: studyResultSchema.parse(stored.result) }
      },
      { readOnly: true },
    )
  }

  /** Works a definition out and stores nothing. @throws ProblemError as `create` */
  async preview(caller: AccessContext, request: NewStudyRequest): Promise<StudyPreview> {
    const definition = usable(request)
    const { siteIds, dataUntil, result } = await this.#compare(caller, definition, request)
    return { sites: [...siteIds], data_until: dataUntil.toISOString(), result }
  }

  /**
   * Works a definition out and stores it with its result, as the next version of its name.
   *
   * @throws ProblemError when a field cannot be, or no site asked for is in reach
   */
  async create(caller: AccessContext, request: NewStudyRequest): Promise<Study> {
    const definition = usable(request)
    const { siteIds, asOf, dataUntil, result } = await this.#compare(caller, definition, request)
    return this.#access.run(caller, async (transaction) => {
      const stored = await insertStudy(transaction, {
        name: definition.name,
        siteIds,
        definition: result.definition,
        asOf,
        dataUntil,
        calculationVersion: CALCULATION_VERSION,
        codeVersion: `calculation ${CALCULATION_VERSION}`,
        result,
        resultSha256: shaOf(result),
      })
      transaction.record({
        action: 'record.create',
        target: `study:${stored.comparison_study_id}`,
        detail: { version: stored.version, as_of: asOf },
      })
      return { ...headOnTheWire(stored), result }
    })
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

  async #compare(caller: AccessContext, definition: StudyDefinition, request: NewStudyRequest) {
    const { episodes, ...rows } = await this.#read(caller, definition, request)
    const steps = studySteps(definition, episodes, rows.asOf)
    let step: IteratorResult<unknown, StudyResult> = steps.next()
    while (!step.done) {
      // other requests are answered between two steps
      await setImmediate()
      step = steps.next()
    }
    return { ...rows, result: studyOnTheWire(step.value) }
  }

  #read(
    caller: AccessContext,
    { measureCode }: StudyDefinition,
    { sites, as_of }: NewStudyRequest,
  ): Promise<StudyRows> {
    const now = this.#clock.now()
    return this.#access.run(
      caller,
      async (transaction) => {
        const siteIds = await queryReachableSites(transaction, sites)
        const missing = (sites ?? []).filter((site) => !siteIds.includes(site))
        if (missing.length > 0 || siteIds.length === 0)
          throw invalidBody([{ path: 'sites', message: 'A study needs sites that are yours.' }])
        const today = await latestDay(transaction, now)
        if (as_of !== null && as_of > today)
          throw invalidBody([{ path: 'as_of', message: 'The day asked about must not lie in the future.' }])
        const asOf = as_of ?? today
        const episodes = await queryStudyEpisodes(transaction, siteIds, measureCode, asOf)
        return { siteIds, asOf, dataUntil: now, episodes }
      },
      { readOnly: true },
    )
  }
}

/** @throws ProblemError with the fields that cannot be */
function usable({ definition }: NewStudyRequest): StudyDefinition {
  const read = judged(definitionFromWire(definition))
  if (read.kind === 'refused')
    throw invalidBody(read.problems.map(({ field, message }) => ({ path: `definition.${field}`, message })))
  return read.definition
}

/** Of the bytes that were made: two runs on the same rows have the same. */
function shaOf(result: StudyResultContract): string {
  return createHash('sha256').update(JSON.stringify(result)).digest('hex')
}

function headOnTheWire(stored: StoredStudyHead): StudyHead {
  return {
    study_id: stored.comparison_study_id,
    name: stored.name,
    version: stored.version,
    sites: stored.site_ids,
    as_of: stored.as_of,
    data_until: stored.data_until.toISOString(),
    calculation_version: stored.calculation_version,
    code_version: stored.code_version,
    result_sha256: stored.result_sha256,
    verdict: stored.verdict,
    created_at: stored.created_at.toISOString(),
    frozen_at: stored.frozen_at?.toISOString() ?? null,
  }
}
