import { Controller, Get, Put } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'
import {
  type SavedSessionMember,
  type SessionMemberEntry,
  type SessionSheet,
  savedSessionMemberSchema,
  sessionMemberEntrySchema,
  sessionSheetSchema,
} from '../../../contracts/entry.js'
import type { AccessContext } from '../../../database/access.js'
import { Caller } from '../../../platform/access-context.js'
import { Allow } from '../../../platform/policy.js'
import { ValidBody } from '../../../platform/valid-body.js'
import { ValidId } from '../../../platform/valid-path.js'
import { emptyQuerySchema, ValidQuery } from '../../../platform/valid-query.js'
import { SaveSessionMemberService } from './save-session-member.service.js'
import { SessionSheetService } from './session-sheet.service.js'

@ApiTags('entry')
@Controller('group-sessions')
export class SessionSheetController {
  readonly #sheets: SessionSheetService
  readonly #saving: SaveSessionMemberService

  constructor(sheets: SessionSheetService, saving: SaveSessionMemberService) {
    this.#sheets = sheets
    this.#saving = saving
  }

  /** Everything that the page of one session needs; names go out with it. */
  @Get(':id/entry')
  @Allow({ roles: ['therapist', 'coordinator'], audit: 'identity.read' })
  @ApiOkResponse({ standardSchema: sessionSheetSchema })
  read(
    @Caller() caller: AccessContext,
    @ValidId() sessionId: string,
    @ValidQuery(emptyQuerySchema) _: object,
  ): Promise<SessionSheet> {
    return this.#sheets.read(caller, sessionId)
  }

  /** Attendance and forms of one member, together. Sent again it changes nothing and answers the same. */
  @Put(':id/members/:memberId')
  @Allow({ roles: ['therapist', 'coordinator'], audit: 'in_transaction' })
  @ApiOkResponse({ standardSchema: savedSessionMemberSchema })
  save(
    @Caller() caller: AccessContext,
    @ValidId() sessionId: string,
    @ValidId('memberId') memberCode: string,
    @ValidQuery(emptyQuerySchema) _: object,
    @ValidBody(sessionMemberEntrySchema) entry: SessionMemberEntry,
  ): Promise<SavedSessionMember> {
    return this.#saving.save(caller, sessionId, memberCode, entry)
  }
}
