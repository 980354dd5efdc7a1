import { Controller, Get, Param } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'
import {
  type Member,
  type MemberList,
  type MemberQuery,
  type MemberTrajectory,
  type MemberTrajectoryQuery,
  memberListSchema,
  memberQuerySchema,
  memberSchema,
  memberTrajectoryQuerySchema,
  memberTrajectorySchema,
} from '../../contracts/members.js'
import type { AccessContext } from '../../database/access.js'
import { Caller } from '../../platform/access-context.js'
import { Allow } from '../../platform/policy.js'
import { emptyQuerySchema, ValidQuery } from '../../platform/valid-query.js'
import { MembersService } from './members.service.js'

@ApiTags('members')
@Controller('members')
export class MembersController {
  readonly #members: MembersService

  constructor(members: MembersService) {
    this.#members = members
  }

  @Allow({ roles: ['director', 'therapist'], audit: 'member.search' })
  @Get()
  @ApiOkResponse({ standardSchema: memberListSchema })
  list(
    @Caller() caller: AccessContext,
    @ValidQuery(memberQuerySchema) query: MemberQuery,
  ): Promise<MemberList> {
    return this.#members.list(caller, query)
  }

  @Allow({ roles: ['director', 'therapist'], audit: 'member.read' })
  @Get(':id')
  @ApiOkResponse({ standardSchema: memberSchema })
  one(
    @Caller() caller: AccessContext,
    @Param('id') memberCode: string,
    @ValidQuery(emptyQuerySchema) _: object,
  ): Promise<Member> {
    return this.#members.one(caller, memberCode)
  }

  @Allow({ roles: ['director', 'therapist'], audit: 'member.read' })
  @Get(':id/trajectory')
  @ApiOkResponse({ standardSchema: memberTrajectorySchema })
  trajectory(
    @Caller() caller: AccessContext,
    @Param('id') memberCode: string,
    @ValidQuery(memberTrajectoryQuerySchema) query: MemberTrajectoryQuery,
  ): Promise<MemberTrajectory> {
    return this.#members.trajectory(caller, memberCode, query)
  }
}
