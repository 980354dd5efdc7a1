import { Module } from '@nestjs/common'
import { AggregateTablesController } from './aggregate-tables/aggregate-tables.controller.js'
import { DatasetExportsController } from './dataset-exports.controller.js'
import { DatasetExportsService } from './dataset-exports.service.js'
import { DecideExportService } from './decide-export.service.js'

@Module({
  controllers: [DatasetExportsController, AggregateTablesController],
  providers: [DatasetExportsService, DecideExportService],
})
export class DatasetExportsModule {}
