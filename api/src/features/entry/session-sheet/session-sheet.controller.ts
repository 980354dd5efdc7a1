import { Controller, Get, Patch, Put } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'
import {
  type SavedSessionMember,
  type SessionMemberEntry,
  type SessionSheet,
  savedSessionMemberSchema,
  sessionMemberEntrySchema,
  sessionSheetSchema,
} from '../../../contracts/entry.js'
import {
  type AttendanceChange,
  type AttendanceRecord,
  attendanceChangeSchema,
  attendanceRecordSchema,
} from '../../../contracts/member-records.js'
import type { AccessContext } from '../../../database/access.js'
import { Caller } from '../../../platform/access-context.js'
import { Allow } from '../../../platform/policy.js'
import { ValidBody } from '../../../platform/valid-body.js'
import { ValidId } from '../../../platform/valid-path.js'
import { emptyQuerySchema, ValidQuery } from '../../../platform/valid-query.js'
import { SaveSessionMemberService } from './save-session-member.service.js'
import { SessionSheetService } from './session-sheet.service.js'

@ApiTags('entry')
@Controller()
export class SessionSheetController {
  readonly #sheets: SessionSheetService
  readonly #saving: SaveSessionMemberService

  constructor(sheets: SessionSheetService, saving: SaveSessionMemberService) {
    this.#sheets = sheets
    this.#saving = saving
  }

  /** Everything that the page of one session needs; names go out with it. */
  @Get('group-sessions/:id/entry')
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
  @Put('group-sessions/:id/members/:memberId')
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

  /** A correction of attendance with its reason; null takes back what was entered. */
  @Patch('attendance/:sessionId/:memberId')
  @Allow({ roles: ['therapist', 'coordinator'], audit: 'in_transaction' })
  @ApiOkResponse({ standardSchema: attendanceRecordSchema })
  async correct(
    @Caller() caller: AccessContext,
    @ValidId('sessionId') sessionId: string,
    @ValidId('memberId') memberCode: string,
    @ValidQuery(emptyQuerySchema) _: object,
    @ValidBody(attendanceChangeSchema) { reason, ...attendance }: AttendanceChange,
  ): Promise<AttendanceRecord> {
    const { member } = await this.#saving.save(caller, sessionId, memberCode, {
      attendance,
      forms: [],
      reason,
    })
    const { member_id, episode_id } = member
    const entered = member.attendance === null ? null : { episode_id, ...member.attendance }
    return { member_id, session_id: sessionId, attendance: entered }
  }
}
