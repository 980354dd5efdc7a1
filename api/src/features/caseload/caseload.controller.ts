import { Controller, Get, HttpCode, Post } from '@nestjs/common'
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger'
import {
  type Cover,
  type CoverList,
  coverListSchema,
  coverSchema,
  type Handover,
  handoverSchema,
  type NewCover,
  type NewHandover,
  newCoverSchema,
  newHandoverSchema,
  type TherapistCaseloadList,
  therapistCaseloadListSchema,
} from '../../contracts/caseload.js'
import type { AccessContext } from '../../database/access.js'
import { Caller } from '../../platform/access-context.js'
import { Allow } from '../../platform/policy.js'
import { ValidBody } from '../../platform/valid-body.js'
import { ValidNumber } from '../../platform/valid-path.js'
import { emptyQuerySchema, ValidQuery } from '../../platform/valid-query.js'
import { CoversService } from './covers.service.js'
import { HandoverService } from './handover.service.js'

/** Who sees whose groups: for good by a handover, for some days by a cover. */
@ApiTags('administration')
@Controller('caseload')
export class CaseloadController {
  readonly #handovers: HandoverService
  readonly #covers: CoversService

  constructor(handovers: HandoverService, covers: CoversService) {
    this.#handovers = handovers
    this.#covers = covers
  }

  @Get('therapists')
  @Allow({ roles: ['administrator', 'director'], audit: null })
  @ApiOkResponse({ standardSchema: therapistCaseloadListSchema })
  therapists(
    @Caller() caller: AccessContext,
    @ValidQuery(emptyQuerySchema) _: object,
  ): Promise<TherapistCaseloadList> {
    return this.#handovers.therapists(caller)
  }

  @Post('handovers')
  @HttpCode(201)
  @Allow({ roles: ['administrator', 'director'], audit: 'in_transaction', stepUp: true })
  @ApiCreatedResponse({ standardSchema: handoverSchema })
  handOver(
    @Caller() caller: AccessContext,
    @ValidQuery(emptyQuerySchema) _: object,
    @ValidBody(newHandoverSchema) handover: NewHandover,
  ): Promise<Handover> {
    return this.#handovers.handOver(caller, handover)
  }

  @Get('covers')
  @Allow({ roles: ['administrator', 'director'], audit: null })
  @ApiOkResponse({ standardSchema: coverListSchema })
  covers(@Caller() caller: AccessContext, @ValidQuery(emptyQuerySchema) _: object): Promise<CoverList> {
    return this.#covers.list(caller)
  }

  @Post('covers')
  @HttpCode(201)
  @Allow({ roles: ['administrator', 'director'], audit: 'in_transaction', stepUp: true })
  @ApiCreatedResponse({ standardSchema: coverSchema })
  addCover(
    @Caller() caller: AccessContext,
    @ValidQuery(emptyQuerySchema) _: object,
    @ValidBody(newCoverSchema) cover: NewCover,
  ): Promise<Cover> {
    return this.#covers.add(caller, cover)
  }

  /** Takes access away, so it asks for no second confirmation. */
  @Post('covers/:id/end')
  @HttpCode(200)
  @Allow({ roles: ['administrator', 'director'], audit: 'in_transaction' })
  @ApiOkResponse({ standardSchema: coverSchema })
  endCover(
    @Caller() caller: AccessContext,
    @ValidNumber() coverId: number,
    @ValidQuery(emptyQuerySchema) _: object,
  ): Promise<Cover> {
    return this.#covers.end(caller, coverId)
  }
}
