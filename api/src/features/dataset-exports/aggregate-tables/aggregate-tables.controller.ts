import { Controller, Get } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'
import {
  type AggregateTablesAnswer,
  type AggregateTablesQuery,
  aggregateReleaseSchema,
  aggregateTablesQuerySchema,
  aggregateTablesSchema,
} from '../../../contracts/aggregate-tables.js'
import { LEAST_PERSONS } from '../../../core/dataset/aggregate-tables.js'
import { type AccessContext, DatabaseAccess } from '../../../database/access.js'
import { Caller } from '../../../platform/access-context.js'
import { Allow } from '../../../platform/policy.js'
import { ValidQuery } from '../../../platform/valid-query.js'
import { findLatestRelease } from './aggregate-tables.repository.js'

/** Counts of everybody by one variable at a time, as they were released at the end of a quarter. */
@ApiTags('research')
@Controller('aggregate-tables')
export class AggregateTablesController {
  readonly #access: DatabaseAccess

  constructor(access: DatabaseAccess) {
    this.#access = access
  }

  @Get()
  @Allow({ roles: ['researcher', 'director'], audit: null })
  @ApiOkResponse({ standardSchema: aggregateTablesSchema })
  async find(
    @Caller() caller: AccessContext,
    @ValidQuery(aggregateTablesQuerySchema) { measure }: AggregateTablesQuery,
  ): Promise<AggregateTablesAnswer> {
    const stored = await this.#access.run(caller, (transaction) => findLatestRelease(transaction, measure), {
      readOnly: true,
    })
    return {
      measure,
      release: stored
        ? {
            ...aggregateReleaseSchema.parse(stored.result),
            until: stored.until_on,
            released_at: stored.released_at.toISOString(),
          }
        : null,
      least_persons: LEAST_PERSONS,
    }
  }
}
