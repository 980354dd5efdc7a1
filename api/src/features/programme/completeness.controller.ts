import { Controller, Get } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'
import {
  type CompletenessQuery,
  completenessQuerySchema,
  type ProgrammeCompleteness,
  programmeCompletenessSchema,
  type SessionList,
  type SessionListQuery,
  sessionListQuerySchema,
  sessionListSchema,
} from '../../contracts/completeness.js'
import type { AccessContext } from '../../database/access.js'
import { Caller } from '../../platform/access-context.js'
import { Allow } from '../../platform/policy.js'
import { ValidQuery } from '../../platform/valid-query.js'
import { CompletenessService } from './completeness.service.js'

/** Counts alone, of no outcome: for those who keep the records too. `from` and `to` act on the day of the session. */
@ApiTags('programme')
@Controller('programme/completeness')
export class CompletenessController {
  readonly #completeness: CompletenessService

  constructor(completeness: CompletenessService) {
    this.#completeness = completeness
  }

  @Allow({ roles: ['director', 'coordinator'], audit: null })
  @Get()
  @ApiOkResponse({ standardSchema: programmeCompletenessSchema })
  read(
    @Caller() caller: AccessContext,
    @ValidQuery(completenessQuerySchema) query: CompletenessQuery,
  ): Promise<ProgrammeCompleteness> {
    return this.#completeness.read(caller, query)
  }

  /** Which sessions lack attendance or forms, the latest first. */
  @Allow({ roles: ['director', 'coordinator'], audit: null })
  @Get('sessions')
  @ApiOkResponse({ standardSchema: sessionListSchema })
  sessions(
    @Caller() caller: AccessContext,
    @ValidQuery(sessionListQuerySchema) query: SessionListQuery,
  ): Promise<SessionList> {
    return this.#completeness.sessions(caller, query)
  }
}
