import { Controller, Get, HttpCode, Patch, Post } from '@nestjs/common'
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger'
import {
  type GroupChange,
  type GroupPage,
  type GroupRecord,
  type GroupSessionChange,
  type GroupSessionRecord,
  groupChangeSchema,
  groupPageSchema,
  groupRecordSchema,
  groupSessionChangeSchema,
  groupSessionRecordSchema,
  type NewGroup,
  type NewGroupSession,
  newGroupSchema,
  newGroupSessionSchema,
} from '../../../contracts/group-records.js'
import type { AccessContext } from '../../../database/access.js'
import { Caller } from '../../../platform/access-context.js'
import { Allow } from '../../../platform/policy.js'
import { ValidBody } from '../../../platform/valid-body.js'
import { ValidId } from '../../../platform/valid-path.js'
import { emptyQuerySchema, ValidQuery } from '../../../platform/valid-query.js'
import { GroupEntryService } from './group-entry.service.js'
import { SessionEntryService } from './session-entry.service.js'

/** Groups and their sessions, kept up by hand. */
@ApiTags('entry')
@Controller()
export class GroupEntryController {
  readonly #groups: GroupEntryService
  readonly #sessions: SessionEntryService

  constructor(groups: GroupEntryService, sessions: SessionEntryService) {
    this.#groups = groups
    this.#sessions = sessions
  }

  /** A group with its sessions and its members; names go out with it. */
  @Get('groups/:id/record')
  @Allow({ roles: ['therapist', 'coordinator'], audit: 'identity.read' })
  @ApiOkResponse({ standardSchema: groupPageSchema })
  read(
    @Caller() caller: AccessContext,
    @ValidId() groupId: string,
    @ValidQuery(emptyQuerySchema) _: object,
  ): Promise<GroupPage> {
    return this.#groups.read(caller, groupId)
  }

  @Post('groups')
  @HttpCode(201)
  @Allow({ roles: ['coordinator'], audit: 'in_transaction' })
  @ApiCreatedResponse({ standardSchema: groupRecordSchema })
  addGroup(
    @Caller() caller: AccessContext,
    @ValidQuery(emptyQuerySchema) _: object,
    @ValidBody(newGroupSchema) group: NewGroup,
  ): Promise<GroupRecord> {
    return this.#groups.add(caller, group)
  }

  @Patch('groups/:id')
  @Allow({ roles: ['coordinator'], audit: 'in_transaction' })
  @ApiOkResponse({ standardSchema: groupRecordSchema })
  changeGroup(
    @Caller() caller: AccessContext,
    @ValidId() groupId: string,
    @ValidQuery(emptyQuerySchema) _: object,
    @ValidBody(groupChangeSchema) change: GroupChange,
  ): Promise<GroupRecord> {
    return this.#groups.change(caller, groupId, change)
  }

  @Post('group-sessions')
  @HttpCode(201)
  @Allow({ roles: ['coordinator'], audit: 'in_transaction' })
  @ApiCreatedResponse({ standardSchema: groupSessionRecordSchema })
  addSession(
    @Caller() caller: AccessContext,
    @ValidQuery(emptyQuerySchema) _: object,
    @ValidBody(newGroupSessionSchema) session: NewGroupSession,
  ): Promise<GroupSessionRecord> {
    return this.#sessions.add(caller, session)
  }

  /** Also by who leads the group: to move a session, to cancel it, to say that it was held. */
  @Patch('group-sessions/:id')
  @Allow({ roles: ['therapist', 'coordinator'], audit: 'in_transaction' })
  @ApiOkResponse({ standardSchema: groupSessionRecordSchema })
  changeSession(
    @Caller() caller: AccessContext,
    @ValidId() sessionId: string,
    @ValidQuery(emptyQuerySchema) _: object,
    @ValidBody(groupSessionChangeSchema) change: GroupSessionChange,
  ): Promise<GroupSessionRecord> {
    return this.#sessions.change(caller, sessionId, change)
  }
}
