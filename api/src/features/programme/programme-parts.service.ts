import { Injectable } from '@nestjs/common'
import type { Filters } from '../../contracts/filters.js'
import type {
  ControlChart,
  ControlChartQuery,
  DoseResponse,
  Funnel,
  FunnelQuery,
  TimeToChange,
  TimeToChangeQuery,
} from '../../contracts/programme-charts.js'
import type { Equity, MissingData, ProgrammeFlow } from '../../contracts/programme-parts.js'
import type { ProgrammeQuery } from '../../contracts/programme-query.js'
import { requireMeasure } from '../../core/measures/registry.js'
import { type AccessContext, DatabaseAccess, type Transaction } from '../../database/access.js'
import { Clock } from '../../platform/clock.js'
import type { ReadRequest } from '../outcomes/read-request.js'
import { requireTherapistFigures } from '../settings/therapist-figures.service.js'
import { readControlChart } from './read-control-chart.js'
import { readDoseResponse } from './read-dose-response.js'
import { readEquity } from './read-equity.js'
import { readFlow } from './read-flow.js'
import { readFunnel } from './read-funnel.js'
import { readMissingData } from './read-missing-scores.js'
import { readTimeToChange } from './read-time-to-change.js'

/** The pictures of the programme: each is one read of one state of the data. */
@Injectable()
export class ProgrammePartsService {
  readonly #access: DatabaseAccess
  readonly #clock: Clock

  constructor(access: DatabaseAccess, clock: Clock) {
    this.#access = access
    this.#clock = clock
  }

  controlChart(
    caller: AccessContext,
    { metric, by, rules, ...filters }: ControlChartQuery,
  ): Promise<ControlChart> {
    return this.#read(caller, filters, (transaction, request) =>
      readControlChart(transaction, request, { metric, by, rules }),
    )
  }

  funnel(caller: AccessContext, { rate, family, by, rules, ...filters }: FunnelQuery): Promise<Funnel> {
    return this.#read(caller, filters, async (transaction, request) => {
      if (by === 'therapist') await requireTherapistFigures(transaction, caller)
      return readFunnel(transaction, request, { rate, family, by, rules })
    })
  }

  timeToChange(
    caller: AccessContext,
    { event, by, rules, ...filters }: TimeToChangeQuery,
  ): Promise<TimeToChange> {
    return this.#read(caller, filters, (transaction, request) =>
      readTimeToChange(transaction, request, { event, by, rules }),
    )
  }

  missingData(caller: AccessContext, { rules, ...filters }: ProgrammeQuery): Promise<MissingData> {
    return this.#read(caller, filters, (transaction, request) => readMissingData(transaction, request, rules))
  }

  doseResponse(caller: AccessContext, { rules, ...filters }: ProgrammeQuery): Promise<DoseResponse> {
    return this.#read(caller, filters, (transaction, request) =>
      readDoseResponse(transaction, request, rules),
    )
  }

  equity(caller: AccessContext, { rules, ...filters }: ProgrammeQuery): Promise<Equity> {
    return this.#read(caller, filters, (transaction, request) => readEquity(transaction, request, rules))
  }

  flow(caller: AccessContext, filters: Filters): Promise<ProgrammeFlow> {
    return this.#read(caller, filters, readFlow)
  }

  /** @throws UnknownMeasure */
  #read<T>(
    caller: AccessContext,
    filters: Filters,
    work: (transaction: Transaction, request: ReadRequest) => Promise<T>,
  ): Promise<T> {
    if (filters.measure !== undefined) requireMeasure(filters.measure)
    const request = { filters, now: this.#clock.now() }
    return this.#access.run(caller, (transaction) => work(transaction, request), { readOnly: true })
  }
}
