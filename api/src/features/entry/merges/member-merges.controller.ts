import { Controller, Get, HttpCode, Post } from '@nestjs/common'
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger'
import {
  type MemberMerge,
  type MemberMergeList,
  type MemberMergeRequest,
  type MemberMergeUndo,
  memberMergeListSchema,
  memberMergeRequestSchema,
  memberMergeSchema,
  memberMergeUndoSchema,
} from '../../../contracts/member-records.js'
import type { AccessContext } from '../../../database/access.js'
import { Caller } from '../../../platform/access-context.js'
import { Allow } from '../../../platform/policy.js'
import { ValidBody } from '../../../platform/valid-body.js'
import { ValidId, ValidNumber } from '../../../platform/valid-path.js'
import { emptyQuerySchema, ValidQuery } from '../../../platform/valid-query.js'
import { MemberMergesService } from './member-merges.service.js'

@ApiTags('entry')
@Controller()
export class MemberMergesController {
  readonly #merges: MemberMergesService

  constructor(merges: MemberMergesService) {
    this.#merges = merges
  }

  @Get('member-merges')
  @Allow({ roles: ['coordinator'], audit: 'member.read' })
  @ApiOkResponse({ standardSchema: memberMergeListSchema })
  list(@Caller() caller: AccessContext, @ValidQuery(emptyQuerySchema) _: object): Promise<MemberMergeList> {
    return this.#merges.list(caller)
  }

  /** The record in the address is given up for another one of the same person. */
  @Post('members/:id/merge')
  @HttpCode(201)
  @Allow({ roles: ['coordinator'], audit: 'in_transaction' })
  @ApiCreatedResponse({ standardSchema: memberMergeSchema })
  merge(
    @Caller() caller: AccessContext,
    @ValidId() from: string,
    @ValidQuery(emptyQuerySchema) _: object,
    @ValidBody(memberMergeRequestSchema) request: MemberMergeRequest,
  ): Promise<MemberMerge> {
    return this.#merges.merge(caller, from, request)
  }

  @Post('member-merges/:id/undo')
  @HttpCode(200)
  @Allow({ roles: ['coordinator'], audit: 'in_transaction' })
  @ApiOkResponse({ standardSchema: memberMergeSchema })
  undo(
    @Caller() caller: AccessContext,
    @ValidNumber() mergeId: number,
    @ValidQuery(emptyQuerySchema) _: object,
    @ValidBody(memberMergeUndoSchema) { reason }: MemberMergeUndo,
  ): Promise<MemberMerge> {
    return this.#merges.undo(caller, mergeId, reason)
  }
}
