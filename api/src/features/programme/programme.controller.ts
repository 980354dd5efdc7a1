import { Controller, Get } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'
import { type Filters, filtersSchema } from '../../contracts/filters.js'
import {
  type ProgrammeCompleteness,
  type ProgrammeOutcomes,
  type ProgrammeTrajectory,
  programmeCompletenessSchema,
  programmeOutcomesSchema,
  programmeTrajectorySchema,
} from '../../contracts/programme.js'
import { type ProgrammeQuery, programmeQuerySchema } from '../../contracts/programme-query.js'
import type { AccessContext } from '../../database/access.js'
import { Caller } from '../../platform/access-context.js'
import { Allow } from '../../platform/policy.js'
import { ValidQuery } from '../../platform/valid-query.js'
import { ProgrammeService } from './programme.service.js'

@ApiTags('programme')
@Controller('programme')
export class ProgrammeController {
  readonly #programme: ProgrammeService

  constructor(programme: ProgrammeService) {
    this.#programme = programme
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

  /** `from` and `to` act on the day of the session. */
  @Allow({ roles: ['director', 'coordinator'], audit: null })
  @Get('completeness')
  @ApiOkResponse({ standardSchema: programmeCompletenessSchema })
  completeness(
    @Caller() caller: AccessContext,
    @ValidQuery(filtersSchema) filters: Filters,
  ): Promise<ProgrammeCompleteness> {
    return this.#programme.completeness(caller, filters)
  }
}
