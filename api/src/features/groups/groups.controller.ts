import { Controller, Get, Param } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'
import { type Filters, filtersSchema, measureQuerySchema } from '../../contracts/filters.js'
import {
  type Group,
  type GroupBoard,
  type GroupList,
  type GroupTrajectory,
  type GroupTrajectoryQuery,
  groupBoardSchema,
  groupListSchema,
  groupSchema,
  groupTrajectoryQuerySchema,
  groupTrajectorySchema,
} from '../../contracts/groups.js'
import type { AccessContext } from '../../database/access.js'
import { Caller } from '../../platform/access-context.js'
import { Allow } from '../../platform/policy.js'
import { emptyQuerySchema, ValidQuery } from '../../platform/valid-query.js'
import { GroupsService } from './groups.service.js'

@ApiTags('groups')
@Controller('groups')
export class GroupsController {
  readonly #groups: GroupsService

  constructor(groups: GroupsService) {
    this.#groups = groups
  }

  /** In order of id; `from` and `to` act on the session dates of attendance and completeness. */
  @Allow({ roles: ['director', 'therapist', 'coordinator'], audit: null })
  @Get()
  @ApiOkResponse({ standardSchema: groupListSchema })
  list(@Caller() caller: AccessContext, @ValidQuery(filtersSchema) filters: Filters): Promise<GroupList> {
    return this.#groups.list(caller, filters)
  }

  @Allow({ roles: ['director', 'therapist', 'coordinator'], audit: null })
  @Get(':id')
  @ApiOkResponse({ standardSchema: groupSchema })
  one(
    @Caller() caller: AccessContext,
    @Param('id') groupId: string,
    @ValidQuery(emptyQuerySchema) _: object,
  ): Promise<Group> {
    return this.#groups.one(caller, groupId)
  }

  @Allow({ roles: ['director', 'therapist'], audit: 'member.read' })
  @Get(':id/trajectory')
  @ApiOkResponse({ standardSchema: groupTrajectorySchema })
  trajectory(
    @Caller() caller: AccessContext,
    @Param('id') groupId: string,
    @ValidQuery(groupTrajectoryQuerySchema) query: GroupTrajectoryQuery,
  ): Promise<GroupTrajectory> {
    return this.#groups.trajectory(caller, groupId, query)
  }

  @Allow({ roles: ['director', 'therapist'], audit: 'member.read' })
  @Get(':id/board')
  @ApiOkResponse({ standardSchema: groupBoardSchema })
  board(
    @Caller() caller: AccessContext,
    @Param('id') groupId: string,
    @ValidQuery(measureQuerySchema) query: Pick<Filters, 'measure'>,
  ): Promise<GroupBoard> {
    return this.#groups.board(caller, groupId, query)
  }
}
