import { Injectable } from '@nestjs/common'
import type {
  EpisodeChange,
  EpisodeMove,
  EpisodeRecord,
  MovedEpisode,
  NewEpisode,
} from '../../../contracts/member-records.js'
import { type AccessContext, DatabaseAccess, type Transaction } from '../../../database/access.js'
import { Clock } from '../../../platform/clock.js'
import { invalidBody, notFound, ProblemError } from '../../../platform/problem.js'
import { judgeEnteredRows, storeEnteredRows } from '../../imports/entered-rows.service.js'
import { memberNumber } from '../../members/member-number.service.js'
import { requireGroup } from '../groups/group-entry.service.js'
import { type EnteredEpisode, episodeRows } from '../rows/rows-of-members.js'
import { atTop, type PathOf, refuseRejected } from '../rule-problems.js'
import { runEntry } from '../run-entry.js'
import { SCREEN } from '../source-system.js'
import { isChange } from '../versions.js'
import { changedEpisode, openedEpisode, refuseUnexplainedEnd } from './changed-episode.js'
import { queryEpisodeRecords, type StoredEpisodeRecord } from './member-records.query.js'

/** Episodes of care: begun, changed, closed, and moved to another group. */
@Injectable()
export class EpisodeEntryService {
  readonly #access: DatabaseAccess
  readonly #clock: Clock

  constructor(access: DatabaseAccess, clock: Clock) {
    this.#access = access
    this.#clock = clock
  }

  /** Begun twice with the same content it begins once. */
  add(caller: AccessContext, given: NewEpisode): Promise<EpisodeRecord> {
    return runEntry(this.#access, caller, [`member:${given.member_id}`], async (transaction) => {
      const number = await memberNumber(transaction, given.member_id)
      await requireGroup(transaction, given.group_id)
      const row = { ...given, ...NOBODY }
      const isNew = await this.#store(transaction, caller, [row], { correction: null, pathOf: atTop })
      const episode = await episodeOf(transaction, number, given)
      record(transaction, isNew ? 'record.create' : 'member.read', episode)
      return onTheWire(episode)
    })
  }

  change(caller: AccessContext, episodeId: number, change: EpisodeChange): Promise<EpisodeRecord> {
    if (caller.role === 'therapist') refuseMoreThanTheEnd(change)
    return runEntry(this.#access, caller, memberOf(episodeId), async (transaction) => {
      const stored = await requireEpisode(transaction, episodeId)
      const changed = changedEpisode(stored, change)
      refuseUnexplainedEnd(changed, change)
      if (!isChange(changed, { read: change.version, now: stored.version })) {
        record(transaction, 'member.read', stored)
        return onTheWire(stored)
      }
      const row = { ...stored, ...changed.wanted, ...NOBODY }
      await this.#store(transaction, caller, [row], { correction: change.reason, pathOf: atTop })
      record(transaction, 'record.amend', stored)
      return onTheWire(await requireEpisode(transaction, episodeId))
    })
  }

  /** The episode closes and another one opens on the same day: both, or neither. */
  move(caller: AccessContext, episodeId: number, move: EpisodeMove): Promise<MovedEpisode> {
    return runEntry(this.#access, caller, memberOf(episodeId), async (transaction) => {
      const stored = await requireEpisode(transaction, episodeId)
      await requireGroup(transaction, move.to_group_id)
      if (move.to_group_id === stored.group_id) {
        throw invalidBody([
          { path: 'to_group_id', message: 'The member is in this group. Choose another one.' },
        ])
      }
      const opened = openedEpisode(stored, move)
      const [there] = await episodesOf(transaction, stored.member_number, opened)
      const isMoved = stored.exited_on === move.on && there !== undefined
      if (!isMoved) {
        refuseMovedFrom(stored, there)
        isChange(
          { stored: { exited_on: stored.exited_on }, wanted: { exited_on: move.on } },
          { read: move.version, now: stored.version },
        )
        const closed = { ...stored, exited_on: move.on, exit_reason: move.exit_reason, ...NOBODY }
        await this.#store(transaction, caller, [closed, opened], { correction: move.reason, pathOf: inMove })
      }
      const after = await requireEpisode(transaction, episodeId)
      const begun = await episodeOf(transaction, stored.member_number, opened)
      record(transaction, isMoved ? 'member.read' : 'record.amend', after)
      if (!isMoved) record(transaction, 'record.create', begun)
      return { closed: onTheWire(after), opened: onTheWire(begun) }
    })
  }

  /** @returns whether anything was stored */
  async #store(
    transaction: Transaction,
    caller: AccessContext,
    episodes: readonly EnteredEpisode[],
    { correction, pathOf }: { readonly correction: string | null; readonly pathOf: PathOf },
  ): Promise<boolean> {
    const rules = { sourceSystem: SCREEN, isCorrecting: correction !== null, now: this.#clock.now() }
    const judged = await judgeEnteredRows(transaction, caller, { members: episodeRows(episodes) }, rules)
    refuseRejected(judged.rejects, pathOf)
    await storeEnteredRows(transaction, judged, { reason: correction ?? '', mode: 'paper' })
    return judged.plan.members.members.changes().length > 0
  }
}

