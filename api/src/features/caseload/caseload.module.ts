import { Module } from '@nestjs/common'
import { CaseloadController } from './caseload.controller.js'
import { CoversService } from './covers.service.js'
import { HandoverService } from './handover.service.js'

@Module({ controllers: [CaseloadController], providers: [CoversService, HandoverService] })
export class CaseloadModule {}
