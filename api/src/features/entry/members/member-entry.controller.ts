import { Controller, Get, HttpCode, Patch, Post } from '@nestjs/common'
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger'
import {
  type MemberChange,
  type MemberRecord,
  memberChangeSchema,
  memberRecordSchema,
  type NewMember,
  type NewTreatment,
  newMemberSchema,
  newTreatmentSchema,
  type TreatmentChange,
  type TreatmentRecord,
  treatmentChangeSchema,
  treatmentRecordSchema,
} from '../../../contracts/member-records.js'
import type { AccessContext } from '../../../database/access.js'
import { Caller } from '../../../platform/access-context.js'
import { Allow } from '../../../platform/policy.js'
import { ValidBody } from '../../../platform/valid-body.js'
import { ValidId } from '../../../platform/valid-path.js'
import { emptyQuerySchema, ValidQuery } from '../../../platform/valid-query.js'
import { MemberEntryService } from './member-entry.service.js'
import { TreatmentEntryService } from './treatment-entry.service.js'

/** Members and what runs beside their group, kept up by hand. */
@ApiTags('entry')
@Controller()
export class MemberEntryController {
  readonly #members: MemberEntryService
  readonly #treatments: TreatmentEntryService

  constructor(members: MemberEntryService, treatments: TreatmentEntryService) {
    this.#members = members
    this.#treatments = treatments
  }

  /** Who a member is, with episodes and treatments; no outcomes. */
  @Get('members/:id/record')
  @Allow({ roles: ['therapist', 'coordinator'], audit: 'identity.read' })
  @ApiOkResponse({ standardSchema: memberRecordSchema })
  read(
    @Caller() caller: AccessContext,
    @ValidId() memberCode: string,
    @ValidQuery(emptyQuerySchema) _: object,
  ): Promise<MemberRecord> {
    return this.#members.read(caller, memberCode)
  }

  @Post('members')
  @HttpCode(201)
  @Allow({ roles: ['coordinator'], audit: 'in_transaction' })
  @ApiCreatedResponse({ standardSchema: memberRecordSchema })
  add(
    @Caller() caller: AccessContext,
    @ValidQuery(emptyQuerySchema) _: object,
    @ValidBody(newMemberSchema) member: NewMember,
  ): Promise<MemberRecord> {
    return this.#members.add(caller, member)
  }

  @Patch('members/:id')
  @Allow({ roles: ['coordinator'], audit: 'in_transaction' })
  @ApiOkResponse({ standardSchema: memberRecordSchema })
  change(
    @Caller() caller: AccessContext,
    @ValidId() memberCode: string,
    @ValidQuery(emptyQuerySchema) _: object,
    @ValidBody(memberChangeSchema) change: MemberChange,
  ): Promise<MemberRecord> {
    return this.#members.change(caller, memberCode, change)
  }

  @Post('concurrent-treatments')
  @HttpCode(201)
  @Allow({ roles: ['coordinator'], audit: 'in_transaction' })
  @ApiCreatedResponse({ standardSchema: treatmentRecordSchema })
  addTreatment(
    @Caller() caller: AccessContext,
    @ValidQuery(emptyQuerySchema) _: object,
    @ValidBody(newTreatmentSchema) treatment: NewTreatment,
  ): Promise<TreatmentRecord> {
    return this.#treatments.add(caller, treatment)
  }

  @Patch('concurrent-treatments/:memberId/:kind/:startedOn')
  @Allow({ roles: ['coordinator'], audit: 'in_transaction' })
  @ApiOkResponse({ standardSchema: treatmentRecordSchema })
  changeTreatment(
    @Caller() caller: AccessContext,
    @ValidId('memberId') member_id: string,
    @ValidId('kind') kind: string,
    @ValidId('startedOn') started_on: string,
    @ValidQuery(emptyQuerySchema) _: object,
    @ValidBody(treatmentChangeSchema) change: TreatmentChange,
  ): Promise<TreatmentRecord> {
    return this.#treatments.change(caller, { member_id, kind, started_on }, change)
  }
}
