import { Injectable } from '@nestjs/common'
import type { EpisodeRow } from '../../contracts/groups.js'
import type {
  Member,
  MemberList,
  MemberQuery,
  MemberTrajectory,
  MemberTrajectoryQuery,
} from '../../contracts/members.js'
import { CALCULATION_VERSION } from '../../core/calculation-version.js'
import { type AccessContext, DatabaseAccess, type Transaction } from '../../database/access.js'
import { Clock } from '../../platform/clock.js'
import { notFound } from '../../platform/problem.js'
import { readEpisodeRows } from '../episodes/episode-rows.service.js'
import { askedMeasure } from '../outcomes/asked-measure.js'
import { readEpisodeOutcome, readReliableChangeLimits } from '../outcomes/episode-outcome.service.js'
import { latestDay } from '../outcomes/provenance.service.js'
import { readMeasuresUsed, readResponseRows } from '../responses/response-rows.service.js'
import { readExpectedResponse } from '../signals/fit/expected-response.service.js'
import { readHistoryOfEpisode } from '../signals/life/signals.service.js'
import { readMemberStanding } from '../signals/today/member-standing.service.js'
import { queryMembers } from './member-list.query.js'
import { memberNumber } from './member-number.service.js'
import { queryConcurrentTreatments, querySessionsOfEpisode } from './member-records.query.js'
import { lastWeekOf, memberCourse } from './member-trajectory.js'

@Injectable()
export class MembersService {
  readonly #access: DatabaseAccess
  readonly #clock: Clock

  constructor(access: DatabaseAccess, clock: Clock) {
    this.#access = access
    this.#clock = clock
  }

  list(caller: AccessContext, query: MemberQuery): Promise<MemberList> {
    const { page, page_size, ...filters } = query
    const measure = askedMeasure(filters)
    const request = { filters, now: this.#clock.now() }
    return this.#read(caller, async (transaction) => {
      const { members, total } = await queryMembers(transaction, request, {
        limit: page_size,
        offset: (page - 1) * page_size,
      })
      const rows = await readEpisodeRows(transaction, request, measure, {
        episodeIds: members.map((member) => member.latest_episode_id),
      })
      const latest = new Map(rows.map((row) => [row.episode_id, row]))
      return {
        members: members.flatMap(({ member_code, n_episodes, latest_episode_id }) => {
          const latest_episode = latest.get(latest_episode_id)
          return latest_episode === undefined ? [] : [{ member_id: member_code, n_episodes, latest_episode }]
        }),
        total,
        page,
        page_size,
      }
    })
  }

  one(caller: AccessContext, memberCode: string): Promise<Member> {
    return this.#read(caller, async (transaction) => {
      const memberId = await memberNumber(transaction, memberCode)
      return { member_id: memberCode, episodes: await this.#episodes(transaction, memberId, {}) }
    })
  }

  trajectory(
    caller: AccessContext,
    memberCode: string,
    query: MemberTrajectoryQuery,
  ): Promise<MemberTrajectory> {
    const measure = askedMeasure(query)
    return this.#read(caller, async (transaction) => {
      const memberId = await memberNumber(transaction, memberCode)
      const episodes = await this.#episodes(transaction, memberId, query)
      const episode =
        query.episode === undefined
          ? episodes.at(-1)
          : episodes.find((candidate) => candidate.episode_id === query.episode)
      if (episode === undefined) throw notFound('episode')
      const key = { memberId, episodeId: episode.episode_id }
      const now = this.#clock.now()
      const asOf = await latestDay(transaction, now)
      const outcome = await readEpisodeOutcome(transaction, key, asOf)
      const responses = await readResponseRows(transaction, { ...key, measureCode: measure.code })
      const ofMeasure = outcome.measures.find((candidate) => candidate.measureCode === measure.code)
      const attendance = await querySessionsOfEpisode(transaction, key)
      const expected = await readExpectedResponse(transaction, measure, {
        baseline: ofMeasure?.baseline ?? null,
        lastWeek: lastWeekOf(ofMeasure?.baselineOn ?? episode.joined_on, episode, [
          ...attendance.map(({ session_date }) => session_date),
          ...responses.map(({ responded_on }) => responded_on),
        ]),
      })
      const limits = await readReliableChangeLimits(transaction, measure)
      return {
        member_id: memberCode,
        measure: measure.code,
        measures_used: await readMeasuresUsed(transaction, key),
        episode,
        episodes,
        ...memberCourse(measure, ofMeasure, responses, limits, expected.at),
        expected_response: expected.onTheWire,
        standing: await readMemberStanding(transaction, key, now),
        what_was_done: await readHistoryOfEpisode(transaction, key),
        attendance,
        concurrent_treatments: await queryConcurrentTreatments(transaction, key),
        responses: responses.map(({ episode_id: _, ...response }) => response),
        exit_reason: episode.exit_reason,
        calculation_version: CALCULATION_VERSION,
        as_of: asOf,
      }
    })
  }

  /** Every episode of a member, oldest first. */
  #episodes(
    transaction: Transaction,
    memberId: number,
    filters: Pick<MemberTrajectoryQuery, 'measure'>,
  ): Promise<EpisodeRow[]> {
    const request = { filters: {}, now: this.#clock.now() }
    return readEpisodeRows(transaction, request, askedMeasure(filters), { memberId, sort: 'joined_on' })
  }

  #read<T>(caller: AccessContext, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.#access.run(caller, work, { readOnly: true })
  }
}
