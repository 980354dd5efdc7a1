/** Attendance and completeness of groups, for the pages that show them beside outcomes. */

import type { ProportionContract } from '../../contracts/estimates.js'
import type { Filters } from '../../contracts/filters.js'
import type { Day } from '../../core/calendar-day.js'
import { attendanceRate } from '../../core/programme/attendance-rates.js'
import { completeness } from '../../core/programme/form-completeness.js'
import type { Transaction } from '../../database/access.js'
import { proportionOnTheWire } from '../outcomes/estimates-on-the-wire.js'
import { querySessionCounts } from './session-counts.query.js'

export interface SessionCounts {
  readonly groupId: string
  readonly groupName: string
  readonly siteId: string
  readonly siteName: string
  readonly eligible: number
  /** Attended sessions: one form of each measure is expected at each. */
  readonly attended: number
  readonly firstOn: Day | null
  readonly lastOn: Day | null
  /** By measure; a measure without a form is absent. */
  readonly forms: ReadonlyMap<string, { readonly returned: number; readonly valid: number }>
}

/** One entry a group that the filters name, in order of id; `from` and `to` act on the day of the session. */
export async function readSessionCounts(
  transaction: Transaction,
  filters: Filters,
): Promise<SessionCounts[]> {
  const rows = await querySessionCounts(transaction, filters)
  return rows.map((row) => ({
    groupId: row.group_id,
    groupName: row.group_name,
    siteId: row.site_id,
    siteName: row.site_name,
    eligible: row.eligible,
    attended: row.attended,
    firstOn: row.first_on,
    lastOn: row.last_on,
    forms: new Map(row.forms.map(({ measure, returned, valid }) => [measure, { returned, valid }])),
  }))
}

export function attendanceOf({ eligible, attended }: SessionCounts): ProportionContract {
  return proportionOnTheWire(attendanceRate({ eligible, attended }))
}

export function completenessOf({ attended, forms }: SessionCounts, measureCode: string): ProportionContract {
  return proportionOnTheWire(completeness({ expected: attended, valid: forms.get(measureCode)?.valid ?? 0 }))
}
