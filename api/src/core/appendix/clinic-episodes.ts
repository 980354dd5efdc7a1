/** From the rows of a clinic to its episodes, each with its history and its outcome. */

import type { Day } from '../calendar-day.js'
import { type EpisodeHistory, historyAsOf } from '../episodes/episode-history.js'
import { type EpisodeOutcome, summariseEpisode } from '../episodes/summarise-episode.js'
import { UnattachedRecord } from '../errors.js'
import { requireMeasure } from '../measures/registry.js'
import {
  type ResponseScore,
  scoreAnswers,
  scoreTotalOnly,
  type TotalOnlyScore,
} from '../scoring/score-answers.js'
import { byText } from './appendix-table.js'
import type {
  ClinicEpisode,
  ClinicGroup,
  ClinicRecords,
  ClinicResponse,
  ClinicSession,
  EpisodeKey,
} from './clinic-records.js'

export interface ScoredClinicResponse extends ClinicResponse {
  readonly score: ResponseScore | TotalOnlyScore
}

export interface EpisodeCase {
  readonly episode: ClinicEpisode
  readonly group: ClinicGroup
  /** As known on the day asked about. */
  readonly history: EpisodeHistory
  readonly outcome: EpisodeOutcome
}

export interface ClinicCases {
  /** In order of member, joining day and group. */
  readonly cases: readonly EpisodeCase[]
  /** In order of response id; those after the day asked about are left out. */
  readonly responses: readonly ScoredClinicResponse[]
}

/** The last day that any row of the clinic speaks of: by then every episode with an end has ended. */
export function latestDay(records: ClinicRecords): Day | null {
  let latest: Day | null = null
  const days = [
    ...records.episodes.flatMap(({ joinedOn, plannedEndOn, exitedOn }) => [joinedOn, plannedEndOn, exitedOn]),
    ...records.sessions.map((session) => session.sessionOn),
    ...records.responses.map((response) => response.respondedOn),
  ]
  for (const day of days) if (day !== null && (latest === null || day > latest)) latest = day
  return latest
}

/**
 * The clinic as its episodes stood at the end of a day.
 *
 * @param records  accepted rows
 * @param asOf     later sessions and forms are left out
 * @throws         UnattachedRecord when a row names an episode, group or session that is not there; the errors of
 *                 `scoreAnswers` and `summariseEpisode`
 */
export function clinicCases(records: ClinicRecords, asOf: Day): ClinicCases {
  const groups = new Map(records.groups.map((group) => [group.groupId, group]))
  const sessions = new Map(records.sessions.map((session) => [session.sessionId, session]))
  const histories = new Map(records.episodes.map((episode) => [keyText(episode), emptyHistory(episode)]))
  for (const { episode, sessionId, status } of records.attendance) {
    const { sessionOn } = found(sessions, sessionId, 'session')
    found(histories, keyText(episode), 'episode').attendance.push({ sessionId, sessionOn, status })
  }
  const scored = records.responses.map(
    (response): ScoredClinicResponse => ({ ...response, score: scoreOf(response) }),
  )
  for (const response of scored) {
    const history = found(histories, keyText(response.episode), 'episode')
    history.responses.push(responseRecord(response))
  }
  const cases = records.episodes.map((episode): EpisodeCase => {
    const history = found(histories, keyText(episode), 'episode')
    return {
      episode,
      group: found(groups, episode.groupId, 'group'),
      history: historyAsOf(history, asOf),
      outcome: summariseEpisode(history, asOf),
    }
  })
  return {
    cases: cases.sort((one, other) => byEpisode(one.episode, other.episode)),
    responses: scored
      .filter((response) => response.respondedOn <= asOf)
      .sort((one, other) => byText(one.responseId, other.responseId)),
  }
}

/** Session rows by id, for what needs their numbers. */
export function sessionsById(records: ClinicRecords): ReadonlyMap<string, ClinicSession> {
  return new Map(records.sessions.map((session) => [session.sessionId, session]))
}

/** The key of an episode as one text: no id holds a line break. */
export function keyText({ memberId, groupId, joinedOn }: EpisodeKey): string {
  return `${memberId}\n${groupId}\n${joinedOn}`
}

interface GrowingHistory extends EpisodeHistory {
  readonly attendance: EpisodeHistory['attendance'][number][]
  readonly responses: EpisodeHistory['responses'][number][]
}

function emptyHistory(episode: ClinicEpisode): GrowingHistory {
  const { memberId, groupId, joinedOn, plannedEndOn, exitedOn, exitReason, arm } = episode
  const dates = { joinedOn, plannedEndOn, exitedOn, exitReason }
  return { memberId, episodeKey: keyText(episode), groupId, ...dates, arm, attendance: [], responses: [] }
}

function scoreOf({ measureCode, answers, recordedTotal }: ClinicResponse): ResponseScore | TotalOnlyScore {
  const measure = requireMeasure(measureCode)
  return answers === null
    ? scoreTotalOnly(measure, recordedTotal ?? Number.NaN)
    : scoreAnswers(measure, answers)
}

function responseRecord(response: ScoredClinicResponse): EpisodeHistory['responses'][number] {
  const { responseId, measureCode, respondedOn, sessionId, answers, score } = response
  const total = score.kind === 'scored' ? score.total : null
  const nAnswered = score.kind === 'scored' && score.scoring === 'total_only' ? 0 : score.nAnswered
  return { responseId, measureCode, respondedOn, sessionId, total, nAnswered, answers }
}

function found<Value>(values: ReadonlyMap<string, Value>, id: string, kind: string): Value {
  const value = values.get(id)
  if (value === undefined) throw new UnattachedRecord(kind)
  return value
}

function byEpisode(one: EpisodeKey, other: EpisodeKey): number {
  return (
    byText(one.memberId, other.memberId) ||
    byText(one.joinedOn, other.joinedOn) ||
    byText(one.groupId, other.groupId)
  )
}
