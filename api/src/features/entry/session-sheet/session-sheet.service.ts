import { Injectable } from '@nestjs/common'
import type { RosterRow, SessionSheet } from '../../../contracts/entry.js'
import { measureRegistry } from '../../../core/measures/registry.js'
import { type AccessContext, DatabaseAccess, type Transaction } from '../../../database/access.js'
import { Clock } from '../../../platform/clock.js'
import { notFound } from '../../../platform/problem.js'
import { measureForm } from '../../measures/measure-on-the-wire.service.js'
import { readMeasuresUsed } from '../../responses/response-rows.service.js'
import { readExpectedMeasures } from '../../sessions/expected-measures.service.js'
import { readSettings } from '../../settings/settings-reader.service.js'
import { formReader } from '../entered-forms.js'
import { queryFormsOfSession } from '../entered-forms.query.js'
import { queryRoster, querySheetSession, type SheetSession } from './session-sheet.query.js'

/** One session as it is entered: who belongs to it, who came, what they filled in. */
@Injectable()
export class SessionSheetService {
  readonly #access: DatabaseAccess
  readonly #clock: Clock

  constructor(access: DatabaseAccess, clock: Clock) {
    this.#access = access
    this.#clock = clock
  }

  /** @throws ProblemError when there is no such session in reach */
  read(caller: AccessContext, sessionId: string): Promise<SessionSheet> {
    return this.#access.run(
      caller,
      async (transaction) => {
        const found = await requireSession(transaction, sessionId, this.#clock.now())
        const { crisis_line } = await readSettings(transaction)
        return {
          ...found,
          attendance_entry: attendanceEntryOf(found),
          measures: await sheetMeasures(transaction, found.group.group_id),
          roster: await readRoster(transaction, caller, sessionId),
          crisis_line,
        }
      },
      { readOnly: true },
    )
  }
}

/** @throws ProblemError when there is no such session in reach */
export async function requireSession(
  transaction: Transaction,
  sessionId: string,
  now: Date,
): Promise<SheetSession> {
  const found = await querySheetSession(transaction, sessionId, now)
  if (found === undefined) throw notFound('group_session')
  return found
}

/** Whether attendance may be entered: at a held session, and at a planned one whose day has come. */
export function attendanceEntryOf({
  session,
  today,
}: Pick<SheetSession, 'session' | 'today'>): SessionSheet['attendance_entry'] {
  if (session.status === 'cancelled') return 'cancelled'
  if (session.session_date > today) return 'not_yet'
  return session.status === 'planned' ? 'makes_held' : 'open'
}

/** @param memberId  only this one; null: everybody who belongs to the session */
export async function readRoster(
  transaction: Transaction,
  caller: AccessContext,
  sessionId: string,
  memberId: number | null = null,
): Promise<RosterRow[]> {
  const rows = await queryRoster(transaction, sessionId, memberId)
  const stored = await queryFormsOfSession(transaction, sessionId, memberId)
  transaction.saw(rows.map((row) => row.member_id))
  const { formOf } = await formReader(transaction, caller, measureRegistry)
  const order = measureRegistry.map(({ code }) => code)
  const forms = stored.toSorted(
    (one, other) => order.indexOf(one.measure_code) - order.indexOf(other.measure_code),
  )
  return rows.map(({ member_id, member_code, ...row }) => ({
    member_id: member_code,
    ...row,
    forms: forms.filter((form) => form.member_id === member_id).map(formOf),
  }))
}

async function sheetMeasures(transaction: Transaction, groupId: string): Promise<SessionSheet['measures']> {
  const used = await readMeasuresUsed(transaction, { groupId })
  const expected = await readExpectedMeasures(transaction)
  const measures = measureRegistry.map((measure) => ({
    ...measureForm(measure),
    is_expected: expected.includes(measure.code),
    is_used: used.includes(measure.code),
  }))
  const rank = ({ is_expected, is_used }: (typeof measures)[number]) => (is_expected ? 0 : is_used ? 1 : 2)
  return measures.toSorted((one, other) => rank(one) - rank(other))
}
