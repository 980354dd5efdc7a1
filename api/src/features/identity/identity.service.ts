import { Injectable } from '@nestjs/common'
import type {
  BreakGlass,
  FoundMembers,
  MemberIdentity,
  MemberSearch,
  OpenedIdentity,
  OpenedIdentityList,
  PageQuery,
} from '../../contracts/identity.js'
import { type AccessContext, DatabaseAccess, type Transaction } from '../../database/access.js'
import { Clock } from '../../platform/clock.js'
import { ProblemError } from '../../platform/problem.js'
import { memberNumber } from '../members/member-number.service.js'
import { insertOpening } from './break-glass.repository.js'
import { queryIdentity, queryOpenings, queryOpenUntil } from './identity.query.js'
import { searchMembers } from './member-search.query.js'

/** Who a member is, apart from everything that is recorded of their care. */
@Injectable()
export class IdentityService {
  readonly #access: DatabaseAccess
  readonly #clock: Clock

  constructor(access: DatabaseAccess, clock: Clock) {
    this.#access = access
    this.#clock = clock
  }

  /** @throws ProblemError when the member is not in reach, or a director has not opened the identity */
  read(caller: AccessContext, memberCode: string): Promise<MemberIdentity> {
    return this.#access.run(
      caller,
      async (transaction) => {
        const memberId = await memberNumber(transaction, memberCode)
        const openUntil = caller.role === 'director' ? await openedUntil(transaction, memberId) : null
        const identity = await queryIdentity(transaction, memberId)
        return {
          member_id: memberCode,
          full_name: identity?.full_name ?? null,
          date_of_birth: identity?.date_of_birth ?? null,
          open_until: openUntil?.toISOString() ?? null,
        }
      },
      { readOnly: true },
    )
  }

  /** The reason stays in the record of the opening: it may say more of the member than the audit may hold. */
  open(caller: AccessContext, memberCode: string, { reason }: BreakGlass): Promise<OpenedIdentity> {
    return this.#access.run(caller, async (transaction) => {
      const memberId = await memberNumber(transaction, memberCode)
      const opened = await insertOpening(transaction, {
        userId: caller.actor.id,
        memberId,
        reason,
      })
      transaction.record({
        action: 'identity.break_glass',
        memberIds: [memberId],
        target: `break_glass:${opened.break_glass_id}`,
      })
      return {
        member_id: memberCode,
        opened_at: opened.opened_at.toISOString(),
        expires_at: opened.expires_at.toISOString(),
      }
    })
  }

  openings(caller: AccessContext, { page, page_size }: PageQuery): Promise<OpenedIdentityList> {
    return this.#access.run(
      caller,
      async (transaction) => {
        const part = { limit: page_size, offset: (page - 1) * page_size }
        const { openings, total } = await queryOpenings(transaction, part)
        return {
          openings: openings.map(({ member_code, ...opening }) => ({
            ...opening,
            member_id: member_code,
            opened_at: opening.opened_at.toISOString(),
            expires_at: opening.expires_at.toISOString(),
          })),
          total,
          page,
          page_size,
        }
      },
      { readOnly: true },
    )
  }

  search(caller: AccessContext, { text, page, page_size }: MemberSearch): Promise<FoundMembers> {
    return this.#access.run(
      caller,
      async (transaction) => {
        const { members, total } = await searchMembers(transaction, {
          text,
          withNames: caller.role !== 'director',
          now: this.#clock.now(),
          limit: page_size,
          offset: (page - 1) * page_size,
        })
        transaction.saw(members.map(({ member_id }) => member_id))
        return {
          members: members.map(({ member_code, member_id: _, ...member }) => ({
            member_id: member_code,
            ...member,
          })),
          total,
          page,
          page_size,
        }
      },
      { readOnly: true },
    )
  }
}

async function openedUntil(transaction: Transaction, memberId: number): Promise<Date> {
  const until = await queryOpenUntil(transaction, memberId)
  if (until !== null) return until
  throw new ProblemError(
    403,
    'identity_closed',
    'The identity is closed',
    'Open it with a reason. It then stays open for 15 minutes, and who opened it is recorded.',
  )
}
