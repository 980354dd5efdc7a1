import { Module } from '@nestjs/common'
import { JobEventsService } from './job-events.service.js'
import { JobsController } from './jobs.controller.js'
import { JobsService } from './jobs.service.js'

@Module({ controllers: [JobsController], providers: [JobsService, JobEventsService] })
export class JobsModule {}
