import { Controller, Get } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'
import { type Job, jobSchema } from '../../contracts/jobs.js'
import type { AccessContext } from '../../database/access.js'
import { Caller } from '../../platform/access-context.js'
import { Allow } from '../../platform/policy.js'
import { ValidNumber } from '../../platform/valid-path.js'
import { emptyQuerySchema, ValidQuery } from '../../platform/valid-query.js'
import { JobsService } from './jobs.service.js'

@ApiTags('jobs')
@Controller('jobs')
export class JobsController {
  readonly #jobs: JobsService

  constructor(jobs: JobsService) {
    this.#jobs = jobs
  }

  @Get(':id')
  @Allow({ roles: ['director', 'administrator'], audit: null })
  @ApiOkResponse({ standardSchema: jobSchema })
  find(
    @Caller() caller: AccessContext,
    @ValidNumber() id: number,
    @ValidQuery(emptyQuerySchema) _: object,
  ): Promise<Job> {
    return this.#jobs.find(caller, id)
  }
}
