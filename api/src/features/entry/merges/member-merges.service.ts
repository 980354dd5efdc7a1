import { Injectable } from '@nestjs/common'
import type { MemberMerge, MemberMergeList, MemberMergeRequest } from '../../../contracts/member-records.js'
import { type AccessContext, DatabaseAccess, type Transaction } from '../../../database/access.js'
import { Clock } from '../../../platform/clock.js'
import { invalidBody, notFound } from '../../../platform/problem.js'
import { memberNumber } from '../../members/member-number.service.js'
import { type StoredIdentity, writeIdentity } from '../members/identity.repository.js'
import { queryEpisodeRecords, queryIdentity } from '../members/member-records.query.js'
import { runEntry } from '../run-entry.js'
import { refuseUnlikelyPerson } from './judge-merge.js'
import {
  countRecords,
  insertMerge,
  markUndone,
  queryMerge,
  queryMerges,
  queryStandingMerge,
  type StoredMerge,
} from './merges.repository.js'
import { moveBetweenMembers } from './move-between-members.js'

type Completed = MemberMerge['completed']

/** Two records of one person become one, and can become two again. */
@Injectable()
export class MemberMergesService {
  readonly #access: DatabaseAccess
  readonly #clock: Clock

  constructor(access: DatabaseAccess, clock: Clock) {
    this.#access = access
    this.#clock = clock
  }

  list(caller: AccessContext): Promise<MemberMergeList> {
    return this.#access.run(
      caller,
      async (transaction) => {
        const merges = await queryMerges(transaction)
        transaction.saw(
          merges.flatMap(({ from_member_id, into_member_id }) => [from_member_id, into_member_id]),
        )
        return { merges: merges.map(onTheWire) }
      },
      { readOnly: true },
    )
  }

  /** Everything of `from` goes to `into`; merged twice they are merged once. */
  merge(caller: AccessContext, from: string, { into, reason }: MemberMergeRequest): Promise<MemberMerge> {
    if (from === into) {
      throw invalidBody([{ path: 'into', message: 'This is the same record. Choose the other one.' }])
    }
    return runEntry(this.#access, caller, [`member:${from}`, `member:${into}`], async (transaction) => {
      const intoId = await memberNumber(transaction, into)
      const standing = await queryStandingMerge(transaction, from, into)
      if (standing !== undefined) return again(transaction, standing)
      const fromId = await memberNumber(transaction, from)
      const people = { from: { code: from, id: fromId }, into: { code: into, id: intoId } }
      const treatments = await refuseUnlikelyPerson(transaction, caller, people, this.#clock.now())
      const episodes = (await queryEpisodeRecords(transaction, { memberNumber: fromId })).map(
        ({ episode_id }) => episode_id,
      )
      const counts = await countRecords(transaction, fromId, episodes)
      const completed = await completeIdentity(transaction, { fromId, intoId }, reason)
      const moved = { from, episodes, treatments, completed, ...counts }
      const mergeId = await insertMerge(transaction, { fromId, intoId, reason, moved })
      await moveBetweenMembers(transaction, { from: fromId, into: intoId }, moved)
      const merge = await requireMerge(transaction, mergeId)
      record(transaction, 'record.amend', merge)
      return onTheWire(merge)
    })
  }

  /** What went over goes back, with everything that was entered for it since. */
  undo(caller: AccessContext, mergeId: number, reason: string): Promise<MemberMerge> {
    const touches = async (transaction: Transaction) => {
      const { moved, into } = await requireMerge(transaction, mergeId)
      return [`member:${moved.from}`, `member:${into}`]
    }
    return runEntry(this.#access, caller, touches, async (transaction) => {
      const merge = await requireMerge(transaction, mergeId)
      if (merge.undone_at !== null) return again(transaction, merge)
      const { from_member_id: fromId, into_member_id: intoId } = merge
      await moveBetweenMembers(transaction, { from: intoId, into: fromId }, merge.moved)
      await takeIdentityBack(transaction, { fromId, intoId }, merge.moved.completed, reason)
      await markUndone(transaction, mergeId, reason)
      const undone = await requireMerge(transaction, mergeId)
      record(transaction, 'record.amend', undone)
      return onTheWire(undone)
    })
  }
}

interface TwoMembers {
  readonly fromId: number
  readonly intoId: number
}

/** The name and birth that stand in `into` stay; what it lacks comes from the other record, which keeps its own. */
async function completeIdentity(
  transaction: Transaction,
  { fromId, intoId }: TwoMembers,
  reason: string,
): Promise<Completed> {
  const from = await queryIdentity(transaction, fromId)
  const { version: _, ...into } = await queryIdentity(transaction, intoId)
  const completed: Completed = []
  if (into.full_name === null && from.full_name !== null) completed.push('full_name')
  if (into.date_of_birth === null && from.date_of_birth !== null) completed.push('date_of_birth')
  if (completed.length > 0) {
    const identity = {
      full_name: into.full_name ?? from.full_name,
      date_of_birth: into.date_of_birth ?? from.date_of_birth,
    }
    await writeIdentity(transaction, intoId, identity, reason)
  }
  return completed
}

/** What was taken over goes again, unless somebody has corrected it since. */
async function takeIdentityBack(
  transaction: Transaction,
  { fromId, intoId }: TwoMembers,
  completed: readonly Completed[number][],
  reason: string,
): Promise<void> {
  const from = await queryIdentity(transaction, fromId)
  const { version: _, ...into } = await queryIdentity(transaction, intoId)
  const isTakenOver = (field: keyof StoredIdentity) =>
    completed.includes(field) && into[field] === from[field]
  const identity = {
    full_name: isTakenOver('full_name') ? null : into.full_name,
    date_of_birth: isTakenOver('date_of_birth') ? null : into.date_of_birth,
  }
  if (identity.full_name === into.full_name && identity.date_of_birth === into.date_of_birth) return
  await writeIdentity(transaction, intoId, identity, reason)
}

async function requireMerge(transaction: Transaction, mergeId: number): Promise<StoredMerge> {
  const merge = await queryMerge(transaction, mergeId)
  if (merge === undefined) throw notFound('merge')
  return merge
}

function again(transaction: Transaction, merge: StoredMerge): MemberMerge {
  record(transaction, 'member.read', merge)
  return onTheWire(merge)
}

function record(
  transaction: Transaction,
  action: 'record.amend' | 'member.read',
  { merge_id, from_member_id, into_member_id, moved, undone_at }: StoredMerge,
): void {
  transaction.record({
    action,
    target: `merge:${merge_id}`,
    memberIds: [from_member_id, into_member_id].sort((one, other) => one - other),
    detail: { record: 'merge', undone: undone_at !== null, episodes: moved.episodes.length },
  })
}

function onTheWire(merge: StoredMerge): MemberMerge {
  const { from_member_id: _, into_member_id: __, moved, merged_at, undone_at, ...same } = merge
  return {
    ...same,
    from: moved.from,
    moved: {
      episodes: moved.episodes.length,
      attendance: moved.attendance,
      responses: moved.responses,
      treatments: moved.treatments.length,
    },
    completed: [...moved.completed],
    merged_at: merged_at.toISOString(),
    undone_at: undone_at?.toISOString() ?? null,
  }
}
