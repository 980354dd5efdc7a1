import { Module } from '@nestjs/common'
import { CompletenessController } from './completeness.controller.js'
import { CompletenessService } from './completeness.service.js'
import { ProgrammeController } from './programme.controller.js'
import { ProgrammeService } from './programme.service.js'
import { ProgrammePartsService } from './programme-parts.service.js'

@Module({
  controllers: [ProgrammeController, CompletenessController],
  providers: [ProgrammeService, ProgrammePartsService, CompletenessService],
})
export class ProgrammeModule {}
