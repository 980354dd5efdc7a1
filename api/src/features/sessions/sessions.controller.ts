import { Controller, Get } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'
import {
  type AttendanceList,
  type AttendanceQuery,
  attendanceListSchema,
  attendanceQuerySchema,
  type GroupSessionList,
  type GroupSessionQuery,
  groupSessionListSchema,
  groupSessionQuerySchema,
} from '../../contracts/groups.js'
import { type AccessContext, DatabaseAccess, type Transaction } from '../../database/access.js'
import { Caller } from '../../platform/access-context.js'
import { Allow } from '../../platform/policy.js'
import { invalidParameters } from '../../platform/problem.js'
import { ValidQuery } from '../../platform/valid-query.js'
import { queryAttendance, queryGroupSessions } from './session-records.query.js'

@ApiTags('sessions')
@Controller()
export class SessionsController {
  readonly #access: DatabaseAccess

  constructor(access: DatabaseAccess) {
    this.#access = access
  }

  @Allow({ roles: ['director', 'therapist', 'coordinator'], audit: null })
  @Get('group-sessions')
  @ApiOkResponse({ standardSchema: groupSessionListSchema })
  async groupSessions(
    @Caller() caller: AccessContext,
    @ValidQuery(groupSessionQuerySchema) { group }: GroupSessionQuery,
  ): Promise<GroupSessionList> {
    const read = (transaction: Transaction) => queryGroupSessions(transaction, group)
    return { group_sessions: await this.#access.run(caller, read, { readOnly: true }) }
  }

  /** Of a group, of a member, or of a member in a group; never of everybody at once. */
  @Allow({ roles: ['director', 'therapist', 'coordinator'], audit: 'member.read' })
  @Get('attendance')
  @ApiOkResponse({ standardSchema: attendanceListSchema })
  async attendance(
    @Caller() caller: AccessContext,
    @ValidQuery(attendanceQuerySchema) query: AttendanceQuery,
  ): Promise<AttendanceList> {
    if (query.group === undefined && query.member === undefined) {
      throw invalidParameters([{ path: 'group', message: 'Name a group, a member or both.' }])
    }
    const read = (transaction: Transaction) => queryAttendance(transaction, query)
    return { attendance: await this.#access.run(caller, read, { readOnly: true }) }
  }
}
