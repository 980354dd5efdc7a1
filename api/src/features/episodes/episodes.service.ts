import { Injectable } from '@nestjs/common'
import type { EpisodeList, EpisodeQuery } from '../../contracts/members.js'
import { attendanceRate } from '../../core/programme/attendance-rates.js'
import { completeness } from '../../core/programme/form-completeness.js'
import { type AccessContext, DatabaseAccess } from '../../database/access.js'
import { Clock } from '../../platform/clock.js'
import { invalidParameters, type ProblemError } from '../../platform/problem.js'
import { askedMeasure } from '../outcomes/asked-measure.js'
import { proportionOnTheWire } from '../outcomes/estimates-on-the-wire.js'
import { readReliablePoints } from '../outcomes/reliable-points.service.js'
import { requireTherapistFigures } from '../settings/therapist-figures.service.js'
import { type EpisodeListPart, queryEpisodeTotals } from './episode-rows.query.js'
import { readEpisodeRows } from './episode-rows.service.js'

function sessionNumberNeeded(): ProblemError {
  const message = 'With period=session_date say which session: session_number, 1 or more.'
  return invalidParameters([{ path: 'session_number', message }])
}

@Injectable()
export class EpisodesService {
  readonly #access: DatabaseAccess
  readonly #clock: Clock

  constructor(access: DatabaseAccess, clock: Clock) {
    this.#access = access
    this.#clock = clock
  }

  list(caller: AccessContext, query: EpisodeQuery): Promise<EpisodeList> {
    const { search, class: outcomeClass, family, band_from, band_to, week, open, ...rest } = query
    const { page, page_size, sort, order, rules, period, therapist, ...others } = rest
    const { attended, attended_from, attended_to, timed, timed_state, timed_at, ...without } = others
    const { session_number, presence, ...filters } = without
    if (period === 'session_date' && session_number === undefined) throw sessionNumberNeeded()
    const measure = askedMeasure(filters)
    const request = { filters, now: this.#clock.now() }
    const asked: EpisodeListPart = {
      search,
      outcomeClass,
      family,
      course: { bandFrom: band_from, bandTo: band_to, week },
      isOpen: open === undefined ? undefined : open === 'yes',
      periodOf: period === 'session_date' ? 'nothing' : period,
      attended: { from: attended ?? attended_from, to: attended ?? attended_to },
      timed: timed === undefined ? undefined : { event: timed, state: timed_state, at: timed_at ?? null },
      atSession:
        session_number === undefined
          ? undefined
          : {
              number: session_number,
              presence,
              ...(period === 'session_date' ? { from: filters.from, to: filters.to } : {}),
            },
      therapist,
    }
    return this.#access.run(
      caller,
      async (transaction) => {
        if (therapist !== undefined) await requireTherapistFigures(transaction, caller)
        const part = { ...asked, points: await readReliablePoints(transaction, rules) }
        const totals = await queryEpisodeTotals(transaction, request, measure, part)
        const { total, sessions_eligible, sessions_attended, forms_valid } = totals
        return {
          episodes: await readEpisodeRows(transaction, request, measure, {
            ...part,
            sort,
            order,
            limit: page_size,
            offset: (page - 1) * page_size,
          }),
          total,
          attendance: proportionOnTheWire(
            attendanceRate({ eligible: sessions_eligible, attended: sessions_attended }),
          ),
          completeness: proportionOnTheWire(
            completeness({ expected: sessions_attended, valid: forms_valid }),
          ),
          page,
          page_size,
        }
      },
      { readOnly: true },
    )
  }
}
