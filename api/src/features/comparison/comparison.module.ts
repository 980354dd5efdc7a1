import { Module } from '@nestjs/common'
import { StudiesController } from './studies.controller.js'
import { StudiesService } from './studies.service.js'
import { StudyRunsService } from './study-runs.service.js'

@Module({ controllers: [StudiesController], providers: [StudiesService, StudyRunsService] })
export class ComparisonModule {}
