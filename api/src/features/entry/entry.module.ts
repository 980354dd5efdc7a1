import { Module } from '@nestjs/common'
import { ResponseEntryController } from './responses/response-entry.controller.js'
import { ResponseEntryService } from './responses/response-entry.service.js'
import { SaveSessionMemberService } from './session-sheet/save-session-member.service.js'
import { SessionSheetController } from './session-sheet/session-sheet.controller.js'
import { SessionSheetService } from './session-sheet/session-sheet.service.js'

/** What people enter on screen, with the rules of an import. */
@Module({
  controllers: [SessionSheetController, ResponseEntryController],
  providers: [SessionSheetService, SaveSessionMemberService, ResponseEntryService],
})
export class EntryModule {}
