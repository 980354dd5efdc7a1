import { Injectable } from '@nestjs/common'
import type { GroupChange, GroupPage, GroupRecord, NewGroup } from '../../../contracts/group-records.js'
import { type AccessContext, DatabaseAccess, type Transaction } from '../../../database/access.js'
import { Clock } from '../../../platform/clock.js'
import { notFound } from '../../../platform/problem.js'
import { judgeEnteredRows, storeEnteredRows } from '../../imports/entered-rows.service.js'
import { queryEpisodeRecords } from '../members/member-records.query.js'
import { groupRows } from '../rows/rows-of-groups.js'
import { atTop, refuseRejected } from '../rule-problems.js'
import { runEntry } from '../run-entry.js'
import { SCREEN } from '../source-system.js'
import { isChange } from '../versions.js'
import { queryGroupRecord, querySessionRecords, queryTodayAt } from './group-records.query.js'

/** Groups, made and changed one by one. */
@Injectable()
export class GroupEntryService {
  readonly #access: DatabaseAccess
  readonly #clock: Clock

  constructor(access: DatabaseAccess, clock: Clock) {
    this.#access = access
    this.#clock = clock
  }

  read(caller: AccessContext, groupId: string): Promise<GroupPage> {
    return this.#access.run(
      caller,
      async (transaction) => {
        const group = await requireGroup(transaction, groupId)
        const episodes = await queryEpisodeRecords(transaction, { groupId })
        transaction.saw(episodes.map(({ member_number }) => member_number))
        return {
          group,
          today: await queryTodayAt(transaction, groupId, this.#clock.now()),
          sessions: await querySessionRecords(transaction, { groupId }),
          episodes: episodes.map(({ member_number: _, ...episode }) => episode),
        }
      },
      { readOnly: true },
    )
  }

  /** Made twice with the same content it is made once. */
  add(caller: AccessContext, { name, ...given }: NewGroup): Promise<GroupRecord> {
    const wanted = { ...given, name: name ?? given.group_id }
    return runEntry(this.#access, caller, [`group:${given.group_id}`], async (transaction) => {
      const isNew = await this.#store(transaction, caller, wanted, null)
      const group = await requireGroup(transaction, given.group_id)
      if (isNew) {
        transaction.record({ action: 'record.create', target: `group:${group.group_id}` })
        recordTherapists(transaction, group)
      }
      return group
    })
  }

  change(caller: AccessContext, groupId: string, change: GroupChange): Promise<GroupRecord> {
    return runEntry(this.#access, caller, [`group:${groupId}`], async (transaction) => {
      const { version: now, ...stored } = await requireGroup(transaction, groupId)
      const wanted = changedGroup(stored, change)
      if (!isChange({ stored, wanted }, { read: change.version, now })) return { ...stored, version: now }
      await this.#store(transaction, caller, wanted, change.reason)
      const group = await requireGroup(transaction, groupId)
      transaction.record({ action: 'record.amend', target: `group:${groupId}` })
      if (group.therapist_id !== stored.therapist_id || group.co_therapist_id !== stored.co_therapist_id)
        recordTherapists(transaction, group)
      return group
    })
  }

  /** @returns whether anything was stored */
  async #store(
    transaction: Transaction,
    caller: AccessContext,
    group: Omit<GroupRecord, 'version'>,
    correction: string | null,
  ): Promise<boolean> {
    const rules = { sourceSystem: SCREEN, isCorrecting: correction !== null, now: this.#clock.now() }
    const judged = await judgeEnteredRows(transaction, caller, { groups: groupRows([group]) }, rules)
    refuseRejected(judged.rejects, atTop)
    await storeEnteredRows(transaction, judged, { reason: correction ?? '', mode: 'paper' })
    return judged.plan.reference.groups.changes().length > 0
  }
}

/** @throws ProblemError when there is no such group in reach */
export async function requireGroup(transaction: Transaction, groupId: string): Promise<GroupRecord> {
  const group = await queryGroupRecord(transaction, groupId)
  if (group === undefined) throw notFound('group')
  return group
}

type GroupFields = Omit<GroupRecord, 'version'>

function changedGroup(stored: GroupFields, change: GroupChange): GroupFields {
  const {
    site_id = stored.site_id,
    therapist_id = stored.therapist_id,
    co_therapist_id = stored.co_therapist_id,
    name = stored.name,
    modality = stored.modality,
    format = stored.format,
    structure = stored.structure,
    focus = stored.focus,
    start_date = stored.start_date,
    end_date = stored.end_date,
    planned_sessions = stored.planned_sessions,
    session_minutes = stored.session_minutes,
    capacity = stored.capacity,
  } = change
  const people = { group_id: stored.group_id, site_id, therapist_id, co_therapist_id, name }
  const kind = { modality, format, structure, focus }
  return { ...people, ...kind, start_date, end_date, planned_sessions, session_minutes, capacity }
}

/** Who leads a group sees its members: with the record, access changes. */
function recordTherapists(
  transaction: Transaction,
  { group_id, therapist_id, co_therapist_id }: GroupRecord,
): void {
  transaction.record({
    action: 'caseload.change',
    target: `group:${group_id}`,
    detail: { change: 'group', lead: therapist_id ?? 'none', co_lead: co_therapist_id ?? 'none' },
  })
}
