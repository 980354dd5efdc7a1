import { Injectable } from '@nestjs/common'
import type { Handover, NewHandover, TherapistCaseloadList } from '../../contracts/caseload.js'
import { type AccessContext, DatabaseAccess } from '../../database/access.js'
import { notFound, ProblemError } from '../../platform/problem.js'
import { therapistNamed } from '../groups/known-places.service.js'
import { queryTherapistCaseloads } from './caseload.query.js'
import { keepOldTherapists, type LedGroup, lockedGroupsOf, replaceTherapist } from './handover.repository.js'

/** Who leads which group, and how groups go from one therapist to another: with the commit, access goes along. */
@Injectable()
export class HandoverService {
  readonly #access: DatabaseAccess

  constructor(access: DatabaseAccess) {
    this.#access = access
  }

  therapists(caller: AccessContext): Promise<TherapistCaseloadList> {
    return this.#access.run(
      caller,
      async (transaction) => ({ therapists: await queryTherapistCaseloads(transaction) }),
      { readOnly: true },
    )
  }

  handOver(caller: AccessContext, given: NewHandover): Promise<Handover> {
    return this.#access.run(caller, async (transaction) => {
      const from = await therapistNamed(transaction, given.from_therapist_id, 'from_therapist_id')
      const to = await therapistNamed(transaction, given.to_therapist_id, 'to_therapist_id')
      const groups = chosenGroups(await lockedGroupsOf(transaction, from.therapist_id), given.group_ids)
      await keepOldTherapists(
        transaction,
        groups.map(({ group_id }) => group_id),
        given.reason,
      )
      const handedOver = await replaceTherapist(transaction, groups, {
        from: from.therapist_id,
        to: to.therapist_id,
      })
      for (const { group_id, part } of handedOver) {
        transaction.record({
          action: 'caseload.change',
          target: `group:${group_id}`,
          detail: {
            change: 'handover',
            from: from.therapist_id,
            to: to.therapist_id,
            part,
            reason: given.reason,
          },
        })
      }
      return { from, to, groups: handedOver }
    })
  }
}

/** @throws ProblemError for a group that is not the therapist's or not in reach, and when there is none at all */
function chosenGroups(led: readonly LedGroup[], chosen: NewHandover['group_ids']): readonly LedGroup[] {
  const groups = chosen === 'all' ? led : led.filter(({ group_id }) => chosen.includes(group_id))
  if (chosen !== 'all' && groups.length < new Set(chosen).size) throw notFound('group')
  if (groups.length > 0) return groups
  throw new ProblemError(
    409,
    'nothing_to_hand_over',
    'Nothing to hand over',
    'The therapist leads no group that you can hand over.',
  )
}
