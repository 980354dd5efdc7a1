import { Controller, Get } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'
import { type Filters, filtersSchema } from '../../contracts/filters.js'
import {
  type ProgrammeOutcomes,
  type ProgrammeTrajectory,
  programmeOutcomesSchema,
  programmeTrajectorySchema,
} from '../../contracts/programme.js'
import {
  type ControlChart,
  type ControlChartQuery,
  controlChartQuerySchema,
  controlChartSchema,
  type DoseResponse,
  doseResponseSchema,
  type Funnel,
  type FunnelQuery,
  funnelQuerySchema,
  funnelSchema,
  type TimeToChange,
  type TimeToChangeQuery,
  timeToChangeQuerySchema,
  timeToChangeSchema,
} from '../../contracts/programme-charts.js'
import {
  type Equity,
  equitySchema,
  flowSchema,
  type MissingData,
  missingDataSchema,
  type ProgrammeFlow,
} from '../../contracts/programme-parts.js'
import { type ProgrammeQuery, programmeQuerySchema } from '../../contracts/programme-query.js'
import type { AccessContext } from '../../database/access.js'
import { Caller } from '../../platform/access-context.js'
import { Allow } from '../../platform/policy.js'
import { ValidQuery } from '../../platform/valid-query.js'
import { ProgrammeService } from './programme.service.js'
import { ProgrammePartsService } from './programme-parts.service.js'

/** Aggregates for directors: what a route's `from` and `to` act on is said in its answer (`period_basis`). */
@ApiTags('programme')
@Controller('programme')
export class ProgrammeController {
  readonly #programme: ProgrammeService
  readonly #parts: ProgrammePartsService

  constructor(programme: ProgrammeService, parts: ProgrammePartsService) {
    this.#programme = programme
    this.#parts = parts
  }

  /** `from` and `to` act on the end of the episode. */
  @Allow({ roles: ['director'], audit: null })
  @Get('outcomes')
  @ApiOkResponse({ standardSchema: programmeOutcomesSchema })
  outcomes(
    @Caller() caller: AccessContext,
    @ValidQuery(programmeQuerySchema) query: ProgrammeQuery,
  ): Promise<ProgrammeOutcomes> {
    return this.#programme.outcomes(caller, query)
  }

  /** `from` and `to` act on the end of the episode. */
  @Allow({ roles: ['director'], audit: null })
  @Get('trajectory')
  @ApiOkResponse({ standardSchema: programmeTrajectorySchema })
  trajectory(
    @Caller() caller: AccessContext,
    @ValidQuery(filtersSchema) filters: Filters,
  ): Promise<ProgrammeTrajectory> {
    return this.#programme.trajectory(caller, filters)
  }

  /** By the end of the episode; attendance by the day of the session. */
  @Allow({ roles: ['director'], audit: null })
  @Get('control-chart')
  @ApiOkResponse({ standardSchema: controlChartSchema })
  controlChart(
    @Caller() caller: AccessContext,
    @ValidQuery(controlChartQuerySchema) query: ControlChartQuery,
  ): Promise<ControlChart> {
    return this.#parts.controlChart(caller, query)
  }

  /** By the end of the episode. By therapist only where the deployment chose so: else 403. */
  @Allow({ roles: ['director'], audit: null })
  @Get('funnel')
  @ApiOkResponse({ standardSchema: funnelSchema })
  funnel(
    @Caller() caller: AccessContext,
    @ValidQuery(funnelQuerySchema) query: FunnelQuery,
  ): Promise<Funnel> {
    return this.#parts.funnel(caller, query)
  }

  /** `from` and `to` act on the day of joining. */
  @Allow({ roles: ['director'], audit: null })
  @Get('time-to-change')
  @ApiOkResponse({ standardSchema: timeToChangeSchema })
  timeToChange(
    @Caller() caller: AccessContext,
    @ValidQuery(timeToChangeQuerySchema) query: TimeToChangeQuery,
  ): Promise<TimeToChange> {
    return this.#parts.timeToChange(caller, query)
  }

  /** `from` and `to` act on the end of the episode. */
  @Allow({ roles: ['director'], audit: null })
  @Get('missing-data')
  @ApiOkResponse({ standardSchema: missingDataSchema })
  missingData(
    @Caller() caller: AccessContext,
    @ValidQuery(programmeQuerySchema) query: ProgrammeQuery,
  ): Promise<MissingData> {
    return this.#parts.missingData(caller, query)
  }

  /** `from` and `to` act on the end of the episode. */
  @Allow({ roles: ['director'], audit: null })
  @Get('dose-response')
  @ApiOkResponse({ standardSchema: doseResponseSchema })
  doseResponse(
    @Caller() caller: AccessContext,
    @ValidQuery(programmeQuerySchema) query: ProgrammeQuery,
  ): Promise<DoseResponse> {
    return this.#parts.doseResponse(caller, query)
  }

  /** `from` and `to` act on the end of the episode; small numbers are kept back. */
  @Allow({ roles: ['director'], audit: null })
  @Get('equity')
  @ApiOkResponse({ standardSchema: equitySchema })
  equity(
    @Caller() caller: AccessContext,
    @ValidQuery(programmeQuerySchema) query: ProgrammeQuery,
  ): Promise<Equity> {
    return this.#parts.equity(caller, query)
  }

  /** `from` and `to` act on the day of joining. */
  @Allow({ roles: ['director'], audit: null })
  @Get('flow')
  @ApiOkResponse({ standardSchema: flowSchema })
  flow(@Caller() caller: AccessContext, @ValidQuery(filtersSchema) filters: Filters): Promise<ProgrammeFlow> {
    return this.#parts.flow(caller, filters)
  }
}
