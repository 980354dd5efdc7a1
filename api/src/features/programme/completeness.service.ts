import { Injectable } from '@nestjs/common'
import type {
  CompletenessQuery,
  ProgrammeCompleteness,
  SessionList,
  SessionListQuery,
} from '../../contracts/completeness.js'
import type { Filters } from '../../contracts/filters.js'
import { requireMeasure } from '../../core/measures/registry.js'
import { type AccessContext, DatabaseAccess, type Transaction } from '../../database/access.js'
import { Clock } from '../../platform/clock.js'
import { provenanceOf } from '../outcomes/provenance.service.js'
import { readExpectedMeasures } from '../sessions/expected-measures.service.js'
import { readSessionCounts } from '../sessions/session-counts.service.js'
import { firstDay, lastDay, measuresToShow } from './measures-to-show.js'
import { completenessBySession, programmeCompleteness } from './programme-completeness.js'
import { querySessionNumberCounts } from './session-number-counts.query.js'
import { type ListedSession, querySessionRecordCounts, querySessionRecords } from './session-records.query.js'

/** Which attendance and which forms are there, and which sessions lack them. */
@Injectable()
export class CompletenessService {
  readonly #access: DatabaseAccess
  readonly #clock: Clock

  constructor(access: DatabaseAccess, clock: Clock) {
    this.#access = access
    this.#clock = clock
  }

  /** By session two more passes over every attendance are made, so only where they are asked for. */
  read(caller: AccessContext, { by, ...filters }: CompletenessQuery): Promise<ProgrammeCompleteness> {
    const asked = filters.measure === undefined ? null : requireMeasure(filters.measure)
    const request = { filters, now: this.#clock.now() }
    return this.#read(caller, async (transaction) => {
      const groups = await readSessionCounts(transaction, filters)
      const expected = await readExpectedMeasures(transaction)
      const records =
        by === 'session'
          ? await querySessionRecordCounts(transaction, {
              ...request,
              measures: measuresOfSession(filters, expected),
            })
          : null
      const shown = measuresToShow(
        asked,
        groups.flatMap((group) => [...group.forms.keys()]),
      ).map((measure) => measure.code)
      return {
        ...programmeCompleteness(groups, shown, records),
        expected_measures: expected,
        by_session:
          records === null
            ? null
            : completenessBySession(
                await querySessionNumberCounts(transaction, filters),
                shown,
                records,
                filters,
              ),
        provenance: await provenanceOf(transaction, request, {
          basis: 'session_date',
          from: firstDay(groups.map((group) => group.firstOn)),
          to: lastDay(groups.map((group) => group.lastOn)),
          nGroups: groups.filter((group) => group.eligible > 0).length,
        }),
      }
    })
  }

  sessions(caller: AccessContext, query: SessionListQuery): Promise<SessionList> {
    const { session_number, show, page, page_size, ...filters } = query
    if (filters.measure !== undefined) requireMeasure(filters.measure)
    return this.#read(caller, async (transaction) => {
      const expected = await readExpectedMeasures(transaction)
      const { listed, n_sessions, n_lacking } = await querySessionRecords(
        transaction,
        {
          filters,
          now: this.#clock.now(),
          measures: measuresOfSession(filters, expected),
          sessionNumber: session_number,
        },
        { show, limit: page_size, offset: (page - 1) * page_size },
      )
      return { group_sessions: listed.map(onTheWire), n_sessions, n_lacking, page, page_size }
    })
  }

  #read<T>(caller: AccessContext, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.#access.run(caller, work, { readOnly: true })
  }
}

/** What a session lacks is judged by the measures that belong to it, or by the one that was asked for. */
function measuresOfSession({ measure }: Filters, expected: readonly string[]): readonly string[] {
  return measure === undefined ? expected : [measure]
}

function onTheWire({
  lacks_attendance,
  lacks_forms,
  ...session
}: ListedSession): SessionList['group_sessions'][number] {
  return {
    ...session,
    lacks: [
      ...(lacks_attendance ? (['attendance'] as const) : []),
      ...(lacks_forms ? (['forms'] as const) : []),
    ],
  }
}
