import { Controller, Get } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'
import {
  type Caseload,
  type CaseloadTiles,
  caseloadSchema,
  caseloadTilesSchema,
} from '../../../contracts/signals.js'
import type { AccessContext } from '../../../database/access.js'
import { Caller } from '../../../platform/access-context.js'
import { Allow } from '../../../platform/policy.js'
import { emptyQuerySchema, ValidQuery } from '../../../platform/valid-query.js'
import { CaseloadService } from './caseload.service.js'

@ApiTags('signals')
@Controller('caseload')
export class TodayController {
  readonly #caseload: CaseloadService

  constructor(caseload: CaseloadService) {
    this.#caseload = caseload
  }

  /** Names go out with it. */
  @Get()
  @Allow({ roles: ['therapist'], audit: 'identity.read' })
  @ApiOkResponse({ standardSchema: caseloadSchema })
  today(@Caller() caller: AccessContext, @ValidQuery(emptyQuerySchema) _: object): Promise<Caseload> {
    return this.#caseload.today(caller)
  }

  @Get('tiles')
  @Allow({ roles: ['therapist'], audit: null })
  @ApiOkResponse({ standardSchema: caseloadTilesSchema })
  tiles(@Caller() caller: AccessContext, @ValidQuery(emptyQuerySchema) _: object): Promise<CaseloadTiles> {
    return this.#caseload.tiles(caller)
  }
}
