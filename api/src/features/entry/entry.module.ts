import { Module } from '@nestjs/common'
import { SaveSessionMemberService } from './session-sheet/save-session-member.service.js'
import { SessionSheetController } from './session-sheet/session-sheet.controller.js'
import { SessionSheetService } from './session-sheet/session-sheet.service.js'

/** What people enter on screen, with the rules of an import. */
@Module({
  controllers: [SessionSheetController],
  providers: [SessionSheetService, SaveSessionMemberService],
})
export class EntryModule {}
