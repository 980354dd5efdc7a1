import { Controller, Get, HttpCode, Post } from '@nestjs/common'
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger'
import {
  type BreakGlass,
  breakGlassSchema,
  type FoundMembers,
  foundMembersSchema,
  type MemberIdentity,
  type MemberSearch,
  memberIdentitySchema,
  memberSearchSchema,
  type OpenedIdentity,
  type OpenedIdentityList,
  openedIdentityListSchema,
  openedIdentitySchema,
  type PageQuery,
  pageQuerySchema,
} from '../../contracts/identity.js'
import type { AccessContext } from '../../database/access.js'
import { Caller } from '../../platform/access-context.js'
import { Allow } from '../../platform/policy.js'
import { ValidBody } from '../../platform/valid-body.js'
import { ValidId } from '../../platform/valid-path.js'
import { emptyQuerySchema, ValidQuery } from '../../platform/valid-query.js'
import { IdentityService } from './identity.service.js'

@ApiTags('members')
@Controller()
export class IdentityController {
  readonly #identity: IdentityService

  constructor(identity: IdentityService) {
    this.#identity = identity
  }

  /** Members by id or name. What is typed stands in the body: addresses are kept by browsers and servers. */
  @Post('members/search')
  @HttpCode(200)
  @Allow({ roles: ['therapist', 'coordinator', 'director'], audit: 'member.search' })
  @ApiOkResponse({ standardSchema: foundMembersSchema })
  search(
    @Caller() caller: AccessContext,
    @ValidQuery(emptyQuerySchema) _: object,
    @ValidBody(memberSearchSchema) search: MemberSearch,
  ): Promise<FoundMembers> {
    return this.#identity.search(caller, search)
  }

  /** Directors: only while they have it open (`identity_closed` otherwise). */
  @Get('members/:id/identity')
  @Allow({ roles: ['therapist', 'coordinator', 'director'], audit: 'identity.read' })
  @ApiOkResponse({ standardSchema: memberIdentitySchema })
  read(
    @Caller() caller: AccessContext,
    @ValidId() memberCode: string,
    @ValidQuery(emptyQuerySchema) _: object,
  ): Promise<MemberIdentity> {
    return this.#identity.read(caller, memberCode)
  }

  /** Opens the identity of a member to a director for 15 minutes. */
  @Post('members/:id/identity/break-glass')
  @HttpCode(201)
  @Allow({ roles: ['director'], audit: 'in_transaction', stepUp: true })
  @ApiCreatedResponse({ standardSchema: openedIdentitySchema })
  open(
    @Caller() caller: AccessContext,
    @ValidId() memberCode: string,
    @ValidQuery(emptyQuerySchema) _: object,
    @ValidBody(breakGlassSchema) given: BreakGlass,
  ): Promise<OpenedIdentity> {
    return this.#identity.open(caller, memberCode, given)
  }

  /** Who opened whose identity, when and why. */
  @Get('identity/break-glass')
  @Allow({ roles: ['administrator'], audit: 'audit.read' })
  @ApiOkResponse({ standardSchema: openedIdentityListSchema })
  openings(
    @Caller() caller: AccessContext,
    @ValidQuery(pageQuerySchema) page: PageQuery,
  ): Promise<OpenedIdentityList> {
    return this.#identity.openings(caller, page)
  }
}
