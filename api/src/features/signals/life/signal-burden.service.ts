import { Injectable } from '@nestjs/common'
import type { SignalBurden, SignalBurdenQuery } from '../../../contracts/signals.js'
import { addDays } from '../../../core/calendar-day.js'
import { type AccessContext, DatabaseAccess } from '../../../database/access.js'
import { Clock } from '../../../platform/clock.js'
import { invalidParameters } from '../../../platform/problem.js'
import { latestDay } from '../../outcomes/provenance.service.js'
import { queryBurden, type StoredBurden } from './signal-burden.query.js'

const DAYS_LOOKED_BACK = 90
const DAYS_PER_MONTH = 365.25 / 12

/** How often signals speak up: what a director turns the rules by. */
@Injectable()
export class SignalBurdenService {
  readonly #access: DatabaseAccess
  readonly #clock: Clock

  constructor(access: DatabaseAccess, clock: Clock) {
    this.#access = access
    this.#clock = clock
  }

  burden(caller: AccessContext, asked: SignalBurdenQuery): Promise<SignalBurden> {
    return this.#access.run(
      caller,
      async (transaction) => {
        const today = await latestDay(transaction, this.#clock.now())
        const to = asked.to === undefined || asked.to > today ? today : asked.to
        const from = asked.from ?? addDays(to, 1 - DAYS_LOOKED_BACK)
        if (from > to)
          throw invalidParameters([{ path: 'from', message: 'The first day is after the last one.' }])
        const rows = await queryBurden(transaction, { site: asked.site, from, to })
        return {
          from,
          to,
          therapists: rows.flatMap((row) => {
            const { therapist_id, display_name } = row
            if (therapist_id === null || display_name === null) return []
            return [{ therapist_id, display_name, ...burdenOf(row) }]
          }),
          all: burdenOf(rows.find(({ therapist_id }) => therapist_id === null)),
        }
      },
      { readOnly: true },
    )
  }
}

function burdenOf(row: StoredBurden | undefined): SignalBurden['all'] {
  const { members, days_in_care: days, by_kind } = row ?? { members: 0, days_in_care: 0, by_kind: [] }
  const alerts = by_kind.reduce((sum, each) => sum + each.alerts, 0)
  const months = days / DAYS_PER_MONTH
  return {
    members,
    member_months: months,
    alerts,
    alerts_a_member_a_month: days === 0 ? null : alerts / months,
    by_kind: [...by_kind],
  }
}
