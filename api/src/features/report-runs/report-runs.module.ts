import { Module } from '@nestjs/common'
import { ReportRunsController } from './report-runs.controller.js'
import { ReportRunsService } from './report-runs.service.js'

@Module({ controllers: [ReportRunsController], providers: [ReportRunsService] })
export class ReportRunsModule {}
