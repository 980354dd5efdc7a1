import { Injectable } from '@nestjs/common'
import type { MemberChange, MemberRecord, NewMember } from '../../../contracts/member-records.js'
import { type AccessContext, DatabaseAccess, type Transaction } from '../../../database/access.js'
import { Clock } from '../../../platform/clock.js'
import { ProblemError } from '../../../platform/problem.js'
import { type JudgedEntry, judgeEnteredRows, storeEnteredRows } from '../../imports/entered-rows.service.js'
import { memberNumber } from '../../members/member-number.service.js'
import { episodeRows } from '../rows/rows-of-members.js'
import { fieldOf } from '../rows/rows-of-visits.js'
import { type PathOf, refuseRejected } from '../rule-problems.js'
import { runEntry } from '../run-entry.js'
import { SCREEN } from '../source-system.js'
import { isChange } from '../versions.js'
import { type StoredIdentity, writeIdentity } from './identity.repository.js'
import { queryEpisodeRecords, queryIdentity, queryTreatments } from './member-records.query.js'

/** Members: who they are, and everything of their care that is kept up by hand. */
@Injectable()
export class MemberEntryService {
  readonly #access: DatabaseAccess
  readonly #clock: Clock

  constructor(access: DatabaseAccess, clock: Clock) {
    this.#access = access
    this.#clock = clock
  }

  read(caller: AccessContext, memberCode: string): Promise<MemberRecord> {
    return this.#access.run(
      caller,
      async (transaction) =>
        memberRecord(transaction, memberCode, await memberNumber(transaction, memberCode)),
      { readOnly: true },
    )
  }

  /** A person begins with an episode. Made twice with the same content they are made once. */
  add(caller: AccessContext, { episode, ...person }: NewMember): Promise<MemberRecord> {
    return runEntry(this.#access, caller, [`member:${person.member_id}`], async (transaction) => {
      const rows = { members: episodeRows([{ ...episode, ...person }]) }
      const rules = { sourceSystem: SCREEN, isCorrecting: false, now: this.#clock.now() }
      const judged = await judgeEnteredRows(transaction, caller, rows, rules)
      refuseKnownMember(judged, person.member_id)
      refuseRejected(judged.rejects, inMember)
      const isNew = judged.plan.members.members.changes().length > 0
      await storeEnteredRows(transaction, judged, { reason: '', mode: 'paper' })
      const number = await memberNumber(transaction, person.member_id)
      record(transaction, isNew ? 'record.create' : 'member.read', number)
      return memberRecord(transaction, person.member_id, number)
    })
  }

  /** Who the person is. Every episode is held against it: nobody joins before birth. */
  change(caller: AccessContext, memberCode: string, change: MemberChange): Promise<MemberRecord> {
    return runEntry(this.#access, caller, [`member:${memberCode}`], async (transaction) => {
      const number = await memberNumber(transaction, memberCode)
      const { version: now, ...stored } = await queryIdentity(transaction, number)
      const { full_name = stored.full_name, date_of_birth = stored.date_of_birth } = change
      const wanted = { full_name, date_of_birth }
      const isChanged = isChange({ stored, wanted }, { read: change.version, now }, () => false)
      if (isChanged) {
        await this.#refuseJoiningBeforeBirth(transaction, caller, number, wanted)
        await writeIdentity(transaction, number, wanted, change.reason)
      }
      record(transaction, isChanged ? 'record.amend' : 'member.read', number)
      return memberRecord(transaction, memberCode, number)
    })
  }

  async #refuseJoiningBeforeBirth(
    transaction: Transaction,
    caller: AccessContext,
    number: number,
    identity: StoredIdentity,
  ): Promise<void> {
    const episodes = await queryEpisodeRecords(transaction, { memberNumber: number })
    const rows = { members: episodeRows(episodes.map((episode) => ({ ...episode, ...identity }))) }
    const rules = { sourceSystem: SCREEN, isCorrecting: true, now: this.#clock.now() }
    const { rejects } = await judgeEnteredRows(transaction, caller, rows, rules)
    // What else the rules might say of the episodes today was accepted when they were stored.
    const ofBirth = rejects.flatMap((row) => {
      const problems = row.problems.filter(
        ({ code, column }) => code === 'before_birth' || !isOfEpisode(column),
      )
      return problems.length === 0 ? [] : [{ ...row, problems }]
    })
    refuseRejected(ofBirth.slice(0, 1), (_row, column) => (isOfEpisode(column) ? 'date_of_birth' : column))
  }
}

async function memberRecord(
  transaction: Transaction,
  memberCode: string,
  number: number,
): Promise<MemberRecord> {
  const episodes = await queryEpisodeRecords(transaction, { memberNumber: number })
  return {
    member_id: memberCode,
    identity: await queryIdentity(transaction, number),
    episodes: episodes.map(({ member_number: _, full_name: __, ...episode }) => episode),
    treatments: await queryTreatments(transaction, number),
  }
}

const OF_PERSON = new Set(['member_id', 'full_name', 'date_of_birth'])

function isOfEpisode(column: string): boolean {
  return !OF_PERSON.has(column)
}

const inMember: PathOf = (_row, column) =>
  isOfEpisode(column) ? `episode.${fieldOf(column)}` : fieldOf(column)

/** Another episode of somebody who is known is no new member; the same one sent again is. */
function refuseKnownMember({ stored, plan }: JudgedEntry, memberCode: string): void {
  const [candidate] = plan.members.members.candidates
  if (!stored.lookup.members.has(memberCode) || candidate?.change === 'duplicate') return
  throw new ProblemError(
    409,
    'already_stored',
    'Already there',
    'There is a member with this id. Choose another id, or enter another episode of this member.',
    [{ path: 'member_id', code: 'conflict', message: 'A member has this id.' }],
  )
}

function record(
  transaction: Transaction,
  action: 'record.create' | 'record.amend' | 'member.read',
  memberId: number,
): void {
  transaction.record({ action, memberIds: [memberId], detail: { record: 'member' } })
}