/** Rows of an episode that say nothing of the person. */
const NOBODY = { full_name: null, date_of_birth: null }

const inMove: PathOf = (row, column) => {
  if (column === 'group_id') return 'to_group_id'
  return row.line === 2 && column === 'planned_end_date' ? 'planned_end_on' : 'on'
}

/** @throws ProblemError when there is no such episode in reach */
async function requireEpisode(transaction: Transaction, episodeId: number): Promise<StoredEpisodeRecord> {
  const [episode] = await queryEpisodeRecords(transaction, { episodeId })
  if (episode === undefined) throw notFound('episode')
  return episode
}

function memberOf(episodeId: number): (transaction: Transaction) => Promise<string[]> {
  return async (transaction) => [`member:${(await requireEpisode(transaction, episodeId)).member_id}`]
}

type EpisodeName = Pick<EnteredEpisode, 'group_id' | 'joined_on'>

async function episodesOf(
  transaction: Transaction,
  memberNumber: number,
  { group_id, joined_on }: EpisodeName,
): Promise<StoredEpisodeRecord[]> {
  const episodes = await queryEpisodeRecords(transaction, { memberNumber })
  return episodes.filter((episode) => episode.group_id === group_id && episode.joined_on === joined_on)
}

async function episodeOf(
  transaction: Transaction,
  memberNumber: number,
  name: EpisodeName,
): Promise<StoredEpisodeRecord> {
  const [episode] = await episodesOf(transaction, memberNumber, name)
  if (episode === undefined) throw notFound('episode')
  return episode
}

function onTheWire({ member_number: _, full_name: __, ...episode }: StoredEpisodeRecord): EpisodeRecord {
  return episode
}

/** Who runs a group says when a member's time in it ends; what is known of the person is the coordinator's. */
function refuseMoreThanTheEnd({ version: _, reason: __, ...fields }: EpisodeChange): void {
  const own = new Set(['planned_end_on', 'exited_on', 'exit_reason'])
  const others = Object.keys(fields).filter((field) => !own.has(field))
  if (others.length === 0) return
  throw new ProblemError(
    403,
    'not_your_role',
    'Not for your role',
    'Therapists change the end of an episode. Ask a coordinator for the rest.',
    others.map((path) => ({ path, message: 'For coordinators.' })),
  )
}

function refuseMovedFrom({ exited_on }: StoredEpisodeRecord, there: StoredEpisodeRecord | undefined): void {
  if (exited_on === null && there === undefined) return
  const detail =
    exited_on === null
      ? 'The member has an episode in the other group from this day already. Close this one instead.'
      : 'This episode has ended. Enter a new episode in the other group instead.'
  throw new ProblemError(409, 'not_to_be_moved', 'Nothing was stored', detail)
}

function record(
  transaction: Transaction,
  action: 'record.create' | 'record.amend' | 'member.read',
  { member_number, episode_id }: StoredEpisodeRecord,
): void {
  transaction.record({
    action,
    target: `episode:${episode_id}`,
    memberIds: [member_number],
    detail: { record: 'episode' },
  })
}
