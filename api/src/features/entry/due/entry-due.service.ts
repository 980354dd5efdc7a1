import { Injectable } from '@nestjs/common'
import type { EntryDue } from '../../../contracts/entry.js'
import { type AccessContext, DatabaseAccess } from '../../../database/access.js'
import { Clock } from '../../../platform/clock.js'
import { readExpectedMeasures } from '../../sessions/expected-measures.service.js'
import { type DueSession, queryRecentSessions, querySiteDays } from './entry-due.query.js'

const DAYS_BACK = 7

/** What waits to be entered: sessions of today and of the last 7 days that lack attendance or forms. */
@Injectable()
export class EntryDueService {
  readonly #access: DatabaseAccess
  readonly #clock: Clock

  constructor(access: DatabaseAccess, clock: Clock) {
    this.#access = access
    this.#clock = clock
  }

  read(caller: AccessContext): Promise<EntryDue> {
    return this.#access.run(
      caller,
      async (transaction) => {
        const now = this.#clock.now()
        const measures = await readExpectedMeasures(transaction)
        const recent = await queryRecentSessions(transaction, { now, daysBack: DAYS_BACK, measures })
        const sessions = recent
          .map((session) => ({ ...session, lacks: lacksOf(session) }))
          .filter(({ lacks }) => lacks.length > 0)
        return {
          sites: await querySiteDays(transaction, now),
          sessions,
          n_complete: recent.length - sessions.length,
        }
      },
      { readOnly: true },
    )
  }
}

/** A session that is planned for a day that has come lacks its attendance, also when nobody is in care. */
function lacksOf({ status, n_in_care, n_entered, forms }: DueSession): EntryDue['sessions'][number]['lacks'] {
  const lacks: EntryDue['sessions'][number]['lacks'] = []
  if (status === 'planned' || n_entered < n_in_care) lacks.push('attendance')
  if (forms.some(({ expected, returned }) => returned < expected)) lacks.push('forms')
  return lacks
}
