import { Module } from '@nestjs/common'
import { EntryDueController } from './due/entry-due.controller.js'
import { EntryDueService } from './due/entry-due.service.js'
import { GroupEntryController } from './groups/group-entry.controller.js'
import { GroupEntryService } from './groups/group-entry.service.js'
import { SessionEntryService } from './groups/session-entry.service.js'
import { EpisodeEntryController } from './members/episode-entry.controller.js'
import { EpisodeEntryService } from './members/episode-entry.service.js'
import { MemberEntryController } from './members/member-entry.controller.js'
import { MemberEntryService } from './members/member-entry.service.js'
import { TreatmentEntryService } from './members/treatment-entry.service.js'
import { MemberMergesController } from './merges/member-merges.controller.js'
import { MemberMergesService } from './merges/member-merges.service.js'
import { ResponseEntryController } from './responses/response-entry.controller.js'
import { ResponseEntryService } from './responses/response-entry.service.js'
import { SaveSessionMemberService } from './session-sheet/save-session-member.service.js'
import { SessionSheetController } from './session-sheet/session-sheet.controller.js'
import { SessionSheetService } from './session-sheet/session-sheet.service.js'

/** What people enter on screen, with the rules of an import. */
@Module({
  controllers: [
    SessionSheetController,
    ResponseEntryController,
    GroupEntryController,
    MemberEntryController,
    EpisodeEntryController,
    EntryDueController,
    MemberMergesController,
  ],
  providers: [
    SessionSheetService,
    SaveSessionMemberService,
    ResponseEntryService,
    GroupEntryService,
    SessionEntryService,
    MemberEntryService,
    EpisodeEntryService,
    TreatmentEntryService,
    EntryDueService,
    MemberMergesService,
  ],
})
export class EntryModule {}
