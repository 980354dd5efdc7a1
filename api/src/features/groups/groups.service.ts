import { Injectable } from '@nestjs/common'
import type { Filters } from '../../contracts/filters.js'
import type {
  Group,
  GroupBoard,
  GroupList,
  GroupTrajectory,
  GroupTrajectoryQuery,
} from '../../contracts/groups.js'
import { type AccessContext, DatabaseAccess, type Transaction } from '../../database/access.js'
import { Clock } from '../../platform/clock.js'
import { notFound } from '../../platform/problem.js'
import { readEpisodeRows } from '../episodes/episode-rows.service.js'
import { askedMeasure } from '../outcomes/asked-measure.js'
import { provenanceOf } from '../outcomes/provenance.service.js'
import { readMeasuresUsed } from '../responses/response-rows.service.js'
import { attendanceOf, completenessOf, readSessionCounts } from '../sessions/session-counts.service.js'
import { readSignalContext } from '../signals/refresh/signal-context.service.js'
import { readGroupStandings } from '../signals/today/group-standings.service.js'
import { groupBoard, standingsOf } from './group-board.js'
import { queryBoardEpisodes, queryBoardSessions } from './group-board.query.js'
import { queryGroups } from './group-list.query.js'
import { groupOnTheWire } from './group-on-the-wire.js'
import { queryGroupScores } from './group-scores.query.js'
import { composition, groupCourse } from './group-trajectory.js'

@Injectable()
export class GroupsService {
  readonly #access: DatabaseAccess
  readonly #clock: Clock

  constructor(access: DatabaseAccess, clock: Clock) {
    this.#access = access
    this.#clock = clock
  }

  list(caller: AccessContext, filters: Filters): Promise<GroupList> {
    const measure = askedMeasure(filters)
    return this.#read(caller, async (transaction) => {
      const groups = await queryGroups(transaction, filters, this.#clock.now())
      const counts = await readSessionCounts(transaction, filters)
      const countsOf = new Map(counts.map((entry) => [entry.groupId, entry]))
      return {
        groups: groups.flatMap((group) => {
          const ofGroup = countsOf.get(group.group_id)
          return ofGroup === undefined
            ? []
            : [
                {
                  ...groupOnTheWire(group),
                  attendance: attendanceOf(ofGroup),
                  completeness: completenessOf(ofGroup, measure.code),
                },
              ]
        }),
        total: groups.length,
      }
    })
  }

  one(caller: AccessContext, groupId: string): Promise<Group> {
    return this.#read(caller, (transaction) => this.#group(transaction, groupId))
  }

  trajectory(
    caller: AccessContext,
    groupId: string,
    { clock, ...asked }: GroupTrajectoryQuery,
  ): Promise<GroupTrajectory> {
    const filters = { ...asked, group: groupId }
    const measure = askedMeasure(filters)
    const request = { filters, now: this.#clock.now() }
    return this.#read(caller, async (transaction) => {
      const group = await this.#group(transaction, groupId)
      const episodes = await readEpisodeRows(transaction, request, measure)
      const shown = new Set(episodes.map((episode) => episode.episode_id))
      const scores = await queryGroupScores(transaction, groupId, measure.code)
      const ofShown = scores.filter((score) => shown.has(score.episode_id))
      const [counts] = await readSessionCounts(transaction, filters)
      if (counts === undefined) throw notFound('group')
      const days = ofShown.map((score) => score.responded_on).sort()
      return {
        group,
        measure: measure.code,
        ...groupCourse(group, clock, ofShown),
        composition: composition(measure, episodes),
        attendance: attendanceOf(counts),
        completeness: completenessOf(counts, measure.code),
        measures_used: await readMeasuresUsed(transaction, { groupId }),
        episodes,
        standings: standingsOf(episodes, await readGroupStandings(transaction, groupId, request.now)),
        provenance: await provenanceOf(transaction, request, {
          basis: 'episode_end',
          from: days[0] ?? null,
          to: days.at(-1) ?? null,
          nGroups: 1,
        }),
      }
    })
  }

  board(caller: AccessContext, groupId: string, asked: Pick<Filters, 'measure'>): Promise<GroupBoard> {
    const measure = askedMeasure(asked)
    return this.#read(caller, async (transaction) => {
      await this.#group(transaction, groupId)
      const sessions = await queryBoardSessions(transaction, groupId)
      const episodes = await queryBoardEpisodes(transaction, groupId, measure.code)
      transaction.saw(episodes.map((episode) => episode.member_id))
      const context = await readSignalContext(transaction)
      const standings = await readGroupStandings(transaction, groupId, this.#clock.now())
      return groupBoard({ groupId, measure, sessions, episodes, standings, context })
    })
  }

  async #group(transaction: Transaction, groupId: string): Promise<Group> {
    const [group] = await queryGroups(transaction, { group: groupId }, this.#clock.now())
    if (group === undefined) throw notFound('group')
    return groupOnTheWire(group)
  }

  #read<T>(caller: AccessContext, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.#access.run(caller, work, { readOnly: true })
  }
}
