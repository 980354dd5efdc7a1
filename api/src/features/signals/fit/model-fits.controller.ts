import { Controller, Get, HttpCode, Post } from '@nestjs/common'
import { ApiAcceptedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger'
import { type AcceptedJob, acceptedJobSchema } from '../../../contracts/jobs.js'
import { type ModelFitList, modelFitListSchema } from '../../../contracts/model-fits.js'
import type { AccessContext } from '../../../database/access.js'
import { Caller } from '../../../platform/access-context.js'
import { Allow } from '../../../platform/policy.js'
import { emptyBodySchema, ValidBody } from '../../../platform/valid-body.js'
import { emptyQuerySchema, ValidQuery } from '../../../platform/valid-query.js'
import { ModelFitsService } from './model-fits.service.js'

@ApiTags('signals')
@Controller('model-fits')
export class ModelFitsController {
  readonly #fits: ModelFitsService

  constructor(fits: ModelFitsService) {
    this.#fits = fits
  }

  @Get()
  @Allow({ roles: ['director', 'therapist'], audit: null })
  @ApiOkResponse({ standardSchema: modelFitListSchema })
  list(@Caller() caller: AccessContext, @ValidQuery(emptyQuerySchema) _: object): Promise<ModelFitList> {
    return this.#fits.list(caller)
  }

  @Post()
  @HttpCode(202)
  @Allow({ roles: ['director'], audit: 'in_transaction' })
  @ApiAcceptedResponse({ standardSchema: acceptedJobSchema })
  request(
    @Caller() caller: AccessContext,
    @ValidQuery(emptyQuerySchema) _: object,
    @ValidBody(emptyBodySchema) __: unknown,
  ): Promise<AcceptedJob> {
    return this.#fits.request(caller)
  }
}
