import { Module } from '@nestjs/common'
import { ProgrammeController } from './programme.controller.js'
import { ProgrammeService } from './programme.service.js'
import { ProgrammePartsService } from './programme-parts.service.js'

@Module({ controllers: [ProgrammeController], providers: [ProgrammeService, ProgrammePartsService] })
export class ProgrammeModule {}
