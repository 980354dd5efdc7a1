/** What a study asks, with its sites and its day settled by who asks; and the records that answer it. */

import type { NewStudyRequest } from '../../contracts/studies.js'
import type { Day } from '../../core/calendar-day.js'
import type { StudyDefinition } from '../../core/comparison/study-definition.js'
import type { StudyEpisode } from '../../core/comparison/study-episode.js'
import type { Transaction } from '../../database/access.js'
import { invalidBody } from '../../platform/problem.js'
import { latestDay } from '../outcomes/provenance.service.js'
import { definitionFromWire, definitionOnTheWire } from './definition-on-the-wire.js'
import { judged } from './read-definition.js'
import { countRecordChanges, queryReachableSites, type StudyQuestion } from './studies.repository.js'
import { queryStudyEpisodes } from './study-episodes.query.js'

export interface SettledQuestion extends StudyQuestion {
  readonly asked: StudyDefinition
  /** No day was asked for. */
  readonly followsToday: boolean
}

export interface StudyRows {
  /** What had been recorded by this moment was read. */
  readonly dataUntil: Date
  readonly recordsSeen: number
  readonly episodes: readonly StudyEpisode[]
}

/** @throws ProblemError with the fields that cannot be */
export function usableDefinition({ definition }: NewStudyRequest): StudyDefinition {
  const read = judged(definitionFromWire(definition))
  if (read.kind === 'refused')
    throw invalidBody(read.problems.map(({ field, message }) => ({ path: `definition.${field}`, message })))
  return read.definition
}

/** @throws ProblemError when a site asked for is not in reach, or there is none, or the day is yet to come */
export async function settleQuestion(
  transaction: Transaction,
  asked: StudyDefinition,
  { sites, as_of }: Pick<NewStudyRequest, 'sites' | 'as_of'>,
  now: Date,
): Promise<SettledQuestion> {
  const siteIds = await queryReachableSites(transaction, sites)
  const missing = (sites ?? []).filter((site) => !siteIds.includes(site))
  if (missing.length > 0 || siteIds.length === 0)
    throw invalidBody([{ path: 'sites', message: 'A study needs sites that are yours.' }])
  const today: Day = await latestDay(transaction, now)
  if (as_of !== null && as_of > today)
    throw invalidBody([{ path: 'as_of', message: 'The day asked about must not lie in the future.' }])
  return {
    asked,
    siteIds,
    definition: definitionOnTheWire(asked),
    asOf: as_of ?? today,
    followsToday: as_of === null,
  }
}

/** In a transaction that sees one state of the data, so that what is counted is what is read. */
export async function readStudyRows(
  transaction: Transaction,
  { asked, siteIds, asOf }: SettledQuestion,
  now: Date,
): Promise<StudyRows> {
  return {
    dataUntil: now,
    recordsSeen: await countRecordChanges(transaction, siteIds),
    episodes: await queryStudyEpisodes(transaction, siteIds, asked.measureCode, asOf),
  }
}
