import { Injectable } from '@nestjs/common'
import type { NewTreatment, TreatmentChange, TreatmentRecord } from '../../../contracts/member-records.js'
import { type AccessContext, DatabaseAccess, type Transaction } from '../../../database/access.js'
import { Clock } from '../../../platform/clock.js'
import { notFound } from '../../../platform/problem.js'
import { judgeEnteredRows, storeEnteredRows } from '../../imports/entered-rows.service.js'
import { memberNumber } from '../../members/member-number.service.js'
import { treatmentRows } from '../rows/rows-of-members.js'
import { atTop, refuseRejected } from '../rule-problems.js'
import { runEntry } from '../run-entry.js'
import { SCREEN } from '../source-system.js'
import { isChange } from '../versions.js'
import { queryTreatments } from './member-records.query.js'

/** As it stands in an address. */
export interface TreatmentName {
  readonly member_id: string
  readonly kind: string
  readonly started_on: string
}

/** Individual therapy and medication beside the group; they decide the arm of the episodes that they begin with. */
@Injectable()
export class TreatmentEntryService {
  readonly #access: DatabaseAccess
  readonly #clock: Clock

  constructor(access: DatabaseAccess, clock: Clock) {
    this.#access = access
    this.#clock = clock
  }

  /** Entered twice with the same content it is stored once. */
  add(caller: AccessContext, given: NewTreatment): Promise<TreatmentRecord> {
    return runEntry(this.#access, caller, [`member:${given.member_id}`], async (transaction) => {
      const number = await memberNumber(transaction, given.member_id)
      const isNew = await this.#store(transaction, caller, given, null)
      record(transaction, isNew ? 'record.create' : 'member.read', number)
      return requireTreatment(transaction, number, given)
    })
  }

  change(caller: AccessContext, name: TreatmentName, change: TreatmentChange): Promise<TreatmentRecord> {
    return runEntry(this.#access, caller, [`member:${name.member_id}`], async (transaction) => {
      const number = await memberNumber(transaction, name.member_id)
      const { version: now, ...stored } = await requireTreatment(transaction, number, name)
      const wanted = { ...stored, ended_on: change.ended_on }
      const isChanged = isChange({ stored, wanted }, { read: change.version, now })
      if (isChanged) await this.#store(transaction, caller, wanted, change.reason)
      record(transaction, isChanged ? 'record.amend' : 'member.read', number)
      return requireTreatment(transaction, number, name)
    })
  }

  /** @returns whether anything was stored */
  async #store(
    transaction: Transaction,
    caller: AccessContext,
    treatment: NewTreatment,
    correction: string | null,
  ): Promise<boolean> {
    const rules = { sourceSystem: SCREEN, isCorrecting: correction !== null, now: this.#clock.now() }
    const rows = { treatments: treatmentRows([treatment]) }
    const judged = await judgeEnteredRows(transaction, caller, rows, rules)
    refuseRejected(judged.rejects, atTop)
    await storeEnteredRows(transaction, judged, { reason: correction ?? '', mode: 'paper' })
    return judged.plan.members.treatments.changes().length > 0
  }
}

async function requireTreatment(
  transaction: Transaction,
  number: number,
  { kind, started_on }: TreatmentName,
): Promise<TreatmentRecord> {
  const treatments = await queryTreatments(transaction, number)
  const found = treatments.find((one) => one.kind === kind && one.started_on === started_on)
  if (found === undefined) throw notFound('treatment')
  return found
}

function record(
  transaction: Transaction,
  action: 'record.create' | 'record.amend' | 'member.read',
  memberId: number,
): void {
  transaction.record({ action, memberIds: [memberId], detail: { record: 'concurrent_treatment' } })
}
