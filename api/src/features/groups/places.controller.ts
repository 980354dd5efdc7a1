import { Controller, Get, HttpCode, Patch, Post } from '@nestjs/common'
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger'
import {
  type Site,
  type SiteList,
  siteListSchema,
  siteSchema,
  type Therapist,
  type TherapistList,
  therapistListSchema,
  therapistSchema,
} from '../../contracts/groups.js'
import {
  type NewSite,
  type NewTherapist,
  newSiteSchema,
  newTherapistSchema,
  type SiteChange,
  siteChangeSchema,
  type TherapistChange,
  therapistChangeSchema,
} from '../../contracts/places.js'
import type { AccessContext } from '../../database/access.js'
import { Caller } from '../../platform/access-context.js'
import { Allow } from '../../platform/policy.js'
import { ValidBody } from '../../platform/valid-body.js'
import { ValidId } from '../../platform/valid-path.js'
import { emptyQuerySchema, ValidQuery } from '../../platform/valid-query.js'
import { PlacesService } from './places.service.js'

/** Where groups meet and who leads them. */
@ApiTags('groups')
@Controller()
export class PlacesController {
  readonly #places: PlacesService

  constructor(places: PlacesService) {
    this.#places = places
  }

  @Get('sites')
  @Allow({ roles: ['director', 'therapist', 'coordinator', 'administrator'], audit: null })
  @ApiOkResponse({ standardSchema: siteListSchema })
  sites(@Caller() caller: AccessContext, @ValidQuery(emptyQuerySchema) _: object): Promise<SiteList> {
    return this.#places.sites(caller)
  }

  @Post('sites')
  @HttpCode(201)
  @Allow({ roles: ['administrator'], audit: 'in_transaction' })
  @ApiCreatedResponse({ standardSchema: siteSchema })
  addSite(
    @Caller() caller: AccessContext,
    @ValidQuery(emptyQuerySchema) _: object,
    @ValidBody(newSiteSchema) site: NewSite,
  ): Promise<Site> {
    return this.#places.addSite(caller, site)
  }

  @Patch('sites/:id')
  @Allow({ roles: ['administrator'], audit: 'in_transaction' })
  @ApiOkResponse({ standardSchema: siteSchema })
  changeSite(
    @Caller() caller: AccessContext,
    @ValidId() siteId: string,
    @ValidQuery(emptyQuerySchema) _: object,
    @ValidBody(siteChangeSchema) change: SiteChange,
  ): Promise<Site> {
    return this.#places.changeSite(caller, siteId, change)
  }

  @Get('therapists')
  @Allow({ roles: ['director', 'therapist', 'coordinator', 'administrator'], audit: null })
  @ApiOkResponse({ standardSchema: therapistListSchema })
  therapists(
    @Caller() caller: AccessContext,
    @ValidQuery(emptyQuerySchema) _: object,
  ): Promise<TherapistList> {
    return this.#places.therapists(caller)
  }

  @Post('therapists')
  @HttpCode(201)
  @Allow({ roles: ['administrator'], audit: 'in_transaction' })
  @ApiCreatedResponse({ standardSchema: therapistSchema })
  addTherapist(
    @Caller() caller: AccessContext,
    @ValidQuery(emptyQuerySchema) _: object,
    @ValidBody(newTherapistSchema) therapist: NewTherapist,
  ): Promise<Therapist> {
    return this.#places.addTherapist(caller, therapist)
  }

  @Patch('therapists/:id')
  @Allow({ roles: ['administrator'], audit: 'in_transaction' })
  @ApiOkResponse({ standardSchema: therapistSchema })
  changeTherapist(
    @Caller() caller: AccessContext,
    @ValidId() therapistId: string,
    @ValidQuery(emptyQuerySchema) _: object,
    @ValidBody(therapistChangeSchema) change: TherapistChange,
  ): Promise<Therapist> {
    return this.#places.changeTherapist(caller, therapistId, change)
  }
}
