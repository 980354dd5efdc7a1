import { Controller, Get } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'
import {
  type AggregateTablesAnswer,
  type AggregateTablesQuery,
  aggregateTablesQuerySchema,
  aggregateTablesSchema,
} from '../../../contracts/aggregate-tables.js'
import { type AccessContext, DatabaseAccess } from '../../../database/access.js'
import { Caller } from '../../../platform/access-context.js'
import { Allow } from '../../../platform/policy.js'
import { ValidQuery } from '../../../platform/valid-query.js'
import { readRelease } from './read-release.service.js'

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
  find(
    @Caller() caller: AccessContext,
    @ValidQuery(aggregateTablesQuerySchema) { measure }: AggregateTablesQuery,
  ): Promise<AggregateTablesAnswer> {
    return this.#access.run(caller, (transaction) => readRelease(transaction, measure), { readOnly: true })
  }
}
