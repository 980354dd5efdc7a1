import { Controller, Get } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'
import {
  type SiteList,
  siteListSchema,
  type TherapistList,
  therapistListSchema,
} from '../../contracts/groups.js'
import { type AccessContext, DatabaseAccess } from '../../database/access.js'
import { Caller } from '../../platform/access-context.js'
import { Allow } from '../../platform/policy.js'
import { emptyQuerySchema, ValidQuery } from '../../platform/valid-query.js'
import { querySites, queryTherapists } from './places.query.js'

/** Where groups meet and who leads them, for the choices of filters. */
@ApiTags('groups')
@Controller()
export class PlacesController {
  readonly #access: DatabaseAccess

  constructor(access: DatabaseAccess) {
    this.#access = access
  }

  @Get('sites')
  @Allow({ roles: ['director', 'therapist', 'coordinator', 'administrator'], audit: null })
  @ApiOkResponse({ standardSchema: siteListSchema })
  async sites(@Caller() caller: AccessContext, @ValidQuery(emptyQuerySchema) _: object): Promise<SiteList> {
    return { sites: await this.#access.run(caller, querySites, { readOnly: true }) }
  }

  @Get('therapists')
  @Allow({ roles: ['director', 'therapist', 'coordinator', 'administrator'], audit: null })
  @ApiOkResponse({ standardSchema: therapistListSchema })
  async therapists(
    @Caller() caller: AccessContext,
    @ValidQuery(emptyQuerySchema) _: object,
  ): Promise<TherapistList> {
    return { therapists: await this.#access.run(caller, queryTherapists, { readOnly: true }) }
  }
}
